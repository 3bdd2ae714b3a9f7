#!/usr/bin/python3
"""2,000 × 12 cells copied in LibreOffice Calc, pasted into a ledger through the clipboard of the display, and copied back."""
import csv
import io
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(__file__))
import uidrv  # noqa: E402
from uidrv import keys, wait  # noqa: E402

EXE = os.environ["XL_EXE"]
TITLE, ROWS, COLUMNS, LONG = "剪贴板台账", 2000, 12, 120
# What Calc must hand over as it is: commas, quotes, spaces inside, marks, and figures that are no numbers.
CELLS = [[f"名{r}列{c}" if c % 4 else f"{r:05d}号" if c else f"行 {r}, “第{r % 7}组”" for c in range(COLUMNS)] for r in range(ROWS)]
t = uidrv.Runner()


def calc():
    """A LibreOffice that has windows; the one of servers has none."""
    program = os.environ.get("XL_SOFFICE") or shutil.which("soffice")
    if program is None or shutil.which("xclip") is None:
        return None
    folder = pathlib.Path(program).resolve().parent
    return program if any(folder.glob("libvclplug_[gkq]*.so")) else None


def command(store, *args):
    return subprocess.run([EXE, *args, "--store", store], capture_output=True, text=True, check=True).stdout


def make_office(folder):
    store = f"{folder}/office.xiangli"
    fields = [{"key": f"c{n}", "title": f"第{n + 1}栏", "type": "text", "required": n == 0} for n in range(COLUMNS)]
    ledger = {"format": 1, "key": "clipboard-block", "version": 1, "title": TITLE, "department": "综合", "action": "登记",
              "clauses": ["测试"], "subject": "none", "period": "event", "fields": fields}
    pathlib.Path(f"{folder}/ledger.json").write_text(json.dumps(ledger, ensure_ascii=False), "utf-8")
    pathlib.Path(f"{folder}/first.csv").write_text(",".join(f["title"] for f in fields) + "\n" + ",".join(["旧"] * COLUMNS) + "\n", "utf-8")
    command(store, "init", "--office", "220622103200")
    command(store, "ledger", "add", f"{folder}/ledger.json")
    command(store, "import", "clipboard-block", f"{folder}/first.csv")
    return store


def clipboard(target):
    done = subprocess.run(["timeout", "60", "xclip", "-selection", "clipboard", "-o", "-t", target], capture_output=True)
    return done.stdout.decode(errors="replace")


def copy_in_calc(program, folder):
    """Calc with the block copied; it stays, as the clipboard is its own."""
    with open(f"{folder}/block.csv", "w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(CELLS)
    env = dict(os.environ, SAL_USE_VCLPLUGIN="gen", HOME=folder)
    env.pop("G_DEBUG", None)
    process = subprocess.Popen([program, f"-env:UserInstallation=file://{folder}/profile", "--norestore", "--nologo", "--nofirststartwizard",
                                "--calc", "--infilter=CSV:44,34,76,1", f"{folder}/block.csv"], env=env, start_new_session=True,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait(lambda: subprocess.run(["xdotool", "search", "--onlyvisible", "--name", "block.csv"], capture_output=True).stdout,
         "the window of Calc", LONG)

    def copied():
        uidrv.activate("block.csv")
        keys("Escape", "ctrl+a", "ctrl+c")
        return "text/html" in clipboard("TARGETS")

    wait(copied, "the block on the clipboard", LONG, 2)
    return process


def rows(store):
    return json.loads(command(store, "list", "clipboard-block", "--json"))["rows"]


def cells(store):
    return [[row.get(f"c{n}") for n in range(COLUMNS)] for row in rows(store)]


def open_the_ledger(app):
    def focus():
        node = app.focused()
        return (node.get_name() or "") if node is not None else ""

    uidrv.activate("Xiangli")
    keys("alt+3")
    wait(lambda: "row 1" in focus(), "the ledgers", LONG)
    keys("ctrl+f", "=jtb", "Return")        # 剪贴板
    wait(lambda: TITLE in focus(), f"the ledger, not {focus()}", LONG)
    keys("Return")
    wait(lambda: "旧" in focus(), f"its record, not {focus()}", LONG)
    keys("ctrl+Home")


def paste(app, store):
    began = time.time()
    keys("ctrl+v")
    app.get("push button", "Paste and add", timeout=LONG)
    asked = time.time()
    keys("Return")
    wait(lambda: json.loads(command(store, "list", "clipboard-block", "--count", "--json"))["count"] == ROWS, "the records", LONG, 0.1)
    print(f"# read and asked in {asked - began:.2f} s, written {time.time() - asked:.2f} s later", flush=True)
    t.ok(sorted(cells(store)) == sorted(CELLS), f"what Calc had copied is in the file: {ROWS} × {COLUMNS}")


def copy_back(app):
    keys("ctrl+Home", "ctrl+a", "ctrl+c")
    app.says(f"Copied {ROWS} rows", LONG)

    def same():
        back = list(csv.reader(io.StringIO(clipboard("UTF8_STRING")), delimiter="\t"))
        return sorted(back) == sorted(CELLS)

    wait(same, "the same cells on the clipboard", LONG, 1)
    t.ok(True, "copied back it is the same")


def main():
    program = calc()
    if program is None:
        print("1..0 # SKIP LibreOffice Calc with a window, or xclip, is not installed")
        return
    with tempfile.TemporaryDirectory() as folder:
        store = make_office(folder)
        office = copy_in_calc(program, folder)
        app = uidrv.App([EXE, "--store", store])
        try:
            open_the_ledger(app)
            paste(app, store)
            copy_back(app)
        finally:
            app.close()
            os.killpg(office.pid, 15)
            office.wait(30)
    t.done()


main()
