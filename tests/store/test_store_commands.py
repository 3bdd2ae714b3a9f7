#!/usr/bin/python3
"""check, log, undo, redo, backup, restore and search as scripts use them; prints TAP."""
import os
import shutil
import sys

sys.path.insert(0, os.path.join(os.environ["G_TEST_SRCDIR"], "commands"))
from answers import folder, ok, run, store  # noqa: E402


def csv(rows):
    path = os.path.join(folder, "people.csv")
    with open(path, "w", encoding="utf-8") as f:
        f.write("姓名,性别,联系电话\n" + "".join(",".join(r) + "\n" for r in rows))
    return path


print("1..8")
assert run("check", expect=1).endswith("there is no such file")
run("init", "--office", "220622102201")
run("import", "residents", csv([("张三丰", "男", "13800001234"), ("欧阳小明", "女", "13900005678"), ("莫𡐓", "男", "")]))

log = run("log")
assert [e["kind"] for e in log][0] == "import" and log[0]["seq"] == len(log) and log[0]["rows"] >= 3, log
assert len(run("log", "1")) == 1
run("log", "many", expect=2)
ok("log tells who did what")

for text, names in (("张三", ["张三丰"]), ("zsf", ["张三丰"]), ("ouyang", ["欧阳小明"]), ("5678", ["欧阳小明"]),
                    ("𡐓", ["莫𡐓"]), ("小 欧阳", ["欧阳小明"]), ("没有", [])):
    found = run("search", text)
    assert [r["title"] for r in found["rows"] if r["kind"] == "person"] == names, (text, found)
run("search", expect=2)
ok("search finds by characters, initials, pinyin and last digits")

assert len(run("undo")) == 1
assert run("search", "张三")["count"] == 0
assert len(run("redo", "9")) == 1
assert run("search", "张三")["count"] == 1
assert "nothing to redo" in run("redo", expect=1)
run("undo", "0", expect=2)
ok("undo and redo reach across calls of the program")

answer = run("check")
assert answer["ok"] and answer["changes"] == len(run("log")) and answer["problems"] == [], answer
ok("check of a whole file")

copy = os.path.join(folder, "copy.xiangli")
assert run("backup", copy)["bytes"] == os.path.getsize(copy) > 0
assert run("check", at=copy)["ok"]
assert "could not be written" in run("backup", os.path.join(folder, "nowhere", "copy.xiangli"), expect=1)
assert not [n for n in os.listdir(folder) if ".part" in n]
ok("backup writes a whole copy")

run("undo")
other = os.path.join(folder, "other.txt")
with open(other, "w", encoding="utf-8") as f:
    f.write("not an office file, whatever it says")
assert "no office file" in run("restore", other, expect=1)
assert run("search", "张三")["count"] == 0
kept = run("restore", copy)["kept"]
assert os.path.exists(kept) and run("search", "张三")["count"] == 1
assert run("search", "张三", at=kept)["count"] == 0
ok("restore puts a verified copy in place and keeps the file aside")

size = os.path.getsize(store)
run("backup", copy)
with open(store, "r+b") as f:
    f.truncate(size * 3 // 4 // 4096 * 4096)
error = run("check", expect=3)
assert copy in error or kept in error, error
assert "damaged" in run("search", "张", expect=3)
run("restore", copy)
assert run("check")["ok"]
ok("a damaged file is told, with the newest good copy, and made good by it")

shutil.copy(copy, os.path.join(folder, "new.xiangli"))
with open(os.path.join(folder, "new.xiangli"), "r+b") as f:
    f.seek(60)
    f.write((9999).to_bytes(4, "big"))   # user_version
assert "newer release" in run("check", expect=3, at=os.path.join(folder, "new.xiangli"))
ok("a file of a newer release is refused")
