"""Sample 09: a CSV in GB18030 with both parties in one cell becomes the ledger of disputes, and its tables say what is in it."""
import json
import os
import sys

sys.path.insert(0, os.path.join(os.environ['G_TEST_SRCDIR'], 'commands'))
from office import SAMPLES, Office, check, equal, finish, folder, township

with open(os.path.join(SAMPLES, 'truth.json'), encoding='utf-8') as f:
    truth = json.load(f)
wanted = truth['disputes']


def report(office, name, *more):
    return office.must('ledger', 'report', 'dispute', name, *more)['rows']


def by(rows, key, count='cases'):
    return {row[key]: row[count] for row in rows}


def check_import(office):
    done = office.must('import', 'dispute', *township('09_'))
    equal((done['added'], done['refused']), (wanted['total'], 0), 'every row comes in, the totals row does not')
    again = office.must('import', 'dispute', *township('09_'))
    equal((again['added'], again['updated'], again['unchanged']), (0, 0, wanted['total']), 'the same file twice changes nothing')


def check_tables(office):
    total = report(office, 'summary')[0]
    equal(total['cases'], wanted['total'], 'the total')
    equal(total['rate'], round(wanted['resolution_rate'] * 1e6), 'the rate of settled disputes, to the last digit')
    equal(total['days'], wanted['days_to_close_sum'], 'days to close, added up')
    equal(total['mean'], round(wanted['days_to_close_mean'] * 100), 'and on average')
    equal(by(report(office, 'by-kind'), 'kind'), wanted['by_kind'], 'by kind')
    equal(by(report(office, 'by-status'), 'status'), wanted['by_status'], 'by status')
    equal(by(report(office, 'by-year'), 'year'), wanted['by_year'], 'by year')
    equal(by(report(office, 'by-village'), 'code'), wanted['by_village'], 'by village')
    for village, n in wanted['by_village'].items():
        equal(report(office, 'summary', '--office', village)[0]['cases'], n, f'the total of {village} alone')


def check_spans(office):
    """A span that is none is refused, not answered with an empty report."""
    for option, value in (('--year', '26'), ('--year', '2026-06'), ('--from', '2026-02-30'), ('--to', 'soon'), ('--period', '2026-13')):
        answer = office.run('ledger', 'report', 'dispute', 'summary', option, value)
        check(answer.code == 2 and option in answer.err, f'report {option} {value} is refused in words', answer)


def check_indicators(office):
    rows = {row['key']: row for row in office.must('indicators', '--set', 'dispute')['rows']}
    check(abs(rows['resolution-rate']['value'] - 100 * wanted['resolution_rate']) < 0.1, 'the indicator of settled disputes', rows)
    check(abs(rows['days-to-close']['value'] - wanted['days_to_close_mean']) < 1, 'the indicator of days', rows)
    equal(rows['resolution-rate']['met'], wanted['resolution_rate'] >= 0.95, 'met or not')


def check_rows(office):
    """Each dispute with the names of its two parties, whatever stood between them."""
    names = {person['pid']: person['name'] for person in truth['residents']['people']}
    want = {row['no']: (row['village'], row['date'], names[row['a']], names[row['b']], row['kind'], row['status'], row['closed'])
            for row in wanted['rows']}
    got = {row['no']: (row['office'], row['registered_on'], row['party_a'], row['party_b'], row['kind'], row['status'], row['closed_on'])
           for row in office.must('list', 'dispute')['rows']}
    equal({no: got.get(no) for no in want if got.get(no) != want[no]}, {}, 'every dispute has its parties, kind, state and days')


def check_alerts(office):
    """Thirty days of mediation are over on 2026-06-30 for what came in before 31 May and is still open."""
    late = {row['no'] for row in wanted['rows'] if row['status'] == '调解中' and row['date'] < '2026-05-31'}
    rows = office.must('ledger', 'alerts', 'dispute')
    counts = {row['key']: row['count'] for row in rows['alerts']}
    equal(counts['over-30-days'], len(late), 'mediation that takes more than thirty days')


def main():
    with folder() as path:
        office = Office(path)
        check_import(office)
        check_tables(office)
        check_spans(office)
        check_indicators(office)
        check_rows(office)
        check_alerts(office)
    finish()


main()
