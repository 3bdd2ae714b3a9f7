"""Column layouts: one record, many forms.  Made, handed on, refused, filled in, counted; spreadsheets looked at with openpyxl."""
import csv
import json
import os
import subprocess
import sys

import openpyxl

sys.path.insert(0, os.path.join(os.environ['G_TEST_SRCDIR'], 'commands'))
from office import Office, check, equal, finish, folder, run  # noqa: E402

RESIDENTS = '''姓名,身份证号,性别,户编号,与户主关系,组,联系电话,文化程度
王桂兰,22062219450316002{a},女,001,户主,三组,13800000001,小学
李德山,22062219400101001{b},男,002,户主,一组,13800000002,初中
赵小虎,22062219900505003{c},男,002,子,一组,,
'''
VISITS = '''老人,身份证号,探访日期,探访方式,探访人,身体状况,备注
王桂兰,{wang},2026-06-03,入户,张干事,良好,门前"路灯"坏了
李德山,{li},2026-06-05,电话,张干事,一般,
王桂兰,{wang},2026-06-20,入户,刘干事,患病,
'''
COLUMNS = ('number,elder=姓名,person.id_number=公民身份号码,person.age,household.head=户主,person.education,visited_on,mode,text:靖宇县=县,'
           'blank=本人签字')


def with_check_digit(digits):
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return digits + '10X98765432'[sum(int(d) * w for d, w in zip(digits, weights)) % 11]


WANG, LI, ZHAO = (with_check_digit(d) for d in ('22062219450316002', '22062219400101001', '22062219900505003'))


def write(where, name, text):
    path = os.path.join(where, name)
    with open(path, 'w', encoding='utf-8') as f:
        f.write(text)
    return path


def make_office(where, name='office'):
    office = Office(where, name, '220622103200', 'village')
    people = RESIDENTS.format(a=WANG[-1], b=LI[-1], c=ZHAO[-1])
    office.must('import', 'residents', write(where, 'people.csv', people))
    office.must('import', 'elder-visit', write(where, 'visits.csv', VISITS.format(wang=WANG, li=LI)))
    return office


def save(office, *more, title='高龄老人统计表', department='民政办'):
    return office.must('layout', 'save', 'elder-visit', '--title', title, '--department', department, *more)


def refused(office, name, args, *words, code=1):
    before = office.bytes()
    answer = office.run(*args)
    said = answer.error or ''
    check(answer.code == code and all(w in said for w in words), f'{name}: refused with {", ".join(words)}', answer)
    equal(office.bytes(), before, f'{name}: nothing is written')


def sheet_of(path):
    return openpyxl.load_workbook(path).worksheets[0]


def values(path):
    return [list(row) for row in sheet_of(path).iter_rows(values_only=True)]


def saves_and_lists(office):
    made = save(office, '--columns', COLUMNS, '--sign', '填表人,审核人,日期', '--above', '填报单位：{office_name}', '--paper', 'A4-landscape')
    equal((made['name'], made['origin'], made['missing']), ('民政办·高龄老人统计表', 'office', 0), 'a layout is saved under its department')
    equal([c['heading'] for c in made['columns']], ['序号', '姓名', '公民身份号码', '年龄', '户主', '文化程度', '探访日期', '探访方式', '县', '本人签字'],
          'headings are the given ones, else the usual ones')
    listed = office.must('layout', 'list', 'elder-visit')
    equal([row['origin'] for row in listed['layouts']].count('office'), 1, 'the list has it beside those of the template')
    check('template' in [row['origin'] for row in listed['layouts']], 'the template keeps its own')
    refused(office, 'the same title twice', ['layout', 'save', 'elder-visit', '--title', '高龄老人统计表', '--department', '民政办', '--columns', 'elder'],
            '高龄老人统计表')
    refused(office, 'no columns', ['layout', 'save', 'elder-visit', '--title', '空表'], 'no columns')
    refused(office, 'no title', ['layout', 'save', 'elder-visit', '--columns', 'elder'], 'no title')
    refused(office, 'a column that is not there', ['layout', 'save', 'elder-visit', '--title', '表', '--columns', 'elder,pension'], 'column 2', 'pension')
    refused(office, 'an unknown mask', ['layout', 'save', 'elder-visit', '--title', '表', '--columns', 'elder', '--mask', 'open'], '--mask', code=2)
    refused(office, 'a condition nobody knows', ['layout', 'save', 'elder-visit', '--title', '表', '--columns', 'elder', '--where', 'pension=1'],
            'pension', code=2)
    refused(office, 'a ledger that is not there', ['layout', 'save', 'elephants', '--title', '表', '--columns', 'elder'], 'elephants')
    refused(office, 'a part nobody knows', ['layout', 'shuffle'], 'list', code=2)


def copies_renames_deletes(office):
    copy = save(office, '--like', '民政办·高龄老人统计表', department='卫健办')
    equal(len(copy['columns']), 10, 'a copy has the same columns')
    renamed = office.must('layout', 'save', 'elder-visit', '--replace', '卫健办·高龄老人统计表', '--title', '高龄名册')
    equal((renamed['id'], renamed['name']), (copy['id'], '卫健办·高龄名册'), 'renaming keeps the layout')
    office.must('layout', 'delete', 'elder-visit', '高龄名册')
    refused(office, 'deleted', ['layout', 'show', 'elder-visit', '高龄名册'], '高龄名册')
    office.must('undo')
    equal(office.must('layout', 'show', 'elder-visit', '高龄名册')['name'], '卫健办·高龄名册', 'undo brings it back')
    refused(office, 'deleting what the template brings', ['layout', 'delete', 'elder-visit', 'public'], 'public')
    save(office, '--like', '卫健办·高龄名册', title='高龄老人统计表', department='残联')
    refused(office, 'one title of two departments', ['layout', 'show', 'elder-visit', '高龄老人统计表'], '高龄老人统计表')


def hands_on(office, where):
    path = os.path.join(where, 'layout.json')
    office.must('layout', 'export', 'elder-visit', '民政办·高龄老人统计表', path)
    other = Office(where, 'other', '220622103201', 'village')
    taken = other.must('layout', 'import', path)
    equal((taken['name'], len(taken['columns'])), ('民政办·高龄老人统计表', 10), 'another office takes the file in')
    refused(other, 'the same file again', ['layout', 'import', path], '高龄老人统计表')
    with open(path, encoding='utf-8') as f:
        good = json.load(f)
    wrong = {
        'missing.json': ({'columns': good['columns'] + [{'field': 'pension', 'heading': '养老金'}]}, ('missing.json', '/columns/10', 'pension')),
        'ledger.json': ({'ledger': 'elephants'}, ('elephants',)),
        'of-another.json': ({'ledger': 'elder-list'}, ('of-another.json', '/columns/')),
        'kind.json': ({'kind': 'ledger'}, ('kind.json', '/kind')),
        'format.json': ({'format': 2}, ('format.json', '/format')),
        'member.json': ({'script': 'x'}, ('member.json', 'script')),
        'mask.json': ({'mask': 'open'}, ('mask.json', '/mask')),
        'two.json': ({'columns': [{'field': 'elder', 'blank': True}]}, ('two.json', '/columns/0')),
        'none.json': ({'columns': []}, ('none.json',)),
        'many.json': ({'columns': [{'blank': True, 'heading': '空'}] * 201}, ('many.json', '/columns')),
        'where.json': ({'where': ['pension=1'], 'title': '别的'}, ('pension',)),
    }
    for name, (change, words) in wrong.items():
        answer = other.run('layout', 'import', write(where, name, json.dumps({**good, **change}, ensure_ascii=False)))
        check(answer.code in (1, 2) and all(w in (answer.error or '') for w in words), f'{name} is refused with {", ".join(words)}', answer)
    for name, text in {'deep.json': '[' * 5000, 'text.json': '你好', 'twice.json': '{"format": 1, "format": 1}', 'nul.json': '{"title": "\\u0000"}',
                       'large.json': '{"title": "' + 'x' * 200000 + '"}', 'huge.json': ' ' * 3000000}.items():
        answer = other.run('layout', 'import', write(where, name, text))
        check(answer.code == 1 and name in (answer.error or ''), f'{name} is refused by its name', answer)
    equal(other.must('layout', 'list', 'elder-visit')['count'], len([1 for row in other.must('layout', 'list', 'elder-visit')['layouts']
                                                                      if row['origin'] == 'template']) + 1, 'none of them got in')


def looks_like_a_form(office, where):
    path = os.path.join(where, 'form.xlsx')
    told = office.must('export', 'elder-visit', path, '--layout', '民政办·高龄老人统计表')
    equal((told['rows'], told['filled'], told['typed']), (3, 24, 6), 'cells filled from the file and by hand are counted')
    ws = sheet_of(path)
    rows = values(path)
    equal(rows[0][0], '高龄老人统计表', 'the title stands above')
    check(rows[1][0].startswith('填报单位：') and '{' not in rows[1][0], 'the line below it has the office in it', rows[1])
    equal(rows[2], ['序号', '姓名', '公民身份号码', '年龄', '户主', '文化程度', '探访日期', '探访方式', '县', '本人签字'], 'the header follows')
    wang = [row for row in rows if row[2] == WANG][0]
    equal((wang[1], wang[3], wang[4], wang[5], wang[7], wang[8], wang[9]), ('王桂兰', 81, '王桂兰', '小学毕业', '入户', '靖宇县', None),
          'rows have words, ages as numbers, the household and the fixed text')
    equal((ws['C4'].data_type, ws['C4'].number_format), ('s', '@'), 'identity numbers are text')
    check(ws['G4'].is_date, 'days are days')
    equal(ws.freeze_panes, 'A4', 'the header stays')
    equal(ws.auto_filter.ref, 'A3:J6', 'the rows can be filtered')
    equal((ws.page_setup.orientation, str(ws.page_setup.paperSize), ws.print_title_rows, ws.page_setup.fitToHeight), ('landscape', '9', '$3:$3', 0),
          'the page is set up')
    check(ws.column_dimensions['C'].width >= 18, 'columns are as wide as what stands in them', ws.column_dimensions['C'].width)
    lists = [v for v in ws.data_validations.dataValidation if v.sqref.ranges[0].bounds[0] == 8]
    equal([v.formula1 for v in lists], ['"入户,电话,视频"'], 'codes are a list to choose from')
    check(ws['C4'].border.left.style == 'thin', 'the form is ruled')
    check(str(rows[-1][0]).startswith('填表人：') and '审核人' in rows[-1][0], 'the line for signatures ends it', rows[-1])


def filters_sorts_masks(office, where):
    save(office, '--columns', 'number,elder,person.id_number,visited_on', '--where', 'mode=入户', '--order', 'visited_on', title='入户表')
    path = os.path.join(where, 'out.csv')
    office.must('export', 'elder-visit', path, '--layout', '入户表')
    with open(path, encoding='utf-8-sig') as f:
        rows = list(csv.reader(f))
    equal([row[3] for row in rows[2:]], ['2026-06-03', '2026-06-20'], 'condition and order of the layout hold')
    office.must('export', 'elder-visit', path, '--layout', '入户表', '--where', 'visited_on=2026-06-10..')
    with open(path, encoding='utf-8-sig') as f:
        equal(len(list(csv.reader(f))), 3, '--where narrows it more')
    office.must('export', 'elder-visit', path, '--layout', '入户表', '--mask', 'public')
    with open(path, encoding='utf-8-sig') as f:
        text = f.read()
    check(WANG not in text and '王*兰' in text, 'the public mask hides names and numbers', text)
    save(office, '--columns', f'elder,text:{WANG}=号码', title='带号码的表')
    refused(office, 'a whole number typed into a public form', ['export', 'elder-visit', path, '--layout', '带号码的表', '--mask', 'public'], 'row 1', '号码')
    refused(office, 'the same as paper', ['export', 'elder-visit', os.path.join(where, 'no.pdf'), '--layout', '带号码的表', '--mask', 'public'], '号码')
    check(not os.path.exists(os.path.join(where, 'no.pdf')), 'no paper is left of it')
    save(office, '--columns', 'elder', '--above', '{nobody}', title='错行的表')
    refused(office, 'a line with a word nobody knows', ['export', 'elder-visit', path, '--layout', '错行的表'], 'nobody')
    refused(office, 'an ending nobody knows', ['export', 'elder-visit', os.path.join(where, 'out.doc')], '.pdf')
    refused(office, 'a condition nobody knows', ['export', 'elder-visit', path, '--where', 'pension=1'], 'pension', code=2)


def makes_papers(office, where):
    path = os.path.join(where, 'form.pdf')
    told = office.must('export', 'elder-visit', path, '--layout', '民政办·高龄老人统计表')
    text = subprocess.run(['pdftotext', '-layout', path, '-'], capture_output=True, text=True, check=True).stdout
    for words in ('高龄老人统计表', WANG, '靖宇县', '填表人：', '审核人：', '第 1 页 共 1 页'):
        check(words in text, f'the paper says {words}', text)
    info = subprocess.run(['pdfinfo', path], capture_output=True, text=True, check=True).stdout
    check('841.89 x 595.276' in info, 'the paper lies as the layout says', info)
    equal(told['pages'], 1, 'the pages are counted')


def reads_forms(office, where):
    book = openpyxl.Workbook()
    ws = book.active
    ws.append(['靖宇县80周岁以上老年人情况统计表'])
    ws.append(['填报单位（盖章）：', None, None, '填报日期：'])
    ws.append(['序号', '老人姓名', '公民身份号码', '户主', '联系电话', '学历', '走访日期', '享受津贴金额（元）', '联系电话'])
    ws.append(['填表人：', None, None, '审核人：'])
    form = os.path.join(where, '老龄办表.xlsx')
    book.save(form)
    made = office.must('layout', 'save', 'elder-visit', '--form', form, '--department', '老龄办')
    equal(made['title'], '靖宇县80周岁以上老年人情况统计表', 'the title is taken from the form')
    equal([c['source'] for c in made['columns']],
          ['number', 'elder', 'id_number', 'household.head', 'person.phone', 'person.education', 'visited_on', 'blank', 'blank'],
          'known columns are filled by ledger, person and household; the others are blank')
    path = os.path.join(where, 'filled.xlsx')
    told = office.must('export', 'elder-visit', path, '--layout', made['name'])
    rows = values(path)
    head = next(i for i, row in enumerate(rows) if row[0] == '序号')
    equal(rows[head], ['序号', '老人姓名', '公民身份号码', '户主', '联系电话', '学历', '走访日期', '享受津贴金额（元）', '联系电话'], 'its headings are those of the form')
    wang = [row for row in rows if row[1] == '王桂兰'][0]
    equal((wang[2], wang[3], wang[4], wang[5]), (WANG, '王桂兰', '13800000001', '小学毕业'), 'the form is filled from the file')
    check(rows[0][0] == made['title'] and '填报单位' in str(rows[1][0]), 'title and lines are those of the form', rows[:3])
    check(any('填表人' in str(row[0]) for row in rows[head:]), 'and so are those who sign', rows)
    equal((told['filled'], told['typed']), (21, 6), 'what is left for the hand is counted')
    fills_the_form_itself(office, where)
    refused(office, 'a form of nothing known', ['layout', 'save', 'elder-visit', '--form', write(where, 'odd.csv', '甲,乙\n1,2\n')], 'odd.csv')
    refused(office, 'a form that is none', ['layout', 'save', 'elder-visit', '--form', write(where, 'x.xlsx', 'hello')], 'x.xlsx')


def fills_the_form_itself(office, where):
    """A form with two header rows, merged cells, looks of its own and a line below: all of it stays."""
    book = openpyxl.Workbook()
    ws = book.active
    ws.title = '表一'
    for row in (['老年人走访情况表'], ['填报单位：'], ['姓名', '公民身份号码', '走访情况', None, '签收'], [None, None, '走访日期', '走访方式', None]):
        ws.append(row)
    for area in ('A1:E1', 'A3:A4', 'B3:B4', 'C3:D3', 'E3:E4'):
        ws.merge_cells(area)
    ws['A1'].font = openpyxl.styles.Font(name='黑体', size=20, bold=True)
    for column in 'ABCDE':
        ws[column + '5'].border = openpyxl.styles.Border(left=openpyxl.styles.Side('double'))
    ws['A6'] = '填表人：'
    ws.merge_cells('A6:B6')
    ws.print_area = 'A1:E6'
    ws.column_dimensions['B'].width = 33
    form = os.path.join(where, '走访表.xlsx')
    book.save(form)
    made = office.must('layout', 'save', 'elder-visit', '--form', form, '--department', '卫健局')
    equal([c['source'] for c in made['columns']], ['elder', 'id_number', 'visited_on', 'mode', 'blank'], 'two header rows are read as one')
    path = os.path.join(where, 'own.xlsx')
    equal(office.must('export', 'elder-visit', path, '--layout', made['name'])['rows'], 3, 'the form itself is filled')
    ws = sheet_of(path)
    equal((ws.title, ws['A1'].value, ws['A1'].font.size, ws['C3'].value, ws.column_dimensions['B'].width),
          ('表一', '老年人走访情况表', 20, '走访情况', 33), 'its head and looks stay')
    equal([ws.cell(row, 1).value for row in range(5, 9)], ['王桂兰', '李德山', '王桂兰', '填表人：'], 'rows stand below the header, the rest moved down')
    equal((ws['B5'].value, ws['B5'].data_type, ws['D6'].value), (WANG, 's', '电话'), 'numbers are text')
    check(all(ws['B%d' % row].border.left.style == 'double' for row in (5, 6, 7)), 'every row looks as the first one')
    check('A8:B8' in [str(area) for area in ws.merged_cells.ranges], 'merged cells moved too', ws.merged_cells.ranges)
    check(not ws.print_area, 'no print area cuts rows off')
    again = office.must('import', 'elder-visit', path, '--dry-run')
    equal((again['unchanged'], again['refused']), (3, 0), 'and what was filled in is read again')


def fills_by_hand(office, where):
    for ending in ('xlsx', 'ods', 'csv'):
        path = os.path.join(where, 'empty.' + ending)
        office.must('export', 'elder-visit', path, '--empty')
        counts = office.must('import', 'elder-visit', path, '--dry-run')
        equal((counts['added'], counts['refused']), (0, 0), f'an empty {ending} comes in with nothing in it')
    path = os.path.join(where, 'empty.xlsx')
    book = openpyxl.load_workbook(path)
    ws = book.worksheets[0]
    heads = [cell.value for cell in ws[1]]
    date = ws.cell(1, heads.index('探访日期') + 1)
    check(date.comment is not None and '必填' in date.comment.text and '例' in date.comment.text, 'a heading says what to write',
          date.comment)
    for heading, value in {'老人': '李德山', '身份证号': LI, '探访日期': '2026年6月7日', '探访方式': '视频', '探访人': '张干事'}.items():
        ws.cell(2, heads.index(heading) + 1, value)
    book.save(path)
    equal(office.must('import', 'elder-visit', path)['added'], 1, 'filled in by hand it is a record')
    office.must('undo')


def comes_in_again(office, where):
    own = office.must('list', 'elder-visit')['rows']
    for ending in ('xlsx', 'ods', 'csv'):
        other = Office(where, 'again-' + ending, '220622103200', 'village')
        other.must('import', 'residents', os.path.join(where, 'people.csv'))
        path = os.path.join(where, 'all.' + ending)
        office.must('export', 'elder-visit', path)
        counts = other.must('import', 'elder-visit', path)
        same = [{k: v for k, v in row.items() if k not in ('id', 'elder_id', 'flags')} for row in own]
        got = [{k: v for k, v in row.items() if k not in ('id', 'elder_id', 'flags')} for row in other.must('list', 'elder-visit')['rows']]
        equal((counts['added'], sorted(map(str, got))), (len(own), sorted(map(str, same))), f'{ending}: what went out comes in again')
        equal(other.must('import', 'elder-visit', path)['unchanged'], len(own), f'{ending}: and the second time changes nothing')


def tells_the_burden(office):
    told = office.must('layout', 'outputs', '--department', '民政办')
    check(len(told['outputs']) >= 3 and told['outputs'][0]['department'] == '民政办', 'each output is told', told)
    total = told['totals'][0]
    equal((total['month'], total['outputs']), ('2026-06', len(told['outputs'])), 'and added up by department and month')
    equal(total['filled'], sum(o['filled'] for o in told['outputs']), 'with the cells that the file filled')
    equal(office.must('layout', 'outputs', '--from', '2027-01-01')['outputs'], [], 'narrowed by date')
    registers_the_burden(office, told)
    before = len(office.must('layout', 'outputs')['outputs'])
    office.must('undo')
    equal(len(office.must('layout', 'outputs')['outputs']), before, 'an undo forgets none')


def registers_the_burden(office, told):
    """The register of forms asked for counts what the layouts made."""
    path = write(office.folder, 'asked.csv', '收到日期,要求部门,报表名称,类别,频次\n2026-06-02,民政办,高龄老人统计表,报表,每月\n'
                 '2026-06-09,民政办,高龄老人统计表,报表,每月\n2026-06-10,卫健局,慢病随访表,报表,一次性\n')
    office.must('import', 'form-request', path)
    rows = {(r['department'], r['form']): r for r in office.must('ledger', 'report', 'form-request', 'made', '--from', '2026-06-01', '--to', '2026-06-30')['rows']}
    mine = [o for o in told['outputs'] if o['title'] == '高龄老人统计表']
    got = rows[('民政办', '高龄老人统计表')]
    filled, typed = sum(o['filled'] for o in mine), sum(o['typed'] for o in mine)
    equal((got['asked'], got['made'], got['last_on'], got['filled'], got['typed'], got['blank']),
          (2, len(mine), max(o['on'] for o in mine), filled, typed, sum(o['empty'] for o in mine)), 'the register tells how often a form was asked for and made')
    equal(got['share'], int(1000 * filled / (filled + typed) + 0.5), 'and how much of it nobody typed again')
    equal([rows[('卫健局', '慢病随访表')][k] for k in ('asked', 'made', 'filled', 'share')], [1, 0, 0, None], 'a form that no layout makes is told too')
    every = office.must('layout', 'outputs')['outputs']
    filled, typed = sum(o['filled'] for o in every), sum(o['typed'] for o in every)
    share = [n for n in office.must('indicators', '--set', 'form-request')['rows'] if n['key'] == 'not-typed-again'][0]
    equal((share['value'], share['unit']), (int(1000 * filled / (filled + typed) + 0.5) / 10, '%'), 'the indicator: share of cells not typed again')


def template(version, *fields):
    return json.dumps({
        'format': 1, 'key': 'tool-shed', 'version': version, 'title': '农具棚', 'department': '村委会', 'action': '登记', 'clauses': [],
        'subject': 'none', 'period': 'event', 'same_when': ['name'], 'layouts': [], 'checks': [], 'indicators': [],
        'fields': [{'key': 'name', 'title': '名称', 'type': 'text', 'required': True}, *fields]}, ensure_ascii=False)


def adds_up_and_holds_columns(office, where):
    """Totals of amounts; a newer version of the ledger that leaves out a field which a form shows."""
    office.must('ledger', 'add', write(where, 'one.json', template(1, {'key': 'price', 'title': '价格', 'type': 'money'})))
    office.must('import', 'tool-shed', write(where, 'tools.csv', '名称,价格\n犁,1234.50\n耙,66\n'))
    office.must('layout', 'save', 'tool-shed', '--title', '农具清册', '--columns', 'number,name,price')
    path = os.path.join(where, 'tools.xlsx')
    office.must('export', 'tool-shed', path, '--layout', '农具清册')
    ws = sheet_of(path)
    rows = values(path)
    equal((rows[-1][0], ws.cell(len(rows), 3).value, sorted(row[2] for row in rows[2:-1])), ('合计', '=SUM(C3:C4)', [66, 1234.5]),
          'amounts are numbers and are added up')
    text = subprocess.run(['pdftotext', '-layout', pdf_of(office, where), '-'], capture_output=True, text=True, check=True).stdout
    check('1,300.50' in text, 'so they are on paper', text)
    refused(office, 'a ledger without a column that a form shows', ['ledger', 'add', write(where, 'two.json', template(2))], '农具清册', 'price')
    office.must('layout', 'save', 'tool-shed', '--replace', '农具清册', '--columns', 'number,name')
    office.must('ledger', 'add', os.path.join(where, 'two.json'))
    equal(office.must('export', 'tool-shed', path, '--layout', '农具清册')['rows'], 2, 'once no form shows it the newer version comes in')


def pdf_of(office, where):
    path = os.path.join(where, 'tools.pdf')
    office.must('export', 'tool-shed', path, '--layout', '农具清册')
    return path


def speaks_in_words(office):
    answer = run('layout', 'list', 'elder-visit', '--store', office.path)
    check(answer.code == 0 and '民政办·高龄老人统计表' in answer.out, 'without --json it is a list', answer)
    answer = run('layout', 'show', 'elder-visit', '民政办·高龄老人统计表', '--store', office.path)
    check('household.head' in answer.out and '本人签字' in answer.out, 'show tells each column', answer)
    answer = run('layout', 'outputs', '--store', office.path)
    check('民政办' in answer.out, 'outputs end with the totals', answer)


with folder() as where:
    office = make_office(where)
    saves_and_lists(office)
    copies_renames_deletes(office)
    hands_on(office, where)
    looks_like_a_form(office, where)
    filters_sorts_masks(office, where)
    makes_papers(office, where)
    reads_forms(office, where)
    fills_by_hand(office, where)
    comes_in_again(office, where)
    tells_the_burden(office)
    adds_up_and_holds_columns(office, where)
    speaks_in_words(office)
finish()
