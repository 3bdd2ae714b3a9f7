#!/usr/bin/python3
"""The window by keyboard, as a screen reader hears it: first run, names, the walk by Tab, the grid, search, undo."""
import glob
import os
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(__file__))
import uidrv  # noqa: E402
from uidrv import keys, wait  # noqa: E402

EXE = os.environ["XL_EXE"]
SAMPLES = pathlib.Path(os.environ["G_TEST_SRCDIR"]) / "samples/township"
CONTROLS = {"push button", "toggle button", "check box", "entry", "text", "spin button", "combo box", "table cell"}
t = uidrv.Runner()


def command(*args):
    return subprocess.run([EXE, *args], capture_output=True, text=True, check=True).stdout


def is_seen(node):
    box = node.get_extents(uidrv.Atspi.CoordType.WINDOW)
    return box.width > 0 and box.height > 0


def is_badly_named(name):
    """Nothing, the class that GTK shows instead, or the same words twice ("_Save Save")."""
    words = name.replace("_", "").split()
    half = len(words) // 2
    return name == "" or name.startswith("Gtk") or (half > 0 and words[:half] == words[half:])


def nameless(app):
    """Controls without a good name of their own."""
    found = []
    for node in uidrv.walk(app.root):
        try:
            if node.get_role_name() in CONTROLS and is_seen(node) and is_badly_named(node.get_name() or ""):
                parent = node.get_parent()
                if parent is None or parent.get_role_name() not in ("text", "entry"):
                    found.append(f"{node.get_role_name()} {node.get_name()!r} in {parent.get_role_name()} {parent.get_name()!r}")
        except uidrv.GLib.Error:
            continue
    return found


def focus_name(app):
    node = app.focused()
    if node is None:
        return None
    box = node.get_extents(uidrv.Atspi.CoordType.WINDOW)
    return (node.get_role_name(), node.get_name(), box.x, box.y)


def is_cell(place):
    return place is not None and place[0] == "table cell"


def walk_by_tab(app, key, most=80):
    """The names the focus stands on, until it comes back to the first.  In a sheet Tab goes from cell to cell: there from the last line."""
    seen = []
    in_sheet = False
    for _ in range(most):
        before = focus_name(app)
        if not in_sheet and len(seen) > 1 and is_cell(before) and is_cell(seen[-2]):
            in_sheet = True
            keys("ctrl+End")
            wait(lambda: focus_name(app) not in (None, before), "the last line of the sheet", 10)
            before = focus_name(app)
        keys(key)
        try:
            wait(lambda: focus_name(app) not in (None, before), "the focus to move", 3)
        except uidrv.Timeout:
            return seen + ["trapped at %s" % (before,)]
        now = focus_name(app)
        if seen and now == seen[0]:
            return seen
        seen.append(now)
    return seen + ["no way round"]


def first_run(folder):
    store = f"{folder}/new/office.xiangli"
    app = uidrv.App([EXE, "--store", store])
    uidrv.activate()
    app.get("label", "Which village is it?")
    uidrv.paste("那尔轰村")
    app.get("push button", "那尔轰镇那尔轰村")
    keys("Return")
    app.get("label", "The village is chosen")
    t.ok(os.path.exists(store), "first run: a village's name and Enter make the office file")
    t.ok(app.find("push button", "Bring in the register") is not None, "first run: the next step is offered")
    app.close()


def rooms(app):
    names = [n.get_name() for n in uidrv.walk(app.get("list", "Rooms")) if n.get_role_name() == "list item"]
    t.ok(len(names) >= 3 and names[0] == "Home" and names[-1] == "Settings", f"rooms are named: {', '.join(names)}")
    for number, name in enumerate(names, 1):
        keys(f"alt+{number}")
        app.get("label", name)
        app.settle()
        bad = nameless(app)
        t.ok(not bad, f"{name}: every control has a name" + "".join("\n#   " + b for b in bad))
        keys("ctrl+k")      # from the head of the window: a list takes the focus back on the row it was left from
        wait(lambda: (focus_name(app) or ("",))[0] in ("text", "entry"), "the search entry")
        walk = walk_by_tab(app, "Tab") or ["no focus"]
        t.ok(not isinstance(walk[-1], str), f"{name}: Tab goes round without a trap" + f"\n#   {walk}" * isinstance(walk[-1], str))


def current_cell(app):
    node = app.focused()
    return node.get_name() if node is not None and node.get_role_name() == "table cell" else None


def row_of(app):
    cell = current_cell(app)
    return int(cell.rsplit("row ", 1)[1].split(",")[0]) if cell and "row " in cell else None


def grid(app):
    keys("alt+2")
    app.get("table", None)
    app.settle()
    keys("ctrl+Home")
    t.ok(wait(lambda: row_of(app) == 1, "the first row"), "grid: Ctrl+Home speaks the first row")
    keys("Down", "Down")
    t.ok(wait(lambda: row_of(app) == 3, "row 3"), "grid: Down speaks the next row: " + str(current_cell(app)))
    keys("ctrl+End")
    t.ok(wait(lambda: (row_of(app) or 0) > 100, "the last row"), f"grid: Ctrl+End goes to the last of {row_of(app)} rows")
    keys("ctrl+Home", "shift+Down", "shift+Right", "ctrl+c")
    app.says("Copied 2 rows")
    text = subprocess.run(["xclip", "-o", "-selection", "clipboard"], capture_output=True, text=True, timeout=10).stdout
    lines = text.rstrip("\n").split("\n")
    t.ok(len(lines) == 2 and all(len(line.split("\t")) == 2 for line in lines), "grid: a rectangle is copied as tab-separated text")


def search(app):
    keys("ctrl+k")
    wait(lambda: (focus_name(app) or ("",))[0] in ("text", "entry"), "the search entry")
    keys("=cw")
    app.get("label", "曹伟")
    keys("Return")
    t.ok(wait(lambda: current_cell(app) and "曹伟" in current_cell(app) or app.find("label", "曹伟"), "the record"),
         "search: initials and Enter open the record")
    keys("Escape")


def undo(app, store):
    before = command("list", "residents", "--store", store, "--count", "--json")
    keys("ctrl+z")
    app.says("Undone")
    wait(lambda: '"count" : 0' in command("list", "residents", "--store", store, "--count", "--json").replace('":', '" :')
         or command("list", "residents", "--store", store, "--count", "--json") != before, "the list to change")
    t.ok(True, "undo: Ctrl+Z takes the import back and says so")
    app.settle()
    keys("ctrl+shift+z")
    app.says("Done again")
    t.ok(command("list", "residents", "--store", store, "--count", "--json") == before, "redo: Ctrl+Shift+Z brings it again")


def main():
    with tempfile.TemporaryDirectory() as folder:
        store = f"{folder}/office.xiangli"
        command("init", "--store", store, "--office", "220622103200")
        command("import", "residents", *glob.glob(f"{SAMPLES}/02_*那尔轰*"), "--store", store)
        first_run(folder)
        app = uidrv.App([EXE, "--store", store])
        uidrv.activate()
        app.settle()
        try:
            rooms(app)
            grid(app)
            search(app)
            undo(app, store)
        finally:
            app.close()
    t.done()


main()
