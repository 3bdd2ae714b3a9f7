"""Lists of a ledger narrowed, sorted, grouped and added up; a column set to one value and records deleted, from scripts."""
import os
import sys

sys.path.insert(0, os.path.join(os.environ['G_TEST_SRCDIR'], 'commands'))
from office import Office, check, equal, finish, folder  # noqa: E402

PEOPLE = '姓名,户编号,与户主关系,组\n王桂兰,001,户主,三组\n李德山,002,户主,一组\n赵小虎,002,子,一组\n'
VISITS = '''老人,探访日期,探访方式,探访人,身体状况,备注
王桂兰,2026-06-03,入户,张干事,良好,门前路灯坏了
李德山,2026-06-05,电话,张干事,一般,
王桂兰,2026-06-20,入户,刘干事,患病,
李德山,2026-06-28,电话,刘干事,良好,
'''


def make_office(where):
    office = Office(where, 'office', '220622103200', 'village')
    for name, kind, text in (('people.csv', 'residents', PEOPLE), ('visits.csv', 'elder-visit', VISITS)):
        path = os.path.join(where, name)
        with open(path, 'w', encoding='utf-8') as f:
            f.write(text)
        office.must('import', kind, path)
    return office


def days(office, *args):
    return [row['visited_on'] for row in office.must('list', 'elder-visit', *args)['rows']]


def test_lists(office):
    cases = (
        ((), ['2026-06-28', '2026-06-20', '2026-06-05', '2026-06-03'], 'newest first'),
        (('--where', 'mode=电话'), ['2026-06-28', '2026-06-05'], 'by the word of a code'),
        (('--where', '探访方式=电话', '--where', 'visited_on=..2026-06-20'), ['2026-06-05'], 'all of several hold'),
        (('--where', 'visited_on=2026-06-04..2026-06-21'), ['2026-06-20', '2026-06-05'], 'from to'),
        (('--where', 'note='), ['2026-06-28', '2026-06-20', '2026-06-05'], 'blank'),
        (('--where', 'note~路灯'), ['2026-06-03'], 'contains'),
        (('--where', 'elder=王桂兰', '--sort', 'visited_on'), ['2026-06-03', '2026-06-20'], 'a person, oldest first'),
        (('--sort', 'visitor', '--sort', 'visited_on-'), ['2026-06-28', '2026-06-20', '2026-06-05', '2026-06-03'], 'by two'),
        (('--filter', 'wgl'), ['2026-06-20', '2026-06-03'], 'initials'),
    )
    for args, wanted, name in cases:
        equal(days(office, *args), wanted, f'list: {name}')


def test_groups(office):
    data = office.must('list', 'elder-visit', '--group', '探访方式', '--totals')
    equal([(g['value'], g['words'], g['count']) for g in data['groups']], [('1', '入户', 2), ('2', '电话', 2)], 'groups with counts')
    equal([row['mode'] for row in data['rows']], ['入户', '入户', '电话', '电话'], 'rows stand by group')
    check('totals' in data, 'totals are told', data)


def refused(office, name, *args, code):
    before = office.bytes()
    answer = office.run(*args)
    equal(answer.code, code, f'{name} is refused')
    equal(office.bytes(), before, f'{name}: nothing is written')


def test_changes(office):
    refused(office, 'set without a choice', 'ledger', 'set', 'elder-visit', 'visitor', '周干事', code=2)
    refused(office, 'a field nobody knows', 'ledger', 'set', 'elder-visit', 'shoes', '42', '--all', code=2)
    refused(office, 'a word that is no code', 'ledger', 'set', 'elder-visit', 'mode', '飞', '--all', code=1)
    refused(office, 'what must be filled in', 'ledger', 'set', 'elder-visit', 'visitor', '', '--all', code=1)
    refused(office, 'a filter that is none', 'list', 'elder-visit', '--where', 'shoes=42', code=2)
    data = office.must('ledger', 'set', 'elder-visit', '探访人', '周干事', '--where', 'mode=2')
    equal((data['changed'], data['refused']), (2, 0), 'a column becomes one value')
    equal(len(days(office, '--where', 'visitor=周干事')), 2, 'and is found so')
    equal(office.must('ledger', 'delete', 'elder-visit', '--where', 'visitor=周干事')['changed'], 2, 'records go together')
    equal(len(days(office)), 2, 'two are left')
    office.must('undo', '2')
    equal(len(days(office, '--where', 'visitor=张干事')), 2, 'both are taken back')


with folder() as where:
    made = make_office(where)
    test_lists(made)
    test_groups(made)
    test_changes(made)
finish()
