#!/usr/bin/python3
"""A form by keyboard, as a screen reader hears it: Enter, errors, choices by initials, saving; and what is typed outlives a kill."""
import glob
import json
import os
import pathlib
import signal
import sqlite3
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(__file__))
import uidrv  # noqa: E402
from uidrv import keys, paste, wait  # noqa: E402

EXE = os.environ["XL_EXE"]
SAMPLES = pathlib.Path(os.environ["G_TEST_SRCDIR"]) / "samples/township"
LEDGER = "集体资源台账"
LONG = 60
t = uidrv.Runner()


def command(*args):
    return subprocess.run([EXE, *args], capture_output=True, text=True, check=True).stdout


def focus(app):
    node = app.focused()
    return (node.get_name() or "") if node is not None else ""


def on(app, name):
    wait(lambda: name in focus(app), f"the focus on {name!r}", LONG)


def start(store):
    app = uidrv.App([EXE, "--store", store])
    uidrv.activate()
    app.settle()
    return app


def open_form(app):
    """The ledger by its title in the filter, and the form of a new record."""
    keys("alt+3")
    app.get("table", None, timeout=LONG)
    app.settle()
    keys("ctrl+f")
    wait(lambda: app.focused() is not None and app.focused().get_role_name() in ("text", "entry"), "the filter", LONG)
    keys("ctrl+a")
    paste(LEDGER)
    keys("Return")
    on(app, LEDGER)
    keys("Return")
    app.get("push button", "登记资源", timeout=LONG)
    app.settle()
    keys("ctrl+n")
    on(app, "资源编号")


def records(store):
    return json.loads(command("list", "land-resource", "--json", "--store", store))["rows"]


def drafts(store):
    with sqlite3.connect(f"file:{store}?mode=ro", uri=True) as db:
        return dict(db.execute("SELECT form, text FROM cache_draft"))


def keyboard(app, store):
    keys("Return")
    on(app, "类别")
    t.ok(bool(app.says("资源编号 is missing.")), "Enter goes to the next field, and what was left empty says so")
    keys("shift+Return")
    on(app, "资源编号")
    t.ok(True, "Shift+Enter goes back")
    keys("=ZY-001", "Return")
    on(app, "类别")
    app.gone("label", "资源编号 is missing.")
    keys("=gd", "Return")
    on(app, "名称")
    t.ok(app.find("text", "类别") is not None and "耕地" in app.text(app.get("text", "类别")), "initials and Enter choose a code")
    paste("东沟地")
    keys("Return")
    on(app, "面积")
    keys("=abc", "Return")
    on(app, "东至")
    t.ok(bool(app.says("This is no number.")), "what is no number says so when it is left")
    keys("ctrl+Return")
    on(app, "面积")
    t.ok(not records(store), "Ctrl+Enter saves nothing while a field is wrong, and goes to it")
    keys("ctrl+a", "=12.5", "ctrl+Return")
    wait(lambda: records(store), "the record", LONG)
    row = records(store)[0]
    t.ok(row["number"] == "ZY-001" and row["name"] == "东沟地", "Ctrl+Enter saves the record")
    t.ok(not drafts(store), "and its draft is forgotten")


def kill(app):
    app.process.send_signal(signal.SIGKILL)
    app.process.wait(10)


def killed_in_a_ledger(app, store):
    app.settle()
    keys("ctrl+n")
    on(app, "资源编号")
    keys("=ZY-002", "Return")
    on(app, "类别")
    wait(lambda: "ZY-002" in drafts(store).get("ledger:land-resource", ""), "the draft in the file", LONG)
    kill(app)
    app = start(store)
    open_form(app)
    app.says("Typed and not saved")
    app.click("push button", "Continue")
    t.ok(bool(wait(lambda: app.text(app.get("text", "资源编号")) == "ZY-002", "what was typed", LONG)),
         "killed while a form is half filled: what was typed is offered and comes back")
    t.ok(len(records(store)) == 1, "nothing is half saved")
    keys("Escape")
    return app


def killed_in_people(app, store):
    keys("alt+2")
    app.settle()
    keys("ctrl+n")
    on(app, "Name")
    paste("张草稿")
    keys("Return")
    wait(lambda: "张草稿" in drafts(store).get("person", ""), "the draft of a person", LONG)
    kill(app)
    app = start(store)
    keys("alt+2")
    app.settle()
    keys("ctrl+n")
    t.ok("张草稿" in app.says("Typed and not saved").get_name(), "a person's form offers what was typed before the kill, by name")
    app.click("push button", "Discard")
    wait(lambda: "person" not in drafts(store), "the end of the draft", LONG)
    t.ok(True, "discarded, it is gone from the file")
    return app


def main():
    with tempfile.TemporaryDirectory() as folder:
        store = f"{folder}/office.xiangli"
        command("init", "--store", store, "--office", "220622103200")
        command("import", "residents", *glob.glob(f"{SAMPLES}/02_*那尔轰*"), "--store", store)
        app = start(store)
        try:
            open_form(app)
            keyboard(app, store)
            app = killed_in_a_ledger(app, store)
            app = killed_in_people(app, store)
        finally:
            if app.process.poll() is None:
                app.close()
    t.done()


main()
