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
        app.click("push button", "Duplicates")
        app.get("label", "names that sound the same")
        app.settle()
        picture("duplicates")
        t.ok(app.find("label", "This row stays") is not None, "the two rows stand side by side")
        second = app.get("radio button", "Name: 王晓明") if app.find("radio button", "Name") else app.get("check box", "Name: 王晓明")
        t.ok(second is not None, "where they differ there is a choice, which names its field")
        second.grab_focus()
        keys("space")
        keys("alt+m")
        app.get("label", "Nobody seems to stand in the register twice")
        wait(lambda: len(people(store)) == 2, "two people")
        names = {p["name"]: p for p in people(store)}
        t.ok("王晓明" in names and names["王晓明"]["phone"] == "13800000002" and names["王晓明"].get("address") == "河南组8号",
             "Alt+M makes one of them: the name as chosen, all that either knew")
        app.click("radio button" if app.find("radio button", "Merged") else "toggle button", "Merged")
        line = app.get("list item", None, under=app.get("list", "Merged"))
        line.grab_focus()
        keys("space")
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
