"""Spreadsheets in: 100,000 residents as xlsx beside openpyxl, 1,000,000 as csv beside `sqlite3 .import` with the same indexes.

  bench_import.py READ_SHEET XIANGLI [XLSX_ROWS CSV_ROWS]
Prints both sides, their ratio and the largest memory of each.
"""
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from xml.sax.saxutils import escape

READ_SHEET, EXE = sys.argv[1:3]
XLSX_ROWS, CSV_ROWS = (int(n) for n in (sys.argv[3:5] or (100000, 1000000)))
TITLES = ['户号', '姓名', '与户主关系', '性别', '民族', '出生日期', '身份证号', '电话', '组别', '人员类别', '居住状态', '备注']
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
SURNAMES, GIVEN = '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗', '伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂华梅玲辉鑫'


def number(i):
    digits = '220622%04d%02d%02d%03d' % (1930 + i % 90, 1 + i // 90 % 12, 1 + i // 1080 % 28, i // 30240 % 1000)
    return digits + '10X98765432'[sum(int(d) * w for d, w in zip(digits, WEIGHTS)) % 11]


def residents(n):
    for i in range(n):
        id_number = number(i)
        name = SURNAMES[i * 7 % 20] + GIVEN[i * 13 % 29] + (GIVEN[i // 29 % 29] if i % 3 else '')
        yield [f'103200-{i // 3:06d}', name, ('户主', '配偶', '子')[i % 3], '男' if int(id_number[16]) % 2 else '女', '汉族',
               f'{id_number[6:10]}-{id_number[10:12]}-{id_number[12:14]}', id_number, f'13{i % 1000000000:09d}', str(i // 3 % 9 + 1),
               '低保、残疾' if i % 10 == 9 else '', '常住', '']


def write_csv(path, n):
    with open(path, 'w', encoding='utf-8') as f:
        f.write(','.join(TITLES) + '\n')
        f.writelines(','.join(row) + '\n' for row in residents(n))


def write_xlsx(path, n):
    """As spreadsheet programs write it: shared strings, one row after another."""
    shared, count = {}, 0
    rows = []
    for r, row in enumerate([TITLES, *residents(n)], 1):
        cells = []
        for c, text in enumerate(row):
            if text:
                cells.append(f'<c r="{chr(65 + c)}{r}" t="s"><v>{shared.setdefault(text, len(shared))}</v></c>')
        rows.append(f'<row r="{r}">{"".join(cells)}</row>')
    main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
    rel = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
    with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED) as z:
        z.writestr('[Content_Types].xml', '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels"'
                   ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
                   '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
                   '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
                   '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>')
        z.writestr('_rels/.rels', f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>')
        z.writestr('xl/workbook.xml', f'<workbook xmlns="{main}" xmlns:r="{rel}"><sheets><sheet name="居民" sheetId="1" r:id="rId1"/></sheets></workbook>')
        z.writestr('xl/_rels/workbook.xml.rels', f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{rel}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{rel}/sharedStrings" Target="sharedStrings.xml"/></Relationships>')
        z.writestr('xl/sharedStrings.xml', f'<sst xmlns="{main}">' + ''.join(f'<si><t>{escape(t)}</t></si>' for t in shared) + '</sst>')
        z.writestr('xl/worksheets/sheet1.xml', f'<worksheet xmlns="{main}"><sheetData>{"".join(rows)}</sheetData></worksheet>')


def in_a_process(work, *args):
    """So that the memory it takes is not counted as that of the programs started later."""
    pid = os.fork()
    if pid == 0:
        work(*args)
        os._exit(0)
    if os.waitpid(pid, 0)[1]:
        sys.exit('the sample could not be written')


def run(args, stdin=None):
    """Seconds of processor time (the machine may be busy), seconds by the clock, and MB of the process."""
    begun = time.monotonic()
    child = subprocess.Popen(args, stdin=subprocess.PIPE if stdin else None, stdout=subprocess.DEVNULL)
    if stdin:
        child.stdin.write(stdin.encode())
        child.stdin.close()
    _, status, usage = os.wait4(child.pid, 0)
    if status:
        sys.exit(f'{args[0]} failed')
    return usage.ru_utime + usage.ru_stime, time.monotonic() - begun, usage.ru_maxrss / 1024


def tell(what, ours, peer, peer_name):
    print(f'{what}: {ours[0]:.2f} s processor, {ours[1]:.2f} s clock, {ours[2]:.0f} MB')
    print(f'  {peer_name}: {peer[0]:.2f} s processor, {peer[1]:.2f} s clock, {peer[2]:.0f} MB')
    print(f'  {peer_name} / ours: {peer[0] / ours[0]:.2f}')


def bench_xlsx(folder):
    path = os.path.join(folder, 'residents.xlsx')
    in_a_process(write_xlsx, path, XLSX_ROWS)
    peer = run(['/usr/bin/python3', '-c', 'import openpyxl, sys\nwb = openpyxl.load_workbook(sys.argv[1], read_only=True)\n'
                'for row in wb.worksheets[0].iter_rows(values_only=True): pass', path])
    tell(f'reading {XLSX_ROWS} residents xlsx', run([READ_SHEET, path]), peer, 'openpyxl')
    ours = run_import(folder, path)
    tell(f'importing {XLSX_ROWS} residents xlsx', ours, peer, 'openpyxl reading')
    if shutil.which('soffice'):
        peer = run(['soffice', f'-env:UserInstallation=file://{folder}/profile', '--headless', '--convert-to', 'csv', '--outdir', folder, path])
        tell(f'importing {XLSX_ROWS} residents xlsx', ours, peer, 'LibreOffice converting it to csv')
    else:
        print('  LibreOffice is not installed: .ci/setup bench')


def run_import(folder, path):
    store = os.path.join(folder, os.path.basename(path) + '.xiangli')
    subprocess.run([EXE, 'init', '--store', store, '--office', '220622103200'], check=True, stdout=subprocess.DEVNULL)
    return run([EXE, 'import', 'residents', path, '--store', store])


def bench_csv(folder):
    path, db = os.path.join(folder, 'residents.csv'), os.path.join(folder, 'bare.db')
    in_a_process(write_csv, path, CSV_ROWS)
    # the bare table and what the office file has on persons: number, name, office and name, birth, last four, telephone
    script = (f'PRAGMA journal_mode = WAL;\nCREATE TABLE p (h, n, r, s, e, b, i, t, g, k, a, x);\n.import --csv --skip 1 {path} p\n'
              'CREATE UNIQUE INDEX a ON p (i);\nCREATE INDEX b ON p (n);\nCREATE INDEX c ON p (a, n);\nCREATE INDEX d ON p (b);\n'
              'CREATE INDEX e ON p (substr (i, -4));\nCREATE INDEX f ON p (t);\nCREATE INDEX g ON p (h, r);\n')
    peer = run(['sqlite3', db], script)
    tell(f'reading {CSV_ROWS} residents csv', run([READ_SHEET, path]), peer, 'sqlite3 .import and indexes')
    tell(f'importing {CSV_ROWS} residents csv', run_import(folder, path), peer, 'sqlite3 .import and indexes')


def write_visits(path, n):
    with open(path, 'w', encoding='utf-8') as f:
        f.write('姓名,身份证号,探访日期,时间,探访方式,探访人,身体状况,备注\n')
        for i, row in enumerate(residents(n)):
            f.write(f'{row[1]},{row[6]},2026-{i // 28 % 6 + 1:02d}-{i % 28 + 1:02d},{8 + i % 10:02d}:{i % 60:02d},{("入户", "电话")[i % 2]},'
                    f'李干事,{("良好", "一般")[i % 3 == 0]},第{i}次\n')


def bench_visits(folder):
    """Visits to residents who are there: each looked up, judged, searchable."""
    path, store, db = (os.path.join(folder, name) for name in ('visits.csv', 'visits.xiangli', 'visits.db'))
    people = os.path.join(folder, 'people.csv')
    in_a_process(write_csv, people, XLSX_ROWS)
    in_a_process(write_visits, path, XLSX_ROWS)
    subprocess.run([EXE, 'init', '--store', store, '--office', '220622103200'], check=True, stdout=subprocess.DEVNULL)
    run([EXE, 'import', 'residents', people, '--store', store])
    script = (f'PRAGMA journal_mode = WAL;\nCREATE TABLE v (n, i, d, t, m, w, c, x);\n.import --csv --skip 1 {path} v\n'
              'CREATE INDEX a ON v (i, d);\nCREATE INDEX b ON v (d);\nCREATE INDEX c ON v (n);\n')
    peer = run(['sqlite3', db], script)
    tell(f'importing {XLSX_ROWS} visits csv', run([EXE, 'import', 'elder-visit', path, '--store', store]), peer, 'sqlite3 .import and indexes')
    out = os.path.join(folder, 'out.csv')
    peer = run(['sqlite3', '-csv', db, f'.once {folder}/peer.csv', 'SELECT * FROM v'])
    tell(f'exporting {XLSX_ROWS} visits csv', run([EXE, 'export', 'elder-visit', out, '--store', store]), peer, 'sqlite3 -csv')


with tempfile.TemporaryDirectory() as scratch:
    bench_visits(scratch)
    bench_xlsx(scratch)
    bench_csv(scratch)
