"""Scenarios A10, A11, A17 and A19 (domain.md) through the program: rows of a spreadsheet in, reports, indicators and alerts out."""
import datetime
import os
import sys

sys.path.insert(0, os.path.join(os.environ['G_TEST_SRCDIR'], 'commands'))
from office import Office, check, equal, finish, folder, run  # noqa: E402

DAY = '2026-06-30'

VILLAGE = '220622103200'


def write(folder, name, header, rows):
    """A sheet as offices keep them: its title, the header, the rows."""
    path = os.path.join(folder, name + '.csv')
    with open(path, 'w', encoding='utf-8') as f:
        for row in [(name,), header, *rows]:
            f.write(','.join('"%s"' % ('' if cell is None else cell) for cell in row) + '\n')
    return path


def bring(office, kind, header, rows):
    return office.must('import', kind, write(office.folder, kind, header, rows))


def notes(result, what):
    """(row of the sheet, field, reason without the record it speaks of) of what was refused or flagged."""
    return [(n['row'], n['column'], n['reason'].split(': ')[0]) for f in result['files'] for n in f[what]]


def ask(office, *words, on=DAY):
    answer = run('ledger', *words, '--store', office.path, '--json', '--on', on)
    if answer.json is None:
        check(False, ' '.join(words), answer)
        finish()
    return answer.json


def report(office, kind, name, *how, on=DAY):
    return [list(row.values()) for row in ask(office, 'report', kind, name, *how, on=on)['rows']]


def alerts(office, kind, on):
    return {a['key']: a['count'] for a in ask(office, 'alerts', kind, on=on)['alerts'] if a['count'] > 0}


def values(office, kind, *keys):
    return [[row[k] for k in keys] for row in office.must('list', kind)['rows']]


# A10 ---------------------------------------------------------------------------------------------------------------------

def facilities(office):
    result = bring(office, 'service-facility', ('设施名称', '设施类别', '城乡', '服务户数', '建筑面积（平方米）', '居民活动面积'), [
        ('河南村党群服务中心', '综合服务设施', '农村', 486, 172, 98),
        ('量错的', '综合服务设施', '农村', 486, 98, 172),
    ])
    equal(notes(result, 'refused'), [(4, 'activity', '居民活动面积大于建筑面积')], 'A10: more activity than building is refused')
    # hundredths: 35.39 per hundred (met), share 56.98 (missed), needed 103.20, short 5.20, short of 200 by 28, 145.80 by households
    equal(report(office, 'service-facility', 'areas'),
          [['河南村党群服务中心', 17200, 3539, 1, 5698, 0, 10320, 520, 2800, 14580, 0]], 'A10: areas')
    equal([r for _, f, r in notes(result, 'flagged')],
          ['居民活动区域占比不到60%，差多少见“活动面积缺口”', '建筑面积不到农村200平方米、城市500平方米，差多少见“最低面积缺口”'], 'A10: what is missed is flagged')
    halves = bring(office, 'service-facility', ('设施名称', '设施类别', '城乡', '服务户数', '建筑面积（平方米）', '居民活动面积'), [
        ('五入', '其他', '农村', 800, 1, 0.50), ('四舍', '其他', '农村', 801, 1, 0.49)])
    equal(halves['added'], 2, 'A10: two more facilities')
    equal([v[1:] for v in sorted(values(office, 'service-facility', 'name', 'per_hundred', 'share')) if v[0] in ('五入', '四舍')],
          [[13, 5000], [12, 4900]], 'A10: 0.125 becomes 0.13, 0.1248 becomes 0.12')


# A11 ---------------------------------------------------------------------------------------------------------------------

def days(first, n):
    return [str(datetime.date.fromisoformat(first) + datetime.timedelta(i)) for i in range(n)]


def opening(office):
    header = ('服务场所', '星期', '上午开始', '上午结束', '下午开始', '下午结束', '开始执行', '已公示', '安排值班')
    result = bring(office, 'opening-hours', header, [
        ('村部', '周一、周二、周三、周四、周五', '8:00', '12:00', '13:30', '17:30', '2026-01-01', '是', '是'),
        ('农家书屋', '周一', '8:30', '12:00', '13:30', '17:30', '2026-01-01', '是', '否'),
        ('颠倒', '周一', '12:00', '8:30', '', '', '2026-01-01', '是', '否'),
        ('重叠', '周一', '8:30', '13:40', '13:30', '17:30', '2026-01-01', '是', '否'),
    ])
    equal(notes(result, 'refused'), [(5, 'morning_to', '上午的开始和结束要成对，结束要晚于开始'), (6, 'afternoon_from', '几段时间互相重叠')],
          'A11: impossible hours are refused')
    equal(report(office, 'opening-hours', 'week')[:2], [['周一', '农家书屋', 450, 75, 0], ['周一', '村部', 480, 80, 1]],
          'A11: 7.5 hours miss eight, 8.0 meet them')
    equal(alerts(office, 'opening-hours', '2026-06-22'), {'short': 1}, 'A11: a place that is open too short is an alert')


def roster(office):
    week = days('2026-06-22', 5)   # Monday to Friday
    header = ('值班日期', '值班地点', '值班人', '班次', '上班', '下班', '到岗情况', '签到', '签退')
    rows = []
    for i, day in enumerate(week):
        rows.append((day, '村部', '陈', '正常值班', '08:00', '12:00', '正常', '', ''))
        rows.append((day, '村部', '陈', '正常值班', *(('15:30', '19:30') if i == 3 else ('13:30', '17:30')), '正常', '', ''))
        if i != 3:
            rows.append((day, '村部', '高', '正常值班', '08:00', '12:00', '正常', '', ''))
            rows.append((day, '村部', '高', '正常值班', '13:00', '18:00', '正常', '', ''))
    result = bring(office, 'duty-roster', header, rows)
    equal((result['added'], result['refused'], result['flagged']), (18, 0, 0), 'A11: a week of shifts')
    equal(report(office, 'duty-roster', 'hours', '--from', week[0], '--to', week[4]),
          [['陈', week[0], 5, 4000, 0, 0], ['高', week[0], 4, 3600, 0, 400]], 'A11: 40 hours are enough, 36 lack 4')
    equal(report(office, 'duty-roster', 'gaps', '--from', week[0], '--to', week[4]), [[week[3], '周四', '村部', '13:30', '15:30', 120]],
          'A11: Thursday 13:30 to 15:30 nobody is rostered')
    equal([r[3:] for r in report(office, 'duty-roster', 'open', '--from', week[3], '--to', week[3])], [[800, 1, 1]],
          'A11: hours open and people on duty that Thursday')
    wrong = bring(office, 'duty-roster', header[:-2] + ('替班人',), [
        (week[0], '村部', '陈', '正常值班', '09:00', '11:00', '正常', ''),
        (week[0], '村部', '高', '正常值班', '18:00', '17:00', '正常', ''),
        (week[0], '村部', '李', '正常值班', '08:00', '12:00', '请假', ''),
    ])
    equal(notes(wrong, 'refused'), [(3, 'on_from', '这个人这个时段已经排了班'), (4, 'on_to', '下班要晚于上班；跨零点的班请分两天登记')],
          'A11: a shift twice or backwards is refused')
    equal(notes(wrong, 'flagged'), [(5, 'substitute', '请假或换班，没有安排替班人')], 'A11: leave without a substitute is flagged')


def patrols(office):
    work = [d for d in days('2026-06-01', 30) if datetime.date.fromisoformat(d).weekday() < 5]
    header = ('日期', '巡次', '网格', '巡查人', '巡查结果')
    rows = [(d, r, '01', '高', '正常') for d in work for r in ('上午巡', '下午巡')][:-1]
    result = bring(office, 'grid-patrol', header, rows)
    equal(result['added'], 43, 'A11: 43 patrols on 22 days')
    month = ('--from', '2026-06-01', '--to', '2026-06-30')
    equal(report(office, 'grid-patrol', 'two', *month), [[22, 44, 43, 1, 977]], 'A11: 43/44 = 97.7 %')
    equal(report(office, 'grid-patrol', 'missing', *month), [[work[-1], '下午巡']], 'A11: which patrol is missing')
    twice = bring(office, 'grid-patrol', header + ('时间',), [(work[0], '上午巡', '01', '赵', '正常', '09:30'), (work[0], '下午巡', '02', '赵', '正常', '09:30')])
    equal((twice['added'], twice['updated']), (1, 1), 'A11: the same patrol once more is the same')
    equal(notes(twice, 'flagged'), [(4, 'at', '时间和巡次对不上')], 'A11: an afternoon patrol at 9:30 is flagged')


def bookings(office):
    header = ('场地', '使用日期', '开始', '结束', '用途', '申请人', '状态')
    result = bring(office, 'room-booking', header, [
        ('会议室', '2026-06-20', '9:00', '11:00', '会议', '陈', '已预约'),
        ('会议室', '2026-06-20', '11:00', '12:00', '会议', '高', '已预约'),      # touches
        ('会议室', '2026-06-20', '10:30', '11:30', '培训', '李', '已预约'),      # overlaps
        ('会议室', '2026-06-20', '10:30', '11:30', '培训', '赵', '取消'),        # given up: in nobody's way
        ('活动室', '2026-06-20', '10:30', '11:30', '培训', '李', '已预约'),
        ('会议室', '2026-06-21', '15:00', '14:00', '会议', '李', '已预约'),
    ])
    equal(notes(result, 'refused'), [(5, 'time_from', '这个场地这个时段已经有人预约'), (8, 'time_to', '结束要晚于开始')],
          'bookings: one that overlaps is refused, one that touches is not')
    equal(result['added'], 4, 'bookings: what was given up is in nobody\'s way')


# A17 ---------------------------------------------------------------------------------------------------------------------

def projects(office):
    header = ('项目编号', '项目名称', '提出日期', '级别', '状态', '预算', '已支付', '计划完成', '实际完成', '居民验收', '赞成票', '参加表决')
    rows = []
    money = [(9000, 9000), (8000, 8000), (10000, 9500), (7000, 7000), (9000, 6800), (8000, 8000), (10000, 3000), (9000, 0), (8000, 0), (8000, 0)]
    levels = ['一级'] * 4 + ['二级'] * 4 + ['三级'] * 2
    for i, (budget, paid) in enumerate(money):
        done = i < 6
        day = '2026-09-30' if i == 5 else '2026-08-20'
        rows.append((f'MS{i + 1:02}', f'项目{i + 1}', '2026-03-01', levels[i], '已完成' if done else '实施中', budget, paid, '2026-08-31',
                     day if done else '', '是' if done else '', 30, 40))
    rows += [(f'MS{n}', f'项目{n}', '2026-03-01', '一级', '未入库', '', '', '', '', '', 10, 40) for n in (11, 12)]
    result = bring(office, 'livelihood-project', header, rows)
    equal((result['added'], result['refused'], result['flagged']), (12, 0, 0), 'A17: twelve proposals')
    equal(report(office, 'livelihood-project', 'store', '--year', '2026'),
          [[12, 6, 4, 2, 10, 2, 6, 5, 1, 4, 600, 500, 8600000, 5130000, 5965]], 'A17: 60.0 % done, 50.0 % on time, 59.65 % paid')
    equal(report(office, 'livelihood-project', 'levels', '--year', '2026'),
          [['一级：居民自治解决', 6, 4, 4, 3400000, 3350000], ['二级：街道社区协助解决', 4, 4, 2, 3600000, 1780000],
           ['三级：县（市、区）人民政府协助解决', 2, 2, 0, 1600000, 0]], 'A17: by level')
    equal(alerts(office, 'livelihood-project', '2026-12-31').get('overdue'), 4, 'A17: four are late at the end of the year')
    wrong = bring(office, 'livelihood-project', header, [('MS01', '项目1', '2026-03-01', '一级', '已完成', 9000, 9000.01, '2026-08-31', '2026-08-20', '是', 41, 40),
                                                         ('MS20', '项目20', '2026-03-01', '一级', '已入库', 5000, 6000, '2026-08-31', '', '', 30, 40)])
    equal(notes(wrong, 'refused'), [(3, 'votes', '赞成票多于参加表决的人数')], 'A17: votes above the number present are refused')
    equal(notes(wrong, 'flagged'), [(4, 'paid', '支付超过预算')], 'A17: paid above the budget is flagged')


def reviews(office):
    header = ('评议日期', '半年', '参加评议', '好', '中', '差', '整改情况')
    result = bring(office, 'livelihood-review', header, [('2026-06-28', '上半年', 45, 31, 12, 2, '已答复'), ('2026-06-29', '上半年', 45, 40, 12, 2, '')])
    equal(notes(result, 'refused'), [(4, 'attended', '好、中、差之和多于参加评议的人数')], 'A17: more answers than people are refused')
    first = ['上半年', '2026-06-30', '2026-06-28', 31, 12, 2, 956, '已评议']
    equal(report(office, 'livelihood-review', 'halves', '--year', '2026', on='2026-12-31'),
          [first, ['下半年', '2026-12-31', None, None, None, None, None, '缺，已到期']], 'A17: 95.6 %; the second review is missing on 31 December')
    equal(report(office, 'livelihood-review', 'halves', '--year', '2026', on='2026-12-30')[1][-1], '未到期', 'A17: and not yet the day before')
    for on, state in ('2026-06-29', ['done']), ('2026-12-30', ['done', 'open']), ('2027-01-01', ['done', 'overdue', 'open']):
        due = ask(office, 'due', 'livelihood-review', on=on)
        equal([(d['period'], d['deadline'], d['state']) for d in due['items']],
              list(zip(('2026-H1', '2026-H2', '2027-H1'), ('2026-06-30', '2026-12-31', '2027-06-30'), state)), f'A17: the half-years due on {on}')


# A19 ---------------------------------------------------------------------------------------------------------------------

PASSED, FAILED, INVALID = '有效，通过', '有效，未通过', '无效，到会不足'
VOTES = [   # step, should come, came, agree, against; quorum, needed, outcome
    ('村民代表会议', 35, 26, 14, 12, 24, 14, PASSED),
    ('村民代表会议', 35, 26, 13, 13, 24, 14, FAILED),
    ('村民代表会议', 35, 24, 13, 11, 24, 13, PASSED),
    ('村民代表会议', 35, 23, 23, 0, 24, 12, INVALID),
    ('党员大会', 22, 15, 11, 4, 15, 11, PASSED),
    ('党员大会', 22, 15, 10, 5, 15, 11, FAILED),
    ('党员大会', 22, 14, 14, 0, 15, 11, INVALID),
    ('党员大会', 23, 16, 12, 4, 16, 12, PASSED),
    ('村民会议', 812, 407, 204, 203, 407, 204, PASSED),
    ('村民会议', 812, 406, 406, 0, 407, 204, INVALID),
    ('户代表会议', 290, 194, 98, 96, 194, 98, PASSED),
    ('户代表会议', 290, 193, 193, 0, 194, 97, INVALID),
    ('成员大会', 640, 427, 427, 0, 427, 427, PASSED),
    ('成员大会', 640, 427, 426, 1, 427, 427, FAILED),
    ('成员大会', 640, 426, 426, 0, 427, 427, INVALID),
]


def votes(office):
    header = ('事项编号', '决策事项', '环节', '会议日期', '应到', '实到', '同意', '反对', '弃权')
    rows = [(f'S{i:02}', '修路', v[0], '2026-05-06', v[1], v[2], v[3], v[4], 0) for i, v in enumerate(VOTES)]
    result = bring(office, 'four-discussion', header, rows)
    equal((result['added'], result['refused']), (len(VOTES), 0), 'A19: what lacks votes is kept, and told')
    told = {r[0]: r for r in report(office, 'four-discussion', 'votes', '--year', '2026')}
    for i, v in enumerate(VOTES):
        r = told[f'S{i:02}']
        equal((r[4], r[6], r[8]), v[5:], f'A19: {v[0]} {v[1]}: {v[2]} there, {v[3]} agree')
    wrong = bring(office, 'four-discussion', header, [
        ('W1', '修路', '党员大会', '2026-05-06', 22, 23, 11, 0, 0), ('W2', '修路', '党员大会', '2026-05-06', 22, 15, 16, 0, 0),
        ('W3', '修路', '党员大会', '2026-05-06', 22, 15, 11, 4, 1), ('W4', '修路', '党员大会', '2026-05-06', 22, '', 11, 4, 0),
        ('W5', '修路', '党员大会', '2026-05-06', 22, 15, 11, 3, 0), ('W6', '修路', '党员大会', '2026-05-06', 22, 15, -1, 3, 0)])
    equal(notes(wrong, 'refused'), [(3, 'attended', '实到多于应到'), (4, 'agree', '同意、反对、弃权之和多于实到'),
                                    (5, 'agree', '同意、反对、弃权之和多于实到'), (6, 'agree', '有票数，没有实到人数')],
          'A19: votes above the number present are refused in words')
    check((7, 'abstain', '同意、反对、弃权之和少于实到，有票没有登记') in notes(wrong, 'flagged'), 'A19: a vote that is not counted is flagged', wrong)
    check(any(n[:2] == (8, 'agree') for n in notes(wrong, 'flagged')), 'A19: fewer than no votes do not come in', wrong)


def procedure(office):
    header = ('事项编号', '决策事项', '环节', '会议日期', '应到', '实到', '同意', '反对', '弃权', '公开到')
    bring(office, 'four-discussion', header, [
        ('2025-1', '修桥', '提议', '2025-03-01', 7, 7, 7, 0, 0, ''), ('2025-1', '修桥', '商议', '2025-03-03', 9, 8, 8, 0, 0, ''),
        ('2025-1', '修桥', '审议', '2025-03-05', 22, 16, 15, 1, 0, ''), ('2025-1', '修桥', '决议', '2025-03-08', 35, 30, 28, 1, 1, ''),
        ('2025-1', '修桥', '决议公开', '2025-03-09', '', '', '', '', '', '2025-03-16'), ('2025-1', '修桥', '实施结果公开', '2025-06-09', '', '', '', '', '', '2025-06-12'),
        ('2025-2', '发包', '提议', '2025-04-01', 7, 7, 7, 0, 0, ''), ('2025-2', '发包', '决议', '2025-03-28', 35, 30, 28, 1, 1, ''),
    ])
    rows = report(office, 'four-discussion', 'procedure', '--year', '2025')
    equal([(r[0], (r[8] or '').split(), r[9]) for r in rows],
          [('2025-1', [], 1), ('2025-2', ['商议', '审议', '决议公开', '结果公开'], 0)], 'A19: what a matter still lacks, and what came out of order')
    equal(alerts(office, 'four-discussion', '2025-12-31').get('unpublished'), 1, 'A19: a decision that nobody published')


BODIES = [   # body, members, women; rate in tenths, needed, short, met
    ('村民委员会', 5, 2, 400, 2, 0, 1),
    ('村民委员会', 4, 1, 250, 2, 1, 0),
    ('村民代表会议', 35, 11, 314, 12, 1, 0),
    ('村民代表会议', 35, 12, 343, 12, 0, 1),
    ('居委会', 5, 2, 400, 3, 1, 0),
]


def posts(office):
    header = ('组织', '届次', '当选日期', '人数', '女性人数')
    result = bring(office, 'elected-body', header, [(b[0], f'第{i + 1}届', '2024-12-01', b[1], b[2]) for i, b in enumerate(BODIES)]
                   + [('村民委员会', '第九届', '2024-12-01', 3, 4)])
    equal(notes(result, 'refused'), [(8, 'women', '女性人数多于总人数')], 'A19: more women than members are refused')
    got = sorted(r[1:] for r in report(office, 'elected-body', 'women'))
    equal(got, sorted(list(b[1:]) for b in BODIES), 'A19: 40.0 % met, 25.0 % not; 11 of 35 need one more')


def main():
    with folder() as place:
        office = Office(place, code=VILLAGE, level='village')
        for scenario in (facilities, opening, roster, patrols, bookings, projects, reviews, votes, procedure, posts):
            scenario(office)
    finish()


main()
