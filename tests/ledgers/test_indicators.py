#!/usr/bin/python3
"""The indicator sets: values, targets, what is missing, the rows behind; scenario A10; prints TAP."""
import json
import os
import pathlib
import subprocess
import tempfile

EXE = os.environ["XL_EXE"]
folder = tempfile.mkdtemp(prefix="xl-indicators-")
store = os.path.join(folder, "office.xiangli")
done = 0
PROFILES = """所属村,统计日期,类型,城镇常住人口,社区工作者,社工师,社区总建筑面积,商业设施面积,普惠托育机构,家长学校,残疾人协会
那尔轰村,2026-01-10,农村,0,,,12000,800,否,是,是
小西头村,2026-01-10,农村,0,,,9000,300,是,是,是
黄酒馆村,2026-01-10,城市社区,6000,12,2,40000,5000,是,否,是
"""
FACILITIES = """所属村,设施名称,设施类别,城乡,启用日期,服务户数,建筑面积,居民活动面积,政务自助设备
那尔轰村,那尔轰村党群服务中心,综合服务设施,农村,2020-01-01,486,172,98,否
黄酒馆村,黄酒馆社区服务站,综合服务设施,城市,2020-01-01,300,520,400,是
"""


def run(*args, expect=0):
    r = subprocess.run([EXE, *args, "--json", "--store", store, "--on", "2026-06-30"], capture_output=True, text=True, timeout=120)
    assert r.returncode == expect, (args, r.returncode, r.stdout, r.stderr)
    return json.loads(r.stdout) if expect == 0 else json.loads(r.stderr.strip().splitlines()[-1])["error"]


def ok(name):
    global done
    done += 1
    print(f"ok {done} {name}", flush=True)


def values(*args):
    return {r["key"]: r for r in run("indicators", *args)["rows"]}


def bring(kind, text):
    path = pathlib.Path(folder, kind + ".csv")
    path.write_text(text, "utf-8")
    made = run("import", kind, str(path))
    assert made["refused"] == 0, made


print("1..7")
run("init", "--office", "220622103000", "--level", "township")
jingyu, kunming = run("indicators", "--set", "jingyu"), run("indicators", "--set", "kunming")
assert len(jingyu["rows"]) == 8 and len(kunming["rows"]) == 14
assert [r["kind"] for r in jingyu["rows"]] == ["预期性"] * 7 + ["约束性"] and {r["kind"] for r in kunming["rows"]} == {"预期性"}
assert [r["target"] for r in jingyu["rows"]] == [100, 100, 10, 30, 60, 100, 18, 3]
assert [r["target"] for r in kunming["rows"]] == [100, 100, 10, 30, 60, 100, 18, 90, 100, 90, 80, 100, 100, 100]
assert [r["base"] for r in jingyu["rows"]] == [100, 100, None, 30, None, None, 15.4, 2.9]
ok("8 and 14 rows with the targets, bases and kinds of the papers")

assert all(r["value"] is None and not r["met"] and r["missing"] for r in jingyu["rows"] + kunming["rows"])
assert jingyu["rows"][0]["missing"] == ["农村（村（社区）基本情况）"], jingyu["rows"][0]
ok("an empty office: nothing can be computed, and each says what is missing")

bring("village-profile", PROFILES)
bring("service-facility", FACILITIES)
got = {k: (r["value"], r["met"]) for k, r in values("--set", "jingyu").items()}
assert got == {"rural-facilities": (50.0, False), "urban-facilities": (100.0, True), "commercial-share": (11.13, True),
               "area-per-hundred": (88.04, True), "activity-share": (71.97, True), "self-service": (100.0, True),
               "workers": (20.0, True), "social-workers": (2.0, False)}, got
ok("a township: all of its villages together")

got = {k: (r["value"], r["met"]) for k, r in values("--set", "kunming").items() if r["value"] is not None}
assert got["day-care"] == (0.0, False) and got["nurseries"] == (66.7, False) and got["rural-parent-schools"] == (100.0, True), got
assert got["urban-parent-schools"] == (0.0, False) and got["disabled-societies"] == (100.0, True), got
ok("the other set from the same records")

village = values("--set", "jingyu", "--office", "220622103200")
assert (village["area-per-hundred"]["value"], village["area-per-hundred"]["met"]) == (35.39, True)      # A10
assert (village["activity-share"]["value"], village["activity-share"]["met"]) == (56.98, False)         # A10
assert village["workers"]["missing"] == ["城市社区（村（社区）基本情况）"], village["workers"]
ok("A10: 35.39 and 56.98 %, half up, one met and one not")

assert village["activity-share"]["rows"] == 1
behind = run("indicators", "--set", "jingyu", "--rows", "activity-share", "--office", "220622103200")
assert behind["ledger"] == "service-facility" and len(behind["ids"]) == 1
assert run("show", "service-facility", str(behind["ids"][0]))
ok("the records behind a number can be looked at")

assert "no indicator set" in run("indicators", "--set", "atlantis", expect=1)
assert "no indicator" in run("indicators", "--set", "jingyu", "--rows", "atlantis", expect=1)
pdf = os.path.join(folder, "indicators.pdf")
made = run("file", "indicators-jingyu", "--period", "2026", "--out", pdf)
assert run("verify", pdf)["ok"], made
text = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout
assert "88.04平方米" in text and "未达标" in text and "≥18人" in text, text
ok("unknown sets are refused; the paper holds the values")
