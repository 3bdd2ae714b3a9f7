#!/usr/bin/python3
"""A ledger by keyboard, as a screen reader hears it: opened, typed into, refused, filtered, pasted into, undone."""
import gettext
import json
import os
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(__file__))
import uidrv  # noqa: E402
from uidrv import keys, paste, wait  # noqa: E402

EXE = os.environ["XL_EXE"]
TOP = pathlib.Path(os.environ["G_TEST_SRCDIR"]).parent
LOCALES = subprocess.run(["locale", "-a"], capture_output=True, text=True).stdout.split()
CHINESE = "zh_CN.utf8" in LOCALES
WORDS = gettext.translation("xiangli", os.environ.get("XL_LOCALE_DIR"), ["zh_CN"], fallback=True) if CHINESE else gettext.NullTranslations()
TITLE = "集体资产台账"
LONG = 60
t = uidrv.Runner()
_ = WORDS.gettext
CSV = """资产编号,资产名称,类别,经营属性,存放地点
ZC-001,村部办公楼,房屋,非经营性,村部
ZC-002,二组仓库,房屋,经营性,二组
ZC-003,拖拉机,机械设备,经营性,二组仓库
"""


def command(store, *args):
    done = subprocess.run([EXE, *args, "--store", store, "--json"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout) if done.stdout.strip() else None


def rows(store):
    return command(store, "list", "assets")["rows"]


def names(store):
    return sorted(row["name"] for row in rows(store))


class Clerk:
    def __init__(self, app, store):
        self.app, self.store = app, store

    def focus(self):
        node = self.app.focused()
        return (node.get_role_name(), node.get_name() or "") if node is not None else ("", "")

    def on(self, words):
        wait(lambda: words in self.focus()[1], f"the focus on {words!r}, not {self.focus()}", LONG)

    def says(self, words):
        return self.app.says(words, LONG)

    def has(self, what, holds):
        wait(lambda: holds(rows(self.store)), what, LONG)
        t.ok(True, what)


def open_the_ledger(clerk):
    keys("alt+3")
    clerk.on(_("Residents"))
    keys("ctrl+f", "=jtzctz")
    keys("Return")
    clerk.on(TITLE)
    keys("Return")
    clerk.on("ZC-00")
    t.ok(True, "initials and Enter open the ledger: " + clerk.focus()[1])
    keys("alt+3")
    clerk.on(TITLE)
    t.ok(True, "the room's key once more: back to the list, on the ledger")
    keys("Return")
    clerk.on("ZC-00")


def type_into_a_cell(clerk):
    keys("ctrl+Home", "Right")
    clerk.on("资产名称")
    keys("=Tractor", "Return")
    clerk.has("what was typed is in the file", lambda all: any(row["name"] == "Tractor" for row in all))
    keys("ctrl+z")
    clerk.has("Ctrl+Z takes it back", lambda all: all and not any(row["name"] == "Tractor" for row in all))


def filter_a_column(clerk):
    keys("ctrl+Home", "Right")
    keys("ctrl+shift+l")
    clerk.app.get("push button", WORDS.pgettext("filter", "Filter"), timeout=LONG)
    wait(lambda: clerk.focus()[0] in ("text", "entry"), f"the filter's entry, not {clerk.focus()}", LONG)
    paste("仓库")
    keys("Return")
    words = WORDS.pgettext("filter", "%s: with “%s”") % ("资产名称", "仓库")
    clerk.says(words)
    t.ok(True, "the filter stands above the list: " + words)
    clerk.on("二组仓库")
    t.ok(True, "and its record under the cursor")
    keys("shift+Tab")
    clear = _("Clear the filters")
    for _step in range(12):
        if clear in clerk.focus()[1]:
            break
        keys("shift+Tab")
    clerk.on(clear)
    keys("Return")
    clerk.app.gone("label", words)
    t.ok(True, "one key takes the filters away")


def paste_a_block(clerk):
    keys("ctrl+Home", "Right")
    clerk.on("资产名称")
    paste("复印机\n投影仪\n")
    clerk.has("a block from the clipboard is written", lambda all: {"复印机", "投影仪"} <= {row["name"] for row in all})
    keys("ctrl+z")
    clerk.has("one step takes all of it back", lambda all: not {"复印机", "投影仪"} & {row["name"] for row in all})


def main():
    with tempfile.TemporaryDirectory() as folder:
        store = f"{folder}/office.xiangli"
        sheet = f"{folder}/资产.csv"
        pathlib.Path(sheet).write_text(CSV, encoding="utf-8")
        subprocess.run([EXE, "init", "--office", "220622103200", "--store", store], check=True, capture_output=True)
        command(store, "import", "assets", sheet)
        env = {"LC_ALL": "zh_CN.UTF-8" if CHINESE else "C.UTF-8", "LANGUAGE": ""}
        app = uidrv.App([EXE, "--store", store], env=env)
        clerk = Clerk(app, store)
        try:
            uidrv.activate()
            open_the_ledger(clerk)
            type_into_a_cell(clerk)
            filter_a_column(clerk)
            paste_a_block(clerk)
        finally:
            if app.process.poll() is None:
                app.close()
        t.ok(names(store) == ["二组仓库", "拖拉机", "村部办公楼"], "the file is as it was")
    t.done()


main()
