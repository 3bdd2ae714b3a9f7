#!/usr/bin/python3
"""Duplicates found, merged and parted again by keyboard, as a screen reader hears it; undo takes it back."""
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
t = uidrv.Runner()
ROWS = """姓名,性别,出生日期,手机,村民小组,户号,与户主关系,住址
王小明,男,1990-05-06,,2,002,户主,河南组8号
王晓明,男,1990-05-06,13800000002,2,,,
赵一,女,1960-01-02,,2,003,户主,
"""


def command(*args):
    return subprocess.run([EXE, *args, "--json"], capture_output=True, text=True, check=True).stdout


def people(store):
    return json.loads(command("list", "residents", "--store", store))["rows"]


def picture(name):
    """Where XL_PICTURES names a folder the screen is kept there, to be looked at."""
    if os.environ.get("XL_PICTURES"):
        subprocess.run(["import", "-window", "root", f"{os.environ['XL_PICTURES']}/{name}.png"], check=True)


def tab_to(app, name, role=None):
    """Tab until the focus stands on what is called so."""
    seen = []
    for _ in range(15):
        node = app.focused()
        if node is not None and (name is None or name in (node.get_name() or "")) and role in (None, node.get_role_name()):
            return
        seen.append(node and (node.get_role_name(), node.get_name()))
        keys("Tab")
        app.settle(0.15)
    raise uidrv.Timeout(f"Tab does not lead to {name or role}, but to {seen}")


def main():
    with tempfile.TemporaryDirectory() as folder:
        store = f"{folder}/office.xiangli"
        table = pathlib.Path(folder, "people.csv")
        table.write_text(ROWS, "utf-8")
        command("init", "--store", store, "--office", "220622103200")
        command("import", "residents", str(table), "--store", store)
        app = uidrv.App([EXE, "--store", store])
        uidrv.activate()
        keys("alt+2")
        app.get("table", None)
        app.settle()
        keys("ctrl+shift+d")
        app.get("label", "names that sound the same")
        app.settle()
        picture("duplicates")
        t.ok(app.find("label", "This row stays") is not None, "the two rows stand side by side")
        t.ok(app.find("check box", "Name: 王晓明") is not None, "where they differ there is a choice, which names its field")
        tab_to(app, "Name:")
        keys("Right")
        wait(lambda: "王晓明" in (app.focused().get_name() or ""), "the other name")
        keys("alt+m")
        app.get("label", "Nobody seems to stand in the register twice")
        wait(lambda: len(people(store)) == 2, "two people")
        names = {p["name"]: p for p in people(store)}
        t.ok("王晓明" in names and names["王晓明"]["phone"] == "13800000002" and names["王晓明"].get("address") == "河南组8号",
             "Alt+M makes one of them: the name as chosen, all that either knew")
        tab_to(app, "Merged")
        keys("space")
        app.settle()
        picture("tab")
        app.get("list item", None, under=app.get("list", "Merged"))
        wait(lambda: app.focused() is not None and app.focused().get_role_name() == "list item", "the merge")
        picture("merged")
        keys("alt+p")
        wait(lambda: len(people(store)) == 3, "three people")
        names = {p["name"]: p for p in people(store)}
        t.ok(names["王小明"].get("address") == "河南组8号" and names["王晓明"]["phone"] == "13800000002", "Alt+P parts them again")
        keys("Escape")
        keys("ctrl+z", "ctrl+z")
        wait(lambda: len(people(store)) == 3 and json.loads(command("duplicates", "--store", store))["pairs"], "the pair")
        t.ok(True, "Ctrl+Z twice: as before")
        app.close()
    t.done()


main()
