"""The indicator of monthly visits says what the list of those who are due says, month by month of sample 08."""
import os
import sys

sys.path.insert(0, os.path.join(os.environ['G_TEST_SRCDIR'], 'commands'))
from office import Office, check, equal, finish, folder, township


def rate_of(office, day):
    done = office.run('indicators', '--set', 'elder-visit', day=day)
    return {row['key']: row for row in done.json['rows']}['visit-rate'] if done.json else {}


class OnDay(Office):
    def run(self, *args, day='2026-06-30', **how):
        import office as frame
        return frame.run(*args, '--store', self.path, '--json', '--on', day, **how)


def main():
    with folder() as path:
        office = OnDay(path)
        office.must('import', 'residents', *township('02_'))
        office.must('import', 'elder-visit', *township('08_'))
        for month, last in ((1, 31), (2, 28), (3, 31), (4, 30), (5, 31), (6, 30)):
            period = f'2026-{month:02}'
            due = office.must('due', 'elder-visit', '--period', period, '--policy', 'month-end')
            got = rate_of(office, f'{period}-{last}')
            check(due['due'] > 0, f'somebody is due in {period}', due)
            check(abs(got.get('value', -1) - 100 * due['visited'] / due['due']) < 0.06, f'the rate of {period}', f'{got}\n{due["visited"]} of {due["due"]}')
            equal(got.get('met'), due['met'], f'met or not in {period}')
    finish()


main()
