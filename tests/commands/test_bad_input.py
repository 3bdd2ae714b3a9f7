#!/usr/bin/python3
"""Every bad file an office meets: refused in a sentence that names file, place and reason; nothing written; no crash."""
import os
import struct
import sys
import threading
import time
import zipfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from office import (DAY, NOTICES, Office, check, drop_override, equal, finish, folder, notice, run, small_disk, township)  # noqa: E402

HEAD = '姓名,性别,身份证号\n'
ROWS = '张三,男,\n李四,男,\n'
CONTENT_TYPES = '''<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="xml" ContentType="application/xml"/></Types>'''
WORKBOOK = '''<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="名册" sheetId="1" r:id="r1"/></sheets></workbook>'''
RELATIONS = '''<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'''
SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
CELLS = '<c r="A1" t="inlineStr"><is><t>姓名</t></is></c><c r="B1" t="inlineStr"><is><t>性别</t></is></c>'


def write(where, name, data):
    path = os.path.join(where, name)
    with open(path, 'wb') as f:
        f.write(data if isinstance(data, bytes) else data.encode('utf-8'))
    return path


def write_xlsx(where, name, chunks):
    path = os.path.join(where, name)
    with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED, compresslevel=1) as z:
        z.writestr('[Content_Types].xml', CONTENT_TYPES)
        z.writestr('xl/workbook.xml', WORKBOOK)
        z.writestr('xl/_rels/workbook.xml.rels', RELATIONS)
        with z.open('xl/worksheets/sheet1.xml', 'w') as sheet:
            for chunk in chunks:
                sheet.write(chunk.encode('utf-8'))
    return path


def many_cells():
    yield f'{SHEET}<row r="1">{CELLS}</row>'
    cells = ''.join('<c><v>%d</v></c>' % n for n in range(250))
    for first in range(2, 40002, 400):
        yield ''.join(f'<row r="{row}">{cells}</row>' for row in range(first, first + 400))
    yield '</sheetData></worksheet>'


def bomb():
    yield f'{SHEET}<row r="1">{CELLS}</row>'
    for _ in range(128):
        yield ' ' * (1 << 20)
    yield '</sheetData></worksheet>'


def locked_xlsx(where, name):
    """A password-protected workbook as Excel keeps it: a compound file with the streams EncryptionInfo and EncryptedPackage.
    Sectors: 0 the table of sectors, 1 the folder, 2 to 9 and 10 to 17 the streams, each 4096 bytes."""
    free, end = 0xffffffff, 0xfffffffe
    chains = [0xfffffffd, end] + [n + 1 for n in range(2, 9)] + [end] + [n + 1 for n in range(10, 17)] + [end]
    table = struct.pack('<128I', *chains, *[free] * (128 - len(chains)))

    def entry(title, kind, left, right, child, start, size):
        text = title.encode('utf-16le')
        return (text.ljust(64, b'\0') + struct.pack('<HBBIII', len(text) + 2 if title else 0, kind, 1, left, right, child)
                + bytes(36) + struct.pack('<IQ', start, size))

    entries = (entry('Root Entry', 5, free, free, 1, end, 0) + entry('EncryptionInfo', 2, free, 2, free, 2, 4096)
               + entry('EncryptedPackage', 2, free, free, free, 10, 4096) + entry('', 0, free, free, free, 0, 0))
    header = (b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' + bytes(16) + struct.pack('<HHHHH', 0x3e, 3, 0xfffe, 9, 6) + bytes(6)
              + struct.pack('<IIIIIIIII', 0, 1, 1, 0, 4096, end, 0, end, 0) + struct.pack('<I', 0) + b'\xff' * (108 * 4))
    info = struct.pack('<HHI', 4, 4, 0x40) + b'<?xml version="1.0"?><encryption/>'
    return write(where, name, header + table + entries + info.ljust(4096, b'\0') + bytes(range(256)) * 16)


def refused(office, name, args, *words, code=1, **how):
    """@args are refused with @code, in one sentence of JSON that has @words, and nothing is written anywhere."""
    before, files = office.bytes(), office.files()
    answer = office.run(*args, **how)
    said = answer.error or ''
    check(answer.code == code and all(w in said for w in words), f'{name}: refused with {", ".join(words)}', answer)
    equal((office.bytes(), office.files()), (before, files), f'{name}: nothing is written')


def no_spreadsheet(office, where):
    png = b'\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0\x90wS\xde'
    html = '<html><head><meta charset="utf-8"></head><body><table><tr><td>姓名</td></tr></table></body></html>'
    good = write(where, 'good.csv', HEAD + '王五,男,\n')
    for name, data, *words in (
            ('picture.xlsx', png, 'not a spreadsheet'), ('page.xls', html, 'web page'), ('paper.csv', b'%PDF-1.7\n', 'PDF'),
            ('empty.csv', b'', 'empty'), ('blank.csv', '\n\n\n', 'empty'), ('program.xls', b'\x7fELF\x02\x01\x01' + bytes(64), 'not a spreadsheet'),
            ('compound.xls', b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' + bytes(600), 'damaged'), ('bare.csv', '1,2,3\n4,5,6\n', 'no header', '姓名'),
            ('two.csv', HEAD + ROWS + '\n序号,姓名,性别,电话\n1,王五,男,\n', 'row 1', 'row 5')):
        path = write(where, name, data)
        refused(office, name, ['import', 'residents', path], name, *words)
        os.remove(path)
    path = write(where, 'empty.csv', b'')
    refused(office, 'a good file and an empty one', ['import', 'residents', good, path], 'empty.csv', 'empty')
    refused(office, 'no such file', ['import', 'residents', os.path.join(where, 'none.xlsx')], 'none.xlsx', 'No such file')
    refused(office, 'a folder', ['import', 'residents', where], os.path.basename(where), 'not a file')
    refused(office, 'a device', ['import', 'residents', '/dev/zero'], 'zero', 'not a file')
    refused(office, 'wrong sheet', ['import', 'households', *township('01_'), '--sheet', '大西头村'], '01_', '大西头村', '小西头村')
    refused(office, 'no such map', ['import', 'residents', good, '--map', os.path.join(where, 'map.json')], 'map.json')
    refused(office, 'a map that is none', ['import', 'residents', good, '--map', write(where, 'map.json', '{"columns": [')], 'map.json')
    refused(office, 'unknown kind', ['import', 'elephants', good], 'elephants', 'residents')
    refused(office, 'nowhere to put rows to mend',
            ['import', 'residents', write(where, 'mend.csv', HEAD + '赵六,男,\n,女,\n'), '--to-mend', os.path.join(where, 'no', 'mend.xlsx')], 'mend.xlsx')
    for path in (good, os.path.join(where, 'empty.csv'), os.path.join(where, 'map.json'), os.path.join(where, 'mend.csv')):
        os.remove(path)


def hostile_archives(office, where):
    for name, make, *words in (
            ('locked.xlsx', locked_xlsx, 'password'),
            ('bomb.xlsx', lambda w, n: write_xlsx(w, n, bomb()), 'unpacks to far more'),
            ('cells.xlsx', lambda w, n: write_xlsx(w, n, many_cells()), '名册', 'more than', 'cells'),
            ('words.xlsx', lambda w, n: write_xlsx(w, n, [SHEET, '<row r="1">', CELLS, '</row></sheet']), 'damaged')):
        path = make(where, name)
        refused(office, name, ['import', 'residents', path], name, *words)
        os.remove(path)
    with open(township('02_')[0], 'rb') as f:
        whole = f.read()
    for part in (4, 30, len(whole) // 2, len(whole) - 1):
        path = write(where, 'copying.xlsx', whole[:part])
        refused(office, f'the first {part} bytes of a workbook', ['import', 'residents', path], 'copying.xlsx', 'not whole')
    os.remove(path)


def growing_file(office, where):
    path = write(where, 'growing.csv', HEAD + ''.join(f'某{n},男,\n' for n in range(20000)))
    done = threading.Event()

    def grow():
        with open(path, 'ab', buffering=0) as f:
            while not done.wait(0.001):
                f.write('某,男,\n'.encode())

    writer = threading.Thread(target=grow)
    writer.start()
    try:
        refused(office, 'a file that grows while it is read', ['import', 'residents', path], 'growing.csv', 'changed while it was read')
    finally:
        done.set()
        writer.join()
    os.remove(path)


def read_only(office, where):
    closed = os.path.join(where, 'closed')
    os.mkdir(closed)
    os.chmod(closed, 0o555)
    for name, args, word in (
            ('export', ['export', 'residents', os.path.join(closed, 'out.csv')], 'out.csv'),
            ('export xlsx', ['export', 'residents', os.path.join(closed, 'out.xlsx')], 'out.xlsx'),
            ('export ods', ['export', 'residents', os.path.join(closed, 'out.ods')], 'out.ods'),
            ('backup', ['backup', os.path.join(closed, 'copy.xiangli')], 'copy.xiangli'),
            ('file', ['file', 'elder-visits', '--period', '2026-05', '--out', os.path.join(closed, 'out.pdf')], 'out.pdf')):
        refused(office, f'{name} into a read-only folder', args, word, before=drop_override)
    answer = run('init', '--office', '220622103200', '--store', os.path.join(closed, 'new.xiangli'), '--json', before=drop_override)
    check(answer.code == 1 and 'new.xiangli' in (answer.error or ''), 'init in a read-only folder is refused', answer)
    answer = run('demo', os.path.join(closed, 'demo'), '--json', before=drop_override)
    check(answer.code == 1 and 'demo' in (answer.error or ''), 'demo in a read-only folder is refused', answer)
    equal(os.listdir(closed), [], 'nothing stands in the read-only folder')
    os.rmdir(closed)


def full_disk(office, where):
    many = write(where, 'many.csv', HEAD + ''.join(f'某某{n},男,\n' for n in range(30000)))
    room = os.path.getsize(office.path) + 200000
    refused(office, 'an import on a full disk', ['import', 'residents', many], 'office.xiangli', 'disk', before=small_disk(room))
    check(office.must('check')['ok'], 'the office file is whole after that')
    os.remove(many)
    for name, args, word in (
            ('export csv', ['export', 'residents', os.path.join(where, 'out.csv')], 'out.csv'),
            ('export xlsx', ['export', 'residents', os.path.join(where, 'out.xlsx')], 'out.xlsx'),
            ('export ods', ['export', 'residents', os.path.join(where, 'out.ods')], 'out.ods'),
            ('backup', ['backup', os.path.join(where, 'copy.xiangli')], 'copy.xiangli')):
        refused(office, f'{name} on a full disk', args, word, before=small_disk(36864))
    other = Office(where, 'other', code=None)
    office.must('backup', other.path)
    paper = os.path.join(where, 'paper.pdf')
    other.must('file', 'elder-visits', '--period', '2026-05', '--out', paper)
    room = os.path.getsize(paper) - 1
    for name in (n for n in os.listdir(where) if n.startswith(('other.', 'paper.'))):
        os.remove(os.path.join(where, name))
    refused(office, 'file on a full disk', ['file', 'elder-visits', '--period', '2026-05', '--out', paper], 'paper.pdf', before=small_disk(room))
    with open('/dev/full', 'w') as full:
        answer = office.run('list', 'residents', stdout=full)
    check(answer.code == 1 and 'space' in (answer.error or ''), 'an answer that cannot be written is an error', answer.err)


def bad_store(office, where):
    copy = os.path.join(where, 'copy.xiangli')
    office.must('backup', copy)
    with open(copy, 'rb') as f:
        whole = f.read()
    newer = whole[:60] + (9999).to_bytes(4, 'big') + whole[64:]
    torn = whole[:len(whole) // 2 // 4096 * 4096]
    holed = whole[:8192] + b'\xa5' * (len(whole) - 12288) + whole[-4096:]
    other = whole[:68] + b'\0\0\0\0' + whole[72:]   # an SQLite database of another program
    table = write(where, 'new.csv', HEAD + ROWS)
    for name, data, code, *words in (
            ('newer', newer, 3, 'newer'), ('torn', torn, 3, 'damaged'), ('holed', holed, 3, 'damaged'), ('other', other, 1, 'office file'),
            ('text', '今天天气好'.encode() * 500, 1, 'office file'), ('zero', b'', 1, 'office file')):
        bad = Office(where, 'bad-' + name, code=None)
        write(where, os.path.basename(bad.path), data)
        for args in (['list', 'residents'], ['check'], ['import', 'residents', table], ['undo'], ['settings', 'visit-rate', 'any-day'],
                     ['file', 'elder-visits', '--out', os.path.join(where, 'out.pdf')]):
            answer = bad.run(*args)
            said = answer.error or ''
            check(answer.code == code and os.path.basename(bad.path) in said and all(w in said for w in words),
                  f'{args[0]} on a store that is {name}: exit {code}', answer)
        with open(bad.path, 'rb') as f:
            equal(f.read() == data, True, f'a store that is {name} keeps every byte')
    answer = office.run('restore', os.path.join(where, 'bad-newer.xiangli'))
    check(answer.code in (1, 3) and 'bad-newer' in (answer.error or ''), 'a copy from a newer version is not put in place', answer)
    check(office.must('check')['ok'], 'the office file stands as it was')
    answer = run('list', 'residents', '--store', os.path.join(where, 'none.xiangli'), '--json')
    check(answer.code == 1 and 'none.xiangli' in (answer.error or ''), 'no office file: said, not made', answer)
    check(not os.path.exists(os.path.join(where, 'none.xiangli')), 'and none is made')
    answer = office.run('init', '--office', '220622103200')
    check(answer.code == 1 and 'already' in (answer.error or ''), 'init never takes the place of an office file', answer)
    for name in os.listdir(where):
        if name.startswith(('bad-', 'copy.', 'new.')):
            os.remove(os.path.join(where, name))


def bad_pdf(office, where):
    with open(notice('v03'), 'rb') as f:
        whole = f.read()
    for name, data, *words in (
            ('cut.pdf', whole[:len(whole) // 3],), ('empty.pdf', b'', 'empty'), ('words.pdf', '通知'.encode(), 'PDF'),
            ('garbage.pdf', b'%PDF-1.7\n' + bytes(range(256)) * 20,), ('picture.pdf', b'\x89PNG\r\n\x1a\n' + bytes(60), 'PDF'),
            ('table.pdf', b'PK\3\4' + bytes(60), 'PDF')):
        path = write(where, name, data)
        refused(office, f'notice {name}', ['notice', 'add', '--confirm', path], name, *words)
        refused(office, f'reading {name}', ['notice', path], name, *words)
        answer = office.run('verify', path)
        check(answer.code == 1 and answer.json and not answer.json['ok'] and name in answer.json['file'] and answer.json['reason'],
              f'verify {name}: no', answer)
        os.remove(path)
    locked = notice('v16')
    refused(office, 'a notice with a password', ['notice', 'add', locked], 'v16', 'password')
    refused(office, 'a wrong password', ['notice', 'add', locked, '--password', 'nonsense'], 'v16', 'password')
    refused(office, 'a good notice and none', ['notice', 'add', notice('v03'), os.path.join(NOTICES, 'none.pdf')], 'none.pdf')
    refused(office, 'a folder as a notice', ['notice', 'add', where], os.path.basename(where))


def wrong_words(office, where):
    for args in (['list'], ['search'], ['import', 'residents'], ['list', 'residents', '--elephants'], ['undo', 'many'], ['file', 'elder-visits'],
                 ['list', 'households', '--as-of', '2026-02-30'], ['elephants'], ['init'], ['verify'], ['notice', 'add'], ['task', 'done']):
        refused(office, ' '.join(args), args, code=2)
    answer = run('list', 'residents', '--json', '--store', office.path, '--on', '2026-13-01')
    check(answer.code == 2 and '2026-13-01' in (answer.error or ''), 'a day that is none', answer)
    for args, word in ((['list', 'elephants'], 'elephants'), (['show', 'resident', '某某某'], ''), (['export', 'residents', 'out.exe'], 'out.exe'),
                       (['file', 'elephants', '--out', os.path.join(where, 'x.pdf')], 'elephants'), (['settings', 'elephants', '1'], 'elephants'),
                       (['file', 'elder-visits', '--period', '2026-13', '--out', os.path.join(where, 'x.pdf')], '2026-13'),
                       (['settings', 'visit-rate', 'sometimes'], 'visit-rate'), (['ledger', 'add', write(where, 'ledger.json', '{]')], 'ledger.json'),
                       (['init', '--office', '123456789012'], ''), (['redo'], 'redo'), (['backup', where], os.path.basename(where)),
                       (['export', 'tasks', os.path.join(where, 'x.csv')], 'tasks')):
        refused(office, ' '.join(args[:2]), args, word)
    answer = run('list', 'elephants', '--store', office.path, '--on', DAY)
    check(answer.code == 1 and answer.err.startswith('xiangli: elephants') and answer.out == '', 'without --json the reason is a line of text', answer)


with folder() as where:
    own = Office(where)
    own.must('import', 'residents', *township('02_'))
    own.must('import', 'elder-visit', *township('08_'))
    for part in (no_spreadsheet, hostile_archives, growing_file, read_only, full_disk, bad_store, bad_pdf, wrong_words):
        began = time.monotonic()
        state = own.state()
        part(own, where)
        equal(own.state(), state, f'{part.__name__}: residents, households, notices, filings and the log are what they were')
        print(f'# {part.__name__}: {time.monotonic() - began:.1f} s', flush=True)
    check(own.must('check')['ok'], 'after all that the office file is sound')
finish()
