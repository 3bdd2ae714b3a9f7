"""One office file in a folder of its own, and the program run on it as a script would.  TAP on stdout."""
import ctypes
import hashlib
import json
import os
import resource
import subprocess
import sys
import tempfile

EXE = os.environ['XL_EXE']
SOURCE = os.environ['G_TEST_SRCDIR']
SAMPLES = os.path.join(SOURCE, 'samples', 'township')
NOTICES = os.path.join(SOURCE, 'notices', 'samples')
os.environ.setdefault('XL_DATA_DIR', os.path.join(os.path.dirname(SOURCE), 'data'))
DAY = '2026-06-30'
SANITIZERS = ('AddressSanitizer', 'LeakSanitizer', 'UndefinedBehaviorSanitizer', 'runtime error:')
n_tests = 0
n_failed = 0


def check(ok, name, detail=''):
    global n_tests, n_failed
    n_tests += 1
    n_failed += 0 if ok else 1
    print(f'{"ok" if ok else "not ok"} {n_tests} - {name}', flush=True)
    if not ok:
        for line in str(detail).splitlines()[:60]:
            print(f'#   {line[:1000]}', flush=True)
    return ok


def equal(got, want, name):
    return check(got == want, name, f'got  {got!r}\nwant {want!r}')


def finish():
    print(f'1..{n_tests}')
    sys.exit(1 if n_failed else 0)


def drop_override():
    """The superuser, too, may now write only where the mode of a folder lets its owner write."""
    libc = ctypes.CDLL(None)
    for capability in (1, 2):   # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
        libc.prctl(24, capability, 0, 0, 0)   # PR_CAPBSET_DROP


def small_disk(size):
    """No file may grow beyond @size bytes; writing answers EFBIG, as a full disk answers ENOSPC."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


class Answer:
    def __init__(self, done):
        self.code, self.out, self.err = done.returncode, done.stdout or '', done.stderr
        self.json = None
        try:
            self.json = json.loads(self.out)
        except ValueError:
            pass

    @property
    def error(self):
        """The sentence of an error written as JSON; None when stderr is anything else."""
        try:
            said = json.loads(self.err)
        except ValueError:
            return None
        return said['error'] if set(said) == {'error', 'code'} and said['code'] == self.code else None

    def __str__(self):
        return f'exit {self.code}\n{self.out[:1500]}\n{self.err[:3000]}'


def run(*args, before=None, stdout=subprocess.PIPE, env=None):
    """Runs the program.  A signal or a word of a sanitizer fails, whatever else was expected."""
    done = subprocess.run([EXE, *args], stdout=stdout, stderr=subprocess.PIPE, text=True, errors='replace', timeout=180,
                          preexec_fn=before, restore_signals=before is None, env=env)
    if done.returncode < 0 or done.returncode > 3 or any(word in done.stderr for word in SANITIZERS):
        check(False, f'{" ".join(args[:2])} ends well', f'exit {done.returncode}\n{done.stderr}')
    return Answer(done)


class Office:
    def __init__(self, folder, name='office', code='220622103000', level='township'):
        self.folder = folder
        self.path = os.path.join(folder, name + '.xiangli')
        if code is not None:
            self.must('init', '--office', code, '--level', level)

    def run(self, *args, **how):
        return run(*args, '--store', self.path, '--json', '--on', DAY, **how)

    def must(self, *args, **how):
        """The one JSON document of a command that has to succeed and say nothing on stderr."""
        answer = self.run(*args, **how)
        if answer.code != 0 or answer.json is None or answer.err:
            check(False, f'{" ".join(args[:3])} succeeds', answer)
        return answer.json

    def count(self, kind):
        return self.must('list', kind, '--count')['count']

    def state(self):
        """What a refusal must leave as it was."""
        log = self.must('log', '1')
        return self.count('residents'), self.count('households'), self.count('notices'), self.count('filings'), log[0]['seq']

    def bytes(self):
        """A digest of the file itself: a refusal changes not one byte of it."""
        with open(self.path, 'rb') as f:
            return hashlib.sha256(f.read()).hexdigest()

    def files(self):
        """The folder without what belongs to the office file while it is open."""
        own = os.path.basename(self.path)
        return sorted(n for n in os.listdir(self.folder) if not n.startswith(own))


def township(*beginnings):
    return [os.path.join(SAMPLES, n) for n in sorted(os.listdir(SAMPLES)) if n.startswith(beginnings)]


def notice(beginning):
    return next(os.path.join(NOTICES, n) for n in sorted(os.listdir(NOTICES)) if n.startswith(beginning) and n.endswith('.pdf'))


def folder():
    return tempfile.TemporaryDirectory(prefix='xl-commands-')
