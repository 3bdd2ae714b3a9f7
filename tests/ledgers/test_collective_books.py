"""The sample 10_集体三资台账.xlsx: one workbook of four sheets for two ledgers, reached as truth.json says."""
import json
import os
import sys

sys.path.insert(0, os.path.join(os.environ['G_TEST_SRCDIR'], 'commands'))
from office import SAMPLES, Office, check, equal, finish, folder, run, township  # noqa: E402

DAY = '2026-06-30'
BOOK = township('10_')[0]


def truth():
    with open(os.path.join(SAMPLES, 'truth.json'), encoding='utf-8') as f:
        return json.load(f)


def ask(office, *words):
    answer = run('ledger', *words, '--store', office.path, '--json', '--on', DAY)
    if answer.json is None:
        check(False, ' '.join(words), answer)
        finish()
    return answer.json


def sheets(result):
    return [f['sheet'] for f in result['files']], sorted(s['sheet'] for s in result['skipped'])


def assets(office, want, books):
    result = office.must('import', 'assets', BOOK)
    equal(sheets(result), (['资产台账'], sorted(books)), 'assets: its sheet is taken, the cash books are left out')
    check(all(s['reason'] for s in result['skipped']), 'assets: a sheet that is left out is told why', result['skipped'])
    equal((result['added'], result['refused'], result['flagged']), (want['total'], 0, 0), 'assets: every row, nothing to look at')
    rows = {r['number']: r for r in office.must('list', 'assets')['rows']}
    equal(sum(r['original'] for r in rows.values()), want['original_value_fen'], 'assets: original value')
    got = [(n, rows[n]['office'], rows[n]['kind'], rows[n]['original'], rows[n]['got_on'], rows[n]['state'], rows[n]['lease_until']) for n in sorted(rows)]
    equal(got, [(r['no'], r['village'], r['kind'], r['fen'], r['got'], r['state'], r['due']) for r in want['rows']], 'assets: row by row')
    states = ask(office, 'report', 'assets', 'states')['rows']
    equal({r['state']: r['items'] for r in states}, want['by_state'], 'assets: by state')
    equal(sum(r['original'] for r in states), want['original_value_fen'], 'assets: the report has the same value')
    over = ask(office, 'alerts', 'assets', 'lease-over')['rows']
    equal(sorted(r['number'] for r in over), want['leases_past_due_at_asof'], 'assets: leases past due')
    own = ask(office, 'alerts', 'assets', 'lease-over', '--office', '220622103201')['rows']
    equal(sorted(r['number'] for r in own), ['ZC0006', 'ZC0007'], 'assets: leases past due of one village')


def month(m):
    return {k: m[k] for k in ('income_fen', 'expense_fen', 'closing_fen')}


def book(office, code, want, sheet):
    name = want['sheet']
    equal((sheet['sheet'], sheet['office'], sheet['added'], len(sheet['refused'])), (name, code, want['entries'] + 1, 0), f'{name}: all entries and the balance carried over')
    wrong = want['wrong_running_balance'][0]
    right = f"{wrong['right_fen'] / 100:,.2f}"
    equal([(n['row'], n['column'], n['reason'].split()[-1]) for n in sheet['flagged']], [(wrong['row'], 'balance', right)],
          f'{name}: the wrong balance and nothing else is flagged, with the right one')
    rows = ask(office, 'report', 'cash-book', 'months', '--year', '2026', '--office', code)['rows']
    equal({r['month']: {'income_fen': r['income'], 'expense_fen': r['expense'], 'closing_fen': r['closing']} for r in rows},
          {m: month(v) for m, v in want['by_month'].items()}, f'{name}: month by month')
    equal((rows[0]['opening'], rows[-1]['closing'], sum(r['entries'] for r in rows)), (want['opening_fen'], want['closing_fen'], want['entries']),
          f'{name}: from the opening balance to the closing one')
    entries = [r for r in office.must('list', 'cash-book', '--office', code)['rows'] if r['line_code'] == '1']
    got = sorted((r['paid_on'], r['voucher'], r['income'] or 0, r['expense'] or 0) for r in entries)
    equal(got, sorted((d, v, i, e) for _, d, v, i, e, _ in want['rows']), f'{name}: entry by entry, red ink and 3万 among them')
    kept = [r for r in entries if r['voucher'] == wrong['voucher']]
    check(any(f['field'] == 'balance' for f in kept[0]['flags']), f'{name}: the record keeps its flag', kept)


def cash(office, want):
    result = office.must('import', 'cash-book', BOOK)
    equal(sheets(result), ([want[c]['sheet'] for c in sorted(want, key=lambda c: [s['sheet'] for s in result['files']].index(want[c]['sheet']))], ['资产台账']),
          'cash books: three sheets are taken, the assets are left out')
    by_sheet = {f['sheet']: f for f in result['files']}
    for code in want:
        book(office, code, want[code], by_sheet[want[code]['sheet']])
    again = office.must('import', 'cash-book', BOOK)
    equal((again['added'], again['updated'], again['refused']), (0, 0, 0), 'cash books: once more changes nothing')
    one = run('import', 'cash-book', BOOK, '--sheet', '资产台账', '--store', office.path, '--json', '--on', DAY)
    check(one.code == 1 and '资产台账' in (one.error or ''), 'cash books: the wrong sheet is refused by its name', one)


def mended(office, want):
    """The balance put right: the flag goes, and no other comes."""
    code = '220622103200'
    path = os.path.join(office.folder, 'mended.csv')
    wrong = want[code]['wrong_running_balance'][0]
    entry = next(r for r in office.must('list', 'cash-book', '--office', code)['rows'] if r['voucher'] == wrong['voucher'])
    with open(path, 'w', encoding='utf-8') as f:
        f.write(f"那尔轰村现金日记账\n日期,凭证号,摘要,余额\n{entry['paid_on']},{entry['voucher']},{entry['summary']},{wrong['right_fen'] / 100:.2f}\n")
    result = office.must('import', 'cash-book', path)
    equal((result['updated'], result['flagged']), (1, 0), 'cash books: a balance that is put right')
    flagged = [r['voucher'] for r in office.must('list', 'cash-book', '--office', code)['rows'] if r['flags']]
    equal(flagged, [], 'cash books: and its flag is gone')


def bad(office):
    path = os.path.join(office.folder, 'bad.csv')
    with open(path, 'w', encoding='utf-8') as f:
        f.write('那尔轰村现金日记账\n日期,凭证号,摘要,收入,支出,余额\n'
                '2026-07-01,记-100,两边都填,100,50,\n2026-07-02,记-101,没有金额,,,\n2026-07-03,记-102,不是钱,很多,,\n'
                '2026-07-04,记-103,付电费,,-20,\n2026-07-05,,付水费,,20,\n')
    result = office.must('import', 'cash-book', path, '--dry-run')
    told = [(n['row'], n['column'], n['reason']) for f in result['files'] for n in f['refused'] + f['flagged']]
    for row, column, word in ((3, 'expense', '一笔只能是收入或支出'), (6, 'summary', '红字，摘要没有说明冲销'), (7, 'voucher', '没有凭证号')):
        check((row, column, word) in told, f'cash books: {word}', told)
    equal([n for n in told if n[0] == 4], [(4, None, '没有金额：收入、支出、余额都是空的')], 'cash books: an entry without amounts is refused')
    equal([n[:2] for n in told if n[0] == 5], [(5, None), (5, 'income')], 'cash books: so is one whose amount is none, and the cell is named')
    equal(office.count('cash-book'), 179, 'cash books: a trial run keeps nothing')


def main():
    facts = truth()
    with folder() as place:
        office = Office(place)
        assets(office, facts['assets'], [c['sheet'] for c in facts['cash'].values()])
        cash(office, facts['cash'])
        mended(office, facts['cash'])
        bad(office)
    finish()


main()
