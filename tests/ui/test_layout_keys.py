#!/usr/bin/python3
"""A department's form out of a ledger by keyboard: columns chosen, moved, kept, put out, taken back."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(__file__))
import uidrv  # noqa: E402
from uidrv import keys, wait  # noqa: E402

EXE = os.environ["XL_EXE"]
LONG = 60
t = uidrv.Runner()
CSV = """资产编号,资产名称,类别,经营属性,存放地点
ZC-001,村部办公楼,房屋,非经营性,村部
ZC-002,二组仓库,房屋,经营性,二组
"""


def command(store, *args):
    done = subprocess.run([EXE, *args, "--store", store, "--json"], capture_output=True, text=True)
    assert done.returncode == 0, (args, done.stderr)
    return json.loads(done.stdout) if done.stdout.strip() else None


def focus(app):
    node = app.focused()
    return (node.get_role_name(), node.get_name() or "") if node is not None else ("", "")


def tab_to(app, holds, what):
    seen = []
    for _step in range(40):
        if holds(focus(app)):
            return
        seen.append(focus(app))
        keys("Tab")
        app.settle(0.15)
    raise uidrv.Timeout(f"Tab does not lead to {what}, but to {seen}")


def kept(store):
    return [layout for layout in command(store, "layout", "list", "assets")["layouts"] if layout.get("department") == "MZ"]


def main():
    with tempfile.TemporaryDirectory() as folder:
        store = f"{folder}/office.xiangli"
        sheet = pathlib.Path(folder, "assets.csv")
        sheet.write_text(CSV, encoding="utf-8")
        command(store, "init", "--office", "220622103200")
        command(store, "import", "assets", str(sheet))
        app = uidrv.App([EXE, "--store", store], env={"LC_ALL": "C.UTF-8", "LANGUAGE": ""})
        try:
            uidrv.activate()
            keys("alt+3")
            wait(lambda: "Residents" in focus(app)[1], "the catalogue", LONG)
            keys("ctrl+f", "=jtzctz", "Return")
            wait(lambda: "集体资产" in focus(app)[1], "the ledger's line", LONG)
            keys("Return")
            wait(lambda: "ZC-00" in focus(app)[1], "its records", LONG)
            app.click("push button", "Forms")
            app.get("label", "Masking", timeout=LONG)
            app.settle()
            if os.environ.get("XL_PICTURES"):
                subprocess.run(["import", "-window", "root", os.environ["XL_PICTURES"] + "/layout.png"], check=True)
            t.ok(True, "the forms of the ledger open over it")
            for initials in ("=zcbh", "=zcmc", "=cfdd"):
                keys("ctrl+a", initials)
                app.settle(0.3)
                keys("Return")
                app.settle(0.3)
            department = app.get("entry", "Department") if app.find("entry", "Department") else app.get("text", "Department")
            title = app.get("entry", "Title") if app.find("entry", "Title") else app.get("text", "Title")
            app.set(department, "MZ")
            app.set(title, "Stock")
            keys("ctrl+s")
            wait(lambda: kept(store), "the form to be kept", LONG)
            t.ok(kept(store)[0]["title"] == "Stock" and kept(store)[0]["columns"] == 3, "initials and Enter choose columns; Ctrl+S keeps the form under its department and title")
            before = command(store, "layout", "show", "assets", "MZ·Stock")["columns"]
            tab_to(app, lambda at: at == ("list item", "存放地点"), "the column 存放地点")
            keys("alt+Up", "ctrl+s")
            wait(lambda: command(store, "layout", "show", "assets", "MZ·Stock")["columns"] != before, "the new order", LONG)
            after = command(store, "layout", "show", "assets", "MZ·Stock")["columns"]
            t.ok(sorted(map(str, before)) == sorted(map(str, after)), "Alt+Up moves a column: the same columns in another order")
            keys("Escape")
            app.gone("label", "Masking", timeout=LONG)
            keys("ctrl+z")
            wait(lambda: command(store, "layout", "show", "assets", "MZ·Stock")["columns"] == before, "the old order", LONG)
            t.ok(True, "Escape leaves; Ctrl+Z takes the last change of the form back")
        finally:
            if app.process.poll() is None:
                app.close()
    t.done()


main()
