"""The command `tell`: shapes of its JSON, one text and several, stdin, exit codes."""
import json
import os
import subprocess
import sys

EXE = os.environ['XL_EXE']
count = 0
failed = 0


def run(*args, stdin=b''):
    done = subprocess.run([EXE, 'tell', *args], input=stdin, capture_output=True, timeout=60)
    return done.returncode, done.stdout, done.stderr


def tell(*args, stdin=b''):
    code, out, err = run(*args, '--json', '--on', '2026-06-30', stdin=stdin)
    assert code == 0, (code, err)
    return json.loads(out)


def check(name, test):
    global count, failed
    count += 1
    try:
        test()
        print(f'ok {count} {name}')
    except Exception as reason:  # a test's own failure, told in TAP
        failed += 1
        print(f'not ok {count} {name}')
        print(f'# {reason!r}')
    sys.stdout.flush()


def equal(got, wanted):
    assert got == wanted, f'{got!r} is not {wanted!r}'


def one_text_is_an_object():
    equal(tell('identity', '220622194803050010'), {
        'input': '220622194803050010', 'number': '220622194803050010', 'valid': True, 'verdict': 'valid', 'reason': None,
        'birth': '1948-03-05', 'sex': 'male', 'region': '220622', 'region_name': '靖宇县'})


def several_texts_are_an_array():
    rows = tell('identity', '220622480305001', '220622194803050019', '无')
    equal([r['verdict'] for r in rows], ['valid_after_cleaning', 'invalid', 'missing'])
    equal(rows[0]['number'], '220622194803050010')
    equal(rows[1]['number'], None)
    assert rows[1]['reason'] and rows[2]['reason']


def stdin_is_one_text_a_line():
    rows = tell('pinyin', '-', stdin='张三\n\n尉迟恭\r\n单雄信'.encode())
    equal([(r['input'], r['pinyin'], r['initials']) for r in rows],
          [('张三', 'zhang san', 'zs'), ('', '', ''), ('尉迟恭', 'yu chi gong', 'ycg'), ('单雄信', 'shan xiong xin', 'sxx')])
    equal(tell('pinyin', '-', stdin=b''), [])
    equal(len(tell('pinyin', '-', stdin=b'a\n')), 1)


def the_day_decides_about_the_future():
    code, out, _ = run('identity', '310103202903105763', '--json', '--on', '2029-03-09')
    equal((code, json.loads(out)['valid']), (0, False))
    code, out, _ = run('identity', '310103202903105763', '--json', '--on', '2029-03-10')
    equal((code, json.loads(out)['valid']), (0, True))


def credit_codes():
    rows = tell('credit-code', 'N2220622MF2A00016T', '54220622ME1B0002XQ', 'N2220622MF2A00016R')
    equal([r['valid'] for r in rows], [True, True, False])
    equal(set(rows[0]), {'input', 'valid', 'reason'})
    equal(rows[0]['reason'], None)


def dates():
    rows = tell('date', '2024.3.5', '二〇二二年十二月六日', '1951-02-30', '62年七月', '3月5日')
    equal([r['date'] for r in rows], ['2024-03-05', '2022-12-06', None, '1962-07', '2026-03-05'])
    assert rows[2]['reason'] and rows[0]['reason'] is None
    equal([r['precision'] for r in rows], ['day', 'day', None, 'month', 'day'])
    equal(rows[4]['year_missing'], True)


def amounts():
    rows = tell('amount', '1,234.50', '3万', '(500.00)', '-500.00', '壹佰元整', 'abc', '')
    equal([r['fen'] for r in rows], [123450, 3000000, -50000, -50000, 10000, None, None])
    equal(rows[4]['words'], '壹佰元整')
    assert rows[5]['reason'] and rows[6]['reason'] and rows[5]['words'] is None


def masks():
    rows = tell('mask', '王小明', '李强', '欧阳雪', '220622194803050010', '13812345678', '河南村三组12号')
    equal([r['masked'] for r in rows], ['王*明', '李*', '欧阳*', '220622********0010', '138****5678', '河南村三组'])
    equal(tell('mask', '--profile', 'strict', '220622194803050010')['masked'], '2***************10')
    equal(tell('mask', '--profile', '内部', '220622194803050010')['masked'], '220622194803050010')
    equal(tell('mask', '--as', 'name', '村')['masked'], '*')


def plain_text_has_a_line_a_text():
    code, out, _ = run('mask', '王小明', '李强')
    equal((code, out.decode()), (0, '王*明\n李*\n'))
    code, out, _ = run('amount', '100')
    equal((code, out.decode()), (0, '100\t100.00\t壹佰元整\t\n'))


def an_option_like_text_can_be_told():
    code, out, _ = run('pinyin', '--json', '--', '--张三')
    equal((code, json.loads(out)['initials']), (0, 'zs'))


def wrong_words_are_usage():
    for args in ([], ['identity'], ['weather', 'x'], ['mask', '--profile', 'open', 'x'], ['mask', '--as', 'colour', 'x'], ['date', '--bad', 'x']):
        code, out, err = run(*args)
        equal((code, out), (2, b''))
        assert err


def what_is_no_text_is_refused():
    code, out, err = run('pinyin', '-', '--json', stdin=b'ok\n\xff\xfe\n')
    equal((code, out), (1, b''))
    equal(json.loads(err)['code'], 1)
    code, out, _ = run('pinyin', '-', stdin=b'a\0b\n')
    equal(code, 1)


def a_long_line_is_refused():
    code, _, err = run('pinyin', '-', stdin=b'a' * (1 << 21))
    equal(code, 1)
    assert b'too long' in err


TESTS = [one_text_is_an_object, several_texts_are_an_array, stdin_is_one_text_a_line, the_day_decides_about_the_future, credit_codes, dates,
         amounts, masks, plain_text_has_a_line_a_text, an_option_like_text_can_be_told, wrong_words_are_usage, what_is_no_text_is_refused,
         a_long_line_is_refused]

print(f'1..{len(TESTS)}')
for t in TESTS:
    check(t.__name__.replace('_', '-'), t)
sys.exit(1 if failed else 0)
