#!/usr/bin/python3
"""init, settings, list, show and export as scripts use them; prints TAP."""
import csv
import os
import sqlite3
import sys

sys.path.insert(0, os.path.join(os.environ["G_TEST_SRCDIR"], "commands"))
from answers import folder, ok, run, store  # noqa: E402

SAMPLES = os.path.join(os.environ["G_TEST_SRCDIR"], "samples", "township")


def path(name):
    return os.path.join(folder, name)


def read(name, encoding="utf-8-sig"):
    with open(path(name), encoding=encoding, newline="") as f:
        return list(csv.DictReader(f))


print("1..8")

made = run("init", "--office", "220622103200")
assert made["name"] == "那尔轰村" and made["level"] == "village", made
assert "already" in run("init", "--office", "220622103200", expect=1)
assert run("list", "residents", "--count")["count"] == 0
ok("init makes an office once")

for args, code in ((("--office", "12"), 1), (("--office", "330000000000"), 1), (("--office", "530111999200"), 1), ((), 2)):
    run("init", *args, expect=code, at=path("other.xiangli"))
    assert not os.path.exists(path("other.xiangli")), args
rare = run("init", "--office", "530111999200", "--name", "莫𡐓村", at=path("rare.xiangli"))
assert rare["name"] == "莫𡐓村", rare
ok("init leaves no file when it refuses")

assert {s["key"]: s["value"] for s in run("settings")["settings"]}["visit-rate"] == "month-end"
assert run("settings", "visit-rate", "any-day")["settings"][0]["value"] == "any-day"
run("settings", "visit-rate", "sometimes", expect=1)
run("settings", "no-such", expect=1)
run("settings", "visit-target-percent", "ninety", expect=1)
assert run("settings", "visit-rate")["settings"][0]["value"] == "any-day"
run("undo")
assert run("settings", "visit-rate")["settings"][0]["value"] == "month-end"
ok("settings are checked, kept and undone")

run("import", "residents", os.path.join(SAMPLES, "02_居民花名册_那尔轰村.xlsx"))
everybody = run("list", "residents")
n = everybody["count"]
assert n == len(everybody["rows"]) == run("list", "residents", "--count")["count"] > 400
assert run("list", "residents", "--group", "1", "--count")["count"] < n
assert run("list", "residents", "--kind", "独居", "--count") == run("list", "residents", "--kind", "alone", "--count")
run("list", "residents", "--kind", "没有这种", expect=1)
run("list", "residents", "--group", "0", expect=2)
run("list", expect=2)
run("list", "nothing", expect=1)
ok("list narrows and counts")

head = next(r for r in everybody["rows"] if r["relation"] == "02" and r["id_number"])
shown = run("show", "resident", str(head["id"]))
assert shown["resident"]["name"] == head["name"] and any(m["person"] == head["id"] for m in shown["members"])
assert run("show", "resident", head["id_number"])["resident"]["id"] == head["id"]
home = run("show", "household", head["household_number"])
assert home["household"]["head"] == head["id"] and home["members"][0]["person"] == head["id"]
assert run("show", "household", str(home["household"]["id"]), "2020-01-01")["members"] == home["members"]
run("show", "resident", "7", expect=1)
run("show", "household", "没有这一户", expect=1)
run("show", "household", "1", "2026-02-30", expect=2)
ok("show finds by key, number and name")

for name in ("a.csv", "a.xlsx", "a.ods"):
    assert run("export", "residents", path(name))["rows"] == n
    again = run("import", "residents", path(name), "--dry-run")
    assert (again["added"], again["updated"], again["unchanged"]) == (0, 0, n), (name, again["added"], again["updated"])
ok("what goes out comes in again without a difference")

names = {r["姓名"] for r in read("a.csv")}
for mask, sample in (("public", "********"), ("strict", "***************")):
    run("export", "residents", path("m.csv"), "--mask", mask)
    rows = read("m.csv")
    assert not names & {r["姓名"] for r in rows} and all(sample in r["身份证号"] for r in rows if len(r["身份证号"]) == 18), mask
    assert not any(len(r["出生日期"]) > 4 for r in rows), mask
log = sqlite3.connect(f"file:{store}?mode=ro", uri=True).execute("SELECT kind, file, mask, n_rows FROM export_log").fetchall()
assert log == [("residents", f"a.{e}", "internal", n) for e in ("csv", "xlsx", "ods")], log
ok("masked exports hide, others are noted")

with open(path("rare.csv"), "w", encoding="utf-8") as f:
    f.write("姓名,住址\n徐㼆,莫𡐓村\n王一,河南村\n")
run("import", "residents", path("rare.csv"), at=path("rare.xiangli"))
assert run("export", "residents", path("r.csv"), at=path("rare.xiangli"))["rows"] == 2
assert {r["姓名"] for r in read("r.csv")} == {"徐㼆", "王一"}
run("export", "residents", path("r18.csv"), "--encoding", "gb18030", at=path("rare.xiangli"))
with open(path("r18.csv"), "rb") as f:
    data = f.read()
assert bytes.fromhex("82328d37") in data and bytes.fromhex("95368c35") in data
refused = run("export", "residents", path("rg.csv"), "--encoding", "gbk", at=path("rare.xiangli"), expect=1)
assert "㼆" in refused and "𡐓" in refused and not os.path.exists(path("rg.csv")), refused
run("export", "residents", path("x.pdfx"), expect=1)
ok("A20: rare names go out in UTF-8 and GB18030; GBK refuses and lists them")
