"""Files that belong to a record: attached, listed, written out, refused, taken back; hostile ones do nothing."""
import hashlib
import json
import os
import struct
import sys
import zlib

sys.path.insert(0, os.path.join(os.environ['G_TEST_SRCDIR'], 'commands'))
from office import Office, check, equal, finish, folder  # noqa: E402

LEDGER, FIELD = 'cash-book', 'scan'


def png(width, height, declared=None):
    """A grey picture; @declared: what its head says instead of the truth."""
    w, h = declared or (width, height)

    def chunk(kind, data):
        return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))
    rows = b''.join(b'\0' + bytes([row & 255]) * width for row in range(height))
    return (b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', w, h, 8, 0, 0, 0, 0)) + chunk(b'IDAT', zlib.compress(rows))
            + chunk(b'IEND', b''))


def write(where, name, data):
    path = os.path.join(where, name)
    with open(path, 'wb') as f:
        f.write(data)
    return path


def titles(*keys):
    with open(os.path.join(os.environ['XL_DATA_DIR'], 'ledgers', LEDGER + '.json'), encoding='utf-8') as f:
        fields = {f['key']: f['title'] for f in json.load(f)['fields']}
    return [fields[key] for key in keys]


def refused(office, reason, name, *args):
    before = office.must('log', '1')[0]['seq']
    answer = office.run(*args)
    check(answer.code in (1, 2) and reason in answer.err, name, answer)
    equal(office.must('log', '1')[0]['seq'], before, name + ': nothing was changed')


with folder() as where:
    office = Office(where, code='220622103200', level='village')
    sheet = write(where, 'cash.csv', (','.join(titles('paid_on', 'summary', 'income')) + '\n2026-06-03,卖旧料,120\n2026-06-05,租金,300\n').encode())
    office.must('import', LEDGER, sheet)
    ids = [row['id'] for row in office.must('list', LEDGER)['rows']]
    equal(len(ids), 2, 'two records are there')
    record = str(ids[0])

    photo, paper = png(40, 30), b'%PDF-1.4\n%%EOF\n' + b'x' * 100
    one = write(where, '发票 照片.PNG', photo)
    two = write(where, '收据.exe', paper)
    added = office.must('attachment', 'add', LEDGER, record, FIELD, one, two)['attachments']
    equal([(a['name'], a['bytes'], a['sha256']) for a in added],
          [('发票 照片.png', len(photo), hashlib.sha256(photo).hexdigest()), ('收据.exe.pdf', len(paper), hashlib.sha256(paper).hexdigest())],
          'a picture and a PDF are attached; names fit what the files are')
    equal(office.must('attachment', 'list', LEDGER, record)['attachments'], added, 'and listed')
    out = os.path.join(where, 'out.png')
    check(office.run('attachment', 'get', LEDGER, record, '发票 照片.png', out).code == 0 and open(out, 'rb').read() == photo,
          'one is written out byte for byte, by its name')
    check(office.run('attachment', 'get', LEDGER, record, added[1]['sha256'], out).code == 0 and open(out, 'rb').read() == paper,
          'or by its SHA-256')
    again = office.must('attachment', 'add', LEDGER, record, FIELD, one)['attachments']
    equal(len(again), 2, 'the same file again stays one')
    csv = os.path.join(where, 'out.csv')
    office.must('export', LEDGER, csv)
    with open(csv, encoding='utf-8-sig') as f:
        text = f.read()
        check('发票 照片.png、收据.exe.pdf' in text, 'exports list the names', text)

    refused(office, 'neither JPEG, PNG nor PDF', 'a program is refused by its content, whatever it is called',
            'attachment', 'add', LEDGER, record, FIELD, write(where, 'x.pdf', b'MZ' + b'\0' * 2000))
    refused(office, 'neither JPEG, PNG nor PDF', 'an empty file is refused',
            'attachment', 'add', LEDGER, record, FIELD, write(where, 'empty.png', b''))
    refused(office, 'cannot be read', 'a file that is not there is refused',
            'attachment', 'add', LEDGER, record, FIELD, os.path.join(where, 'none.png'))
    refused(office, 'has no field for files', 'a field that takes no files is refused', 'attachment', 'add', LEDGER, record, 'summary', one)
    refused(office, 'there is no record', 'a record that is not there is refused', 'attachment', 'add', LEDGER, '77', FIELD, one)
    refused(office, 'has no such attachment', 'what is not attached is not written out', 'attachment', 'get', LEDGER, record, 'x', out)

    large = write(where, '大.pdf', b'%PDF-1.4\n' + b'\0' * (11 * 1024 * 1024))
    refused(office, 'it is 11.0 MB, a file may be 10.0 MB', 'a file above the limit is refused with both sizes',
            'attachment', 'add', LEDGER, record, FIELD, one, large)
    office.must('settings', 'attachment-mb', '20')
    office.must('settings', 'attachment-record-mb', '15')
    office.must('attachment', 'add', LEDGER, record, FIELD, large)
    refused(office, 'the record would hold more than 15.0 MB', 'files that are too much together are refused',
            'attachment', 'add', LEDGER, record, FIELD, write(where, '又.pdf', b'%PDF-1.4\n' + b'\1' * (11 * 1024 * 1024)))

    office.must('undo')
    equal([a['name'] for a in office.must('attachment', 'list', LEDGER, record)['attachments']], ['发票 照片.png', '收据.exe.pdf'],
          'undo takes the file off the record again')
    bomb = write(where, 'bomb.png', png(10, 10, declared=(60000, 60000)))
    office.must('attachment', 'add', LEDGER, record, FIELD, bomb)
    check(True, 'a picture whose head lies about its size is kept as bytes and never decoded')
    equal(office.run('check').code, 0, 'the file is sound')
finish()
