#!/usr/bin/python3
"""Typing, pasting and undoing in a ledger of the demonstration office, by keyboard; what the file has then."""
import json
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(__file__))
import uidrv  # noqa: E402
from uidrv import keys, wait  # noqa: E402

EXE = os.environ["XL_EXE"]
os.environ.setdefault("XL_DATA_DIR", os.path.join(os.path.dirname(os.environ["G_TEST_SRCDIR"]), "data"))
LEDGER, LIST = "elder-list", "特殊困难老年人探访对象名单"
t = uidrv.Runner()
folder = tempfile.mkdtemp(prefix="xl-sheet.")
STORE = folder + "/office.xiangli"


def command(*args):
    return subprocess.run([EXE, *args], capture_output=True, text=True, check=True).stdout


def records():
    return json.loads(command("list", LEDGER, "--store", STORE, "--json"))["rows"]


def value(name, field):
    return next(row[field] for row in records() if row["elder"] == name)


def becomes(name, field, wanted, what):
    try:
        wait(lambda: value(name, field) == wanted, what, 30, 0.5)
        t.ok(True, what)
    except uidrv.Timeout:
        t.ok(False, f"{what}: {value(name, field)!r}, not {wanted!r}")


def hears(words, what):
    def said():
        node = app.focused()
        return node is not None and words in (node.get_name() or "")
    try:
        wait(said, words, 20)
        t.ok(True, what)
    except uidrv.Timeout:
        node = app.focused()
        t.ok(False, f"{what}: heard {node.get_name() if node else None!r}, not {words!r}")


command("demo", folder)
first, second, third = [row["elder"] for row in records()[:3]]
app = uidrv.App([EXE, "--store", STORE])
uidrv.activate()
keys("alt+3")
wait(lambda: "row 1" in (app.focused().get_name() or ""), "the ledgers")
keys("ctrl+f")
wait(lambda: app.focused().get_role_name() in ("text", "entry"), "the filter")
uidrv.paste(LIST)
keys("Return")
hears(LIST, "the ledger is found")
keys("Return")
wait(lambda: app.focused().get_role_name() == "table cell" and LIST not in app.focused().get_name(), "its records")
keys("ctrl+Home")
hears(first, "the first record")

keys("Right", "Right", "Right", "Right", "Right")
hears("2026-05-01, 纳入日期, row 1", "a date")
keys("=2026.5.8", "Return")
becomes(first, "listed_on", "2026-05-08", "what is typed is in the file")
hears("纳入日期, row 2", "Enter goes on")
keys("=2026.2.30", "Return")
hears("Editing 纳入日期, row 2", "no such day: the cell stays open")
keys("Escape")

subprocess.run(["xclip", "-selection", "clipboard"], input=b"2026-5-9\n2026-5-10\n", check=True)
keys("ctrl+v")
becomes(second, "listed_on", "2026-05-09", "a block is pasted")
becomes(third, "listed_on", "2026-05-10", "… all of it")
keys("ctrl+z")
becomes(second, "listed_on", "2026-05-01", "undo takes it back")
becomes(third, "listed_on", "2026-05-01", "… as one")
t.ok(value(first, "listed_on") == "2026-05-08", "… and nothing else")

keys("ctrl+Home", "Down", "Right", "Right", "Right", "Right", "=dj", "Return")
becomes(second, "kinds", "独居", "a code by its initials")
app.close()
t.done()
