"""What an import tells of a sheet that lacks columns: checks on what is computed, on columns the sheet has not, and what is passed over."""
import json
import os
import sys

sys.path.insert(0, os.path.join(os.environ['G_TEST_SRCDIR'], 'commands'))
from office import Office, equal, finish, folder  # noqa: E402

FIELDS = [
    {'key': 'day', 'title': '日期', 'type': 'date', 'required': True},
    {'key': 'item', 'title': '事项', 'type': 'text', 'required': True},
    {'key': 'budget', 'title': '预算', 'type': 'money'},
    {'key': 'paid', 'title': '已付', 'type': 'money'},
    {'key': 'rest', 'title': '结余', 'type': 'money', 'formula': 'budget - paid'},
    {'key': 'share', 'title': '比例', 'type': 'integer', 'formula': '100 * paid / budget'},
    {'key': 'half', 'title': '一半比例', 'type': 'integer', 'formula': '50 * paid / budget'},
    {'key': 'approver', 'title': '审批人', 'type': 'text', 'required': True},
    {'key': 'voucher', 'title': '凭证号', 'type': 'text'},
    {'key': 'paid_on', 'title': '付款日期', 'type': 'date'},
    {'key': 'note', 'title': '备注', 'type': 'long-text'},
]
CHECKS = [
    {'key': 'within', 'expression': 'rest >= 0', 'fields': ['rest'], 'severity': 'flag', 'message': '支付超过预算'},
    {'key': 'far', 'expression': 'share <= 300', 'fields': ['share'], 'severity': 'refuse', 'message': '支付超过预算三倍'},
    {'key': 'paper', 'expression': 'paid <= 10000 OR voucher IS NOT NULL', 'fields': ['voucher'], 'severity': 'flag', 'message': '付了款没有凭证'},
    {'key': 'when', 'expression': 'paid <= 20000 OR paid_on IS NOT NULL', 'fields': ['paid_on'], 'severity': 'refuse', 'message': '大额付款要有日期'},
    {'key': 'why', 'expression': 'paid <= 30000 OR note IS NOT NULL', 'fields': ['voucher', 'note', 'paid'], 'severity': 'flag', 'message': '大额付款要说明'},
]
TEMPLATE = {'format': 1, 'key': 'spending', 'version': 1, 'title': '支出台账', 'department': '财务', 'action': '登记支出', 'period': 'month',
            'period_field': 'day', 'same_when': ['item'], 'fields': FIELDS, 'checks': CHECKS}
HEADER = ('日期', '事项', '预算', '已付')


def sheet(office, name, header, rows):
    path = os.path.join(office.folder, name + '.csv')
    with open(path, 'w', encoding='utf-8') as f:
        for row in [header, *rows]:
            f.write(','.join(str(cell) for cell in row) + '\n')
    return path


def notes(result, what):
    return [(n['row'], n['column'], n['value'], n['reason']) for f in result['files'] for n in f[what]]


with folder() as path:
    office = Office(path)
    given = os.path.join(office.folder, 'spending.json')
    with open(given, 'w', encoding='utf-8') as f:
        json.dump(TEMPLATE, f)
    office.must('ledger', 'add', given)

    result = office.must('import', 'spending', sheet(office, 'few', HEADER, [
        ('2026-06-01', '够用', 100, 50), ('2026-06-02', '超支', 100, 101), ('2026-06-03', '太多', 10, 50), ('2026-06-04', '没有预算', 0, 50),
        ('2026-06-05', '大额', 900, 250), ('2026-06-06', '更大', 900, 350)]))
    equal(notes(result, 'refused'), [(4, 'paid', '50', '支付超过预算三倍: 比例')],
          'a check that refuses by what is computed refuses, at a column that it is computed from')
    told = notes(result, 'flagged')
    equal([n for n in told if n[0] == 2], [], 'required columns that the sheet lacks are not asked for')
    equal([n for n in told if n[0] == 3], [(3, 'budget', '100', '支付超过预算: 结余'), (3, 'voucher', None, '付了款没有凭证')],
          'checks on what is computed and on a column that is not there are told, by row and column')
    equal([n[1:] for n in told if n[0] == 5 and n[1] == 'paid'],
          [('paid', '50', 'cannot be computed from what is filled in: 比例'), ('paid', '50', 'cannot be computed from what is filled in: 一半比例')], 'each formula that cannot be computed is named')
    equal([n for n in told if n[0] == 6], [(6, 'voucher', None, '付了款没有凭证'), (6, 'paid_on', None, '大额付款要有日期')],
          'a day that the sheet has no column for is told and keeps no row out')
    equal([n for n in told if n[0] == 7 and n[3] == '大额付款要说明'], [(7, 'paid', '350', '大额付款要说明')],
          'one check is told once, where the sheet has a column')
    again = office.must('import', 'spending', sheet(office, 'whole', HEADER + ('凭证号', '付款日期'), [
        ('2026-06-05', '大额', 900, 250, '记-1', '2026-06-05'), ('2026-06-07', '又一笔', 900, 260, '记-2', '')]))
    equal(notes(again, 'refused'), [(3, 'paid_on', None, '大额付款要有日期')], 'with the column there, the empty cell refuses')
    equal((again['updated'], notes(again, 'flagged')), (1, []), 'with the columns there, nothing is left to tell')
    shown = [r['flags'] for r in office.must('list', 'spending')['rows'] if r['item'] == '超支']
    equal(bool(shown and shown[0]), True, 'the record keeps the flags')
finish()
