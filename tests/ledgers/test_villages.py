"""A township's file: whole exports say whose each row is, and bring each row back under its village or refuse it in words."""
import csv
import os
import sys

sys.path.insert(0, os.path.join(os.environ['G_TEST_SRCDIR'], 'commands'))
from office import Office, check, equal, finish, folder, run  # noqa: E402

TOWNSHIP = '220622103000'
HEADER = ('所属村', '会议室', '使用日期', '开始时间', '结束时间', '用途', '申请人')


def township(path, name):
    store = os.path.join(path, name + '.xiangli')
    check(run('init', '--office', TOWNSHIP, '--level', 'township', '--store', store).code == 0, f'{name}: a township has a file')
    return store


def tell(store, *words):
    answer = run(*words, '--store', store, '--json', '--on', '2026-06-30')
    if answer.json is None:
        check(False, ' '.join(words), answer)
        finish()
    return answer.json


def read(path):
    with open(path, encoding='utf-8-sig') as f:
        return list(csv.reader(f))


def write(path, rows):
    with open(path, 'w', encoding='utf-8') as f:
        csv.writer(f).writerows(rows)
    return path


def by_village(store, villages):
    return {v: sorted(r['room'] for r in tell(store, 'list', 'room-booking', '--office', v)['rows']) for v in villages}


def refused(result):
    return [(n['row'], n['value'], n['reason']) for f in result['files'] for n in f['refused']]


with folder() as path:
    store = township(path, 'one')
    rows = [HEADER, ('小西头村', '甲室', '2026-06-01', '09:00', '10:00', '开会', '李明'), ('那尔轰村', '甲室', '2026-06-01', '09:00', '10:00', '开会', '王芳'),
            ('那尔轰村', '乙室', '2026-06-02', '09:00', '10:00', '学习', '王芳'), ('', '镇会议室', '2026-06-03', '09:00', '10:00', '例会', '赵强'),
            ('没有的村', '丙室', '2026-06-04', '09:00', '10:00', '开会', '孙莉')]
    result = tell(store, 'import', 'room-booking', write(os.path.join(path, 'in.csv'), rows))
    equal((result['added'], refused(result)), (4, [(6, '没有的村', 'no village here has this name')]), 'a row of a village nobody knows is refused in words')
    whole = os.path.join(path, 'whole.csv')
    equal(tell(store, 'export', 'room-booking', whole)['rows'], 4, 'all rows go out')
    out = read(whole)
    head = next(i for i, row in enumerate(out) if '所属村' in row)
    at = out[head].index('所属村')
    equal(out[head].count('所属村'), 1, 'whose each row is stands in one column')
    names = sorted(row[at] for row in out[head + 1:])
    equal(names, ['小西头村', '那尔轰村', '那尔轰村', '那尔轰镇'], 'the village is named in each row, the township in its own')

    other = township(path, 'two')
    result = tell(other, 'import', 'room-booking', whole)
    equal((result['added'], refused(result)), (4, []), 'the export comes in elsewhere, all of it')
    want = {'220622103200': ['乙室', '甲室'], '220622103201': ['甲室'], TOWNSHIP: ['镇会议室']}
    equal(by_village(store, want), want, 'each row is under its village')
    equal(by_village(other, want), want, 'elsewhere too')
    result = tell(store, 'import', 'room-booking', whole)
    equal((result['unchanged'], result['added'], result['updated']), (4, 0, 0), 'where it came from, nothing is new')

    books = os.path.join(path, 'assets.csv')
    tell(store, 'export', 'assets', books)
    equal([row.count('所属村') for row in read(books) if '所属村' in row], [1], 'a ledger that has the column already keeps one')

    village = os.path.join(path, 'village.xiangli')
    run('init', '--office', '220622103200', '--store', village)
    own = tell(village, 'export', 'room-booking', os.path.join(path, 'own.csv'))
    equal([row for row in read(os.path.join(path, 'own.csv')) if '所属村' in row], [], "a village's own file needs no such column")
    result = tell(village, 'import', 'room-booking', whole)
    other_village, unknown = 'the row is of another village than this file', 'no village here has this name; the row is kept with the others of the sheet'
    equal([r[1:] for r in refused(result)], [('小西头村', other_village)], "a village's file refuses what is another's")
    flagged = [(n['value'], n['reason']) for f in result['files'] for n in f['flagged'] if n['reason'] == unknown]
    equal((result['added'], flagged), (3, [('那尔轰镇', unknown)]), 'and flags a name that no village has')
finish()
