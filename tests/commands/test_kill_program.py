"""The program itself, killed at 200 random moments of imports, edits and undo: the file opens, `check` is clean, every
action that was confirmed is there and none is there half.  TAP."""
import json
import os
import pathlib
import random
import sqlite3
import subprocess
import tempfile
import time

TOP = pathlib.Path(__file__).resolve().parent.parent
EXE = os.environ["XL_EXE"]
KILLS = 200
PEOPLE = 406


def run(*args):
    done = subprocess.run([EXE, *args, "--json"], capture_output=True, text=True)
    assert done.returncode == 0, f"{args[0]}: {done.stderr}"
    return json.loads(done.stdout)


def look(store):
    """What the file says: (residents, visit policy).  The program looks at all of it; the two numbers need no program."""
    answer = run("check", "--store", store)
    assert answer["ok"], answer
    db = sqlite3.connect(f"file:{store}?mode=ro", uri=True)
    people, = db.execute("SELECT count(*) FROM person").fetchone()
    policy = db.execute("SELECT value FROM setting WHERE key = 'visit-rate'").fetchone()
    db.close()
    return people, policy[0] if policy else "month-end"


def main():
    random.seed(20261121)
    sheet = str(next((TOP / "samples/township").glob("02_*那尔轰*.xlsx")))
    problems, killed, confirmed = [], 0, 0
    with tempfile.TemporaryDirectory() as folder:
        store = f"{folder}/office.xiangli"
        run("init", "--office", "220622103200", "--store", store)
        state, longest = look(store), {"import": 1.0, "undo": 0.5, "settings": 0.3}
        while killed < KILLS and len(problems) < 5:
            people, policy = state
            other = "any-day" if policy == "month-end" else "month-end"
            action, after = random.choice([
                (["settings", "visit-rate", other], (people, other)),
                (["import", "residents", sheet], (PEOPLE, policy)) if people == 0 else (["undo"], None)])
            program = subprocess.Popen([EXE, *action, "--store", store], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            begun = time.monotonic()
            try:
                program.communicate(timeout=random.uniform(0, 1.4 * longest[action[0]]))
                longest[action[0]] = max(0.05, time.monotonic() - begun)
                confirmed += program.returncode == 0
            except subprocess.TimeoutExpired:
                program.kill()
                program.communicate()
                killed += 1
            try:
                now = look(store)
            except AssertionError as error:
                problems.append(f"after {action[0]}: {error}")
                break
            if now[0] not in (0, PEOPLE):
                problems.append(f"half of {action[0]}: {now[0]} people")
            if after is not None and now not in (state, after):
                problems.append(f"{action[0]}: {state} became {now}")
            if after is not None and program.returncode == 0 and now != after:
                problems.append(f"{action[0]} was confirmed and is not there: {now}")
            state = now
    print("1..2")
    print("ok 1 - the program was killed", killed, "times, and", confirmed, "actions were confirmed")
    print("not ok" if problems or killed < KILLS else "ok", "2 - nothing confirmed is lost, nothing is there half")
    for problem in problems:
        print("#  ", problem)
    raise SystemExit(bool(problems))


main()
