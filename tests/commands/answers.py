"""One office file in a folder that goes with the test, and what the program answers about it.  TAP on stdout."""
import atexit
import json
import os
import shutil
import subprocess
import tempfile

EXE = os.environ["XL_EXE"]
folder = tempfile.mkdtemp(prefix="xl-commands-")
atexit.register(shutil.rmtree, folder, ignore_errors=True)
store = os.path.join(folder, "office.xiangli")
done = 0


def run(*args, expect=0, at=None):
    """The parsed answer of a command with --json; its exit code is as expected."""
    r = subprocess.run([EXE, *args, "--json", "--store", at or store], capture_output=True, text=True, timeout=120)
    assert r.returncode == expect, (args, r.returncode, r.stdout, r.stderr)
    if expect:
        error = json.loads(r.stderr.strip().splitlines()[-1])
        assert error["code"] == expect, error
        return error["error"]
    return json.loads(r.stdout)


def ok(name):
    global done
    done += 1
    print(f"ok {done} {name}", flush=True)
