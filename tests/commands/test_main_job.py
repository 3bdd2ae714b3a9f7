#!/usr/bin/python3
"""The main job by commands: registers in, everything found and written out again, a notice in, a filing out.  Counts are the truth's."""
import csv
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from office import SAMPLES, SOURCE, Office, check, equal, finish, folder, notice, run, township  # noqa: E402

with open(os.path.join(SAMPLES, 'truth.json'), encoding='utf-8') as truth_file:
    TRUTH = json.load(truth_file)
PERSONS = TRUTH['residents']['persons']
HOUSEHOLDS = TRUTH['households']['total']
# The xls keeps no trace of the apostrophe that was typed before one number: its cell is formatted as its neighbours', so it is plainly valid.
VERDICTS = dict(TRUTH['residents']['row_verdicts'])
VERDICTS['valid'] += 1
VERDICTS['valid_after_cleaning'] -= 1


def has_keys(answer, keys, name):
    check(isinstance(answer, dict) and set(keys.split()) <= set(answer), f'{name}: has {keys}', answer and sorted(answer))


def registers(office):
    result = office.must('import', 'residents', *township('02_'))
    equal((result['added'], result['refused']), (PERSONS, 0), 'residents added and refused')
    equal(result['identity'], VERDICTS, 'verdicts of identity numbers')
    equal(sum(f['rows'] for f in result['files']), TRUTH['residents']['rows_written'], 'rows read')
    equal(result['flagged'], sum(len(f['flagged']) for f in result['files']), 'flags are listed')
    has_keys(result, 'kind added updated unchanged refused flagged identity files', 'import')
    has_keys(result['files'][0], 'file sheet header_row rows added updated unchanged refused flagged', 'import: a file')
    has_keys(result['files'][0]['flagged'][0], 'row column value reason', 'import: a flag')
    again = office.must('import', 'residents', *township('02_'))
    equal((again['added'], again['updated'], again['refused']), (0, 0, 0), 'the same files again: 0 changes')
    households = office.must('import', 'households', *township('01_'))
    equal((office.count('households'), households['refused']), (HOUSEHOLDS, 0), 'households')
    equal(len(office.must('undo', '2')), 2, 'undo 2')
    equal((office.count('residents'), office.count('households')), (0, 0), 'nobody is left')
    equal(len(office.must('redo', '2')), 2, 'redo 2')
    equal((office.count('residents'), office.count('households')), (PERSONS, HOUSEHOLDS), 'all are back')
    log = office.must('log', '10')
    equal([e['kind'] for e in log][-3:-1], ['import', 'import'], 'the log tells the imports')
    has_keys(log[0], 'seq at user label kind rows undone', 'log')
    for village, n in TRUTH['residents']['by_village'].items():
        equal(office.must('list', 'residents', '--office', village, '--count'), {'kind': 'residents', 'count': n}, f'residents of {village}')


def finding(office):
    people = office.must('list', 'residents')
    has_keys(people, 'kind count rows', 'list')
    people = people['rows']
    equal(len(people), PERSONS, 'list has a row for each')

    def found(text):
        answer = office.must('search', text, '--limit', '5000')
        return {row['id'] for row in answer['rows'] if row['kind'] == 'person'}

    longest = max((p['name'] for p in people), key=len)
    for text in ('张', '龘', '张伟', longest[:3], longest, '䶮', '莫𡐓村'[:2]):
        equal(found(text), {p['id'] for p in people if text in p['name']}, f'search {text} finds whose name has it')
    for person in (people[0], next(p for p in people if len(p['name']) > 2), next(p for p in people if p['name'].startswith('解'))):
        spelled = office.must('tell', 'pinyin', person['name'])
        check(person['id'] in found(spelled['initials']), f'search {spelled["initials"]} finds {person["name"]}', spelled)
        check(person['id'] in found(person['id_number'][-4:]), f'search {person["id_number"][-4:]} finds {person["name"]}')
    digits = people[1]['phone'][-4:]
    at_end = {p['id'] for p in people if (p['phone'] or '').endswith(digits) or (p['id_number'] or '').endswith(digits)}
    equal(found(digits), at_end, 'search by the last four digits')
    shown = office.must('show', 'resident', people[0]['id_number'])
    equal((shown['resident']['id'], shown['resident']['name']), (people[0]['id'], people[0]['name']), 'show by identity number')
    equal(office.must('show', 'resident', str(people[0]['id'])), shown, 'show by key')
    house = office.must('show', 'household', people[0]['household_number'])
    check(people[0]['name'] in json.dumps(house, ensure_ascii=False), 'show household has its people', house)


def read_csv(path, encoding):
    with open(path, encoding=encoding, newline='') as f:
        return list(csv.reader(f))


def writing_out(office, where):
    plain, gb, public = (os.path.join(where, n) for n in ('plain.csv', 'gb.csv', 'public.csv'))
    has_keys(office.must('export', 'residents', plain), 'kind file mask rows', 'export')
    office.must('export', 'residents', gb, '--encoding', 'gb18030')
    rows = read_csv(plain, 'utf-8-sig')
    equal((len(rows), rows == read_csv(gb, 'gb18030')), (PERSONS + 1, True), 'csv in UTF-8 and in GB18030 say the same')
    office.must('export', 'residents', public, '--mask', 'public')
    text = json.dumps(read_csv(public, 'utf-8-sig'), ensure_ascii=False)
    equal(re.findall(r'\d{17}[\dXx]|1[3-9]\d{9}', text), [], 'a public export holds no whole number')
    refused = office.run('export', 'residents', os.path.join(where, 'gbk.csv'), '--encoding', 'gbk')
    check(refused.code == 1 and '䶮' in (refused.error or '') and not os.path.exists(os.path.join(where, 'gbk.csv')),
          'GBK cannot hold every name: refused with the characters', refused)
    for name in ('people.xlsx', 'people.ods', 'plain.csv', 'gb.csv'):
        path = os.path.join(where, name)
        if not name.endswith('.csv'):
            office.must('export', 'residents', path)
            equal(zipfile.ZipFile(path).testzip(), None, f'{name} is a whole archive')
        back = Office(where, 'back-' + name)
        equal(back.must('import', 'residents', path)['added'], PERSONS, f'{name} reads back whole')
        os.remove(back.path)
    for name in ('houses.xlsx', 'houses.csv'):
        equal(office.must('export', 'households', os.path.join(where, name))['rows'], HOUSEHOLDS, f'households to {name}')


def visits(office):
    truth = TRUTH['visits']
    result = office.must('import', 'elder-visit', *township('08_'))
    equal((result['added'], result['refused']), (truth['targets'] + len(truth['visits']), 0), 'people to visit and visits')
    equal(office.count('elder-visit'), len(truth['visits']), 'visits in the ledger')
    for month, want in truth['by_month'].items():
        got = office.must('due', 'elder-visit', '--period', month, '--policy', 'any-day')
        equal((got['due'], got['visited'], got['visited_at_home'], len(got['missed'])),
              (want['due'], want['visited'], want['visited_at_home'], len(want['not_visited'])), f'{month}: due, visited, at home, missed')
    again = office.must('import', 'elder-visit', *township('08_'))
    equal((again['added'], again['updated']), (0, 0), 'the same visits again: 0 changes')


def notices(office):
    path = notice('v03')
    with open(path[:-3] + 'json', encoding='utf-8') as f:
        truth = json.load(f)
    read = office.must('notice', path)
    equal({k: read.get(k) for k in ('title', 'doc_number', 'written_date')}, {k: truth[k] for k in ('title', 'doc_number', 'written_date')},
          'a notice is read')
    has_keys(read, 'title doc_number issuing_organs written_date recipients deadlines tasks', 'notice')
    equal(office.count('notices'), 0, 'reading keeps nothing')
    kept = office.must('notice', 'add', '--confirm', path)
    equal((kept['added'], kept['unchanged']), (1, 0), 'the notice is kept')
    equal(office.must('notice', 'add', '--confirm', path)['added'], 0, 'once, however often it is added')
    listed = office.must('list', 'notices')
    equal([(n['title'], n['state']) for n in listed['rows']], [(truth['title'], 'confirmed')], 'list notices')
    tasks = office.must('list', 'tasks')
    check(tasks['count'] >= 1 and any(t['leads_to'] == 'elder-visits' for t in tasks['rows']), 'its tasks lead to the filing', tasks)
    check(office.must('search', '月探访')['count'] >= 1, 'search finds the notice')


def filing(office, where):
    path = os.path.join(where, 'visits.pdf')
    made = office.must('file', 'elder-visits', '--period', '2026-05', '--out', path)
    equal(made['rows'], 102 + 25, 'a township files the visits and the missed of all its villages')
    equal(made['sha256'], subprocess.run(['sha256sum', path], capture_output=True, text=True).stdout.split()[0], 'its SHA-256')
    again = os.path.join(where, 'again.pdf')
    equal(office.must('file', 'elder-visits', '--period', '2026-05', '--out', again)['number'], made['number'], 'the same filing has one number')
    with open(path, 'rb') as a, open(again, 'rb') as b:
        whole = a.read()
        equal(whole == b.read(), True, 'and the same bytes')
    verified = office.must('verify', path)
    has_keys(verified, 'file ok office number signed_by known_key data_intact pages_intact replaced_by', 'verify')
    equal([verified[k] for k in ('ok', 'known_key', 'data_intact', 'pages_intact', 'number')], [True, True, True, True, made['number']], 'verify')
    qpdf = subprocess.run(['qpdf', '--check', path], capture_output=True, text=True)
    check(qpdf.returncode == 0 and 'WARNING' not in qpdf.stderr, 'qpdf has nothing to say', qpdf.stdout + qpdf.stderr)
    text = subprocess.run(['pdftotext', '-layout', path, '-'], capture_output=True, text=True)
    check('2026年5月' in text.stdout and '— 2 —' in text.stdout and re.search(r'第 *3 *页 *共 *\d+ *页', text.stdout) and text.stderr == '', 'its text can be read', text.stdout[:600])
    for part in (0.3, 0.5, 0.7, 0.9):
        at = int(len(whole) * part)
        with open(again, 'wb') as f:
            f.write(whole[:at] + bytes([whole[at] ^ 0x20]) + whole[at + 1:])
        answer = office.run('verify', again)
        check(answer.json and (answer.json['ok'] is False and answer.json['reason'] or answer.json['same_bytes'] is False),
              f'one byte changed at {part:.0%}: said', answer)
    equal([f['number'] for f in office.must('list', 'filings')['rows']], [made['number']], 'list filings')
    equal(office.must('show', 'filing', made['number'])['sha256'], made['sha256'], 'show filing')


def safety(office, where):
    answer = office.must('check')
    equal((answer['ok'], answer['problems']), (True, []), 'check')
    copy = os.path.join(where, 'copy.xiangli')
    office.must('backup', copy)
    state = office.state()
    office.must('settings', 'visit-rate', 'any-day')
    equal([s['value'] for s in office.must('settings')['settings'] if s['key'] == 'visit-rate'], ['any-day'], 'settings')
    office.must('undo')
    equal([s['value'] for s in office.must('settings', 'visit-rate')['settings']], ['month-end'], 'a setting is undone like any edit')
    office.must('undo', '2')
    check(office.state() != state, 'more is undone')
    office.must('restore', copy)
    equal((office.state(), office.must('check')['ok']), (state, True), 'restore brings back what was saved')


def telling(office):
    for what, text, keys in (('identity', '11010519491231002X', 'input number valid verdict reason birth sex region'),
                             ('pinyin', '单于', 'input pinyin initials'), ('credit-code', '91350100M000100Y43', 'input valid reason'),
                             ('amount', '1234.50', 'input fen words'), ('date', '二〇二六年六月三十日', 'input date reason')):
        has_keys(office.must('tell', what, text), keys, f'tell {what}')


def manual():
    page = os.path.join(SOURCE, '..', 'data', 'xiangli.1')
    with open(page, encoding='utf-8') as f:
        text = f.read()
    commands = re.findall(r'^  ([a-z]+) ?', run('--help').out, re.M)
    check(len(commands) > 20, 'help lists the commands', commands)
    entries = re.findall(r'^\.TP\n\.B ([a-z]+)\b', text[text.index('.SH COMMANDS'):text.index('.SH EXIT')], re.M)
    equal(sorted(set(commands) - set(entries)), [], 'every command is in the man page')
    equal(entries, sorted(entries), 'in the order of the alphabet')
    if shutil.which('man'):
        done = subprocess.run(['man', '--warnings', '-l', page], capture_output=True, text=True, env=dict(os.environ, MANWIDTH='100', LC_ALL='C.UTF-8'))
        equal((done.returncode, done.stderr), (0, ''), 'the man page is set without a warning')
    equal([c for c in sorted(set(commands)) if run(c, '--help').code != 0], [], 'every command says how it is used')


def demonstration(where):
    made = os.path.join(where, 'demo')
    answer = run('demo', made, '--json')
    check(answer.code == 0 and answer.json is not None and answer.err == '', 'demo', answer)
    equal((answer.json['import residents']['added'], answer.json['check']['ok'], answer.json['verify']['ok']), (406, True, True), 'its counts')
    names = os.listdir(made)
    check('office.xiangli' in names and '摘要.txt' in names and any(n.endswith('.pdf') for n in names), 'demo leaves file, paper and summary', names)
    check(run('demo', made, '--json').code == 1, 'a second demo leaves the first as it is')


with folder() as where:
    town = Office(where)
    registers(town)
    finding(town)
    writing_out(town, where)
    visits(town)
    notices(town)
    filing(town, where)
    safety(town, where)
    telling(town)
    manual()
    demonstration(where)
    village = Office(where, 'village', '220622103200', 'village')
    equal(village.must('import', 'residents', township('02_')[1])['added'], 406, 'a village brings in its own list')
    equal(sorted(n for n in os.listdir(where) if re.search(r'\.(part|tmp|[A-Za-z0-9]{6})$', n) and not n.endswith('.xiangli')), [],
          'no temporary file is left')
finish()
