#!/usr/bin/env python3
"""The templates, the schema for editors and the program say the same.  TAP."""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import jsonschema

top = pathlib.Path(sys.argv[1])
folder = top / "data/ledgers"
schema = json.loads((folder / "ledger.schema.json").read_text("utf-8"))
jsonschema.Draft7Validator.check_schema(schema)
validator = jsonschema.Draft7Validator(schema)
results = []


def check(name, problems):
    results.append((name, list(problems)))


def faults(document):
    return [f"{'/'.join(map(str, e.absolute_path))}: {e.message[:160]}" for e in validator.iter_errors(document)]


files = {p.stem: p for p in folder.glob("*.json") if p.name != "ledger.schema.json"}
for key, path in sorted(files.items()):
    document = json.loads(path.read_text("utf-8"))
    check(f"{key}: as the schema wants it", faults(document) + ([] if document["key"] == key else ["the key is another"]))
listed = [line.split("\t")[0] for line in (folder / "catalogue.tsv").read_text("utf-8").splitlines()[1:] if line]
check("catalogue.tsv lists every template once",
      [key for key in files if key not in listed] + [key for key in listed if key not in files or listed.count(key) > 1])

# One template with everything in it.
whole = {
    "$schema": "ledger.schema.json", "format": 1, "key": "everything", "version": 1, "title": "样样都有", "department": "测试", "action": "登记",
    "clauses": ["某文件 第一条"], "subject": "person", "subject_field": "who", "period": "month", "period_field": "day",
    "filing": "elder-visits", "same_when": ["who", "day"],
    "due": {"every": "month", "times": 1, "by": {"month": 1, "day": 17, "after": 0}, "of": "kind"},
    "active": {"from": "day", "to": "until", "ended": "over"}, "unique": [["who", "day"]],
    "no_overlap": {"same": ["place"], "on": "day", "from": "start", "to": "stop", "message": "时间冲突"},
    "running": {"balance": "rest", "plus": "income", "minus": "expense", "within": ["kind"], "order": ["day"]},
    "fields": [
        {"key": "who", "title": "人", "type": "person", "required": True, "headers": ["姓名"]},
        {"key": "age", "title": "年龄", "type": "integer", "from_person": "age"},
        {"key": "day", "title": "日期", "type": "date", "required": True, "default": "@today", "section": "时间", "help": "哪一天"},
        {"key": "until", "title": "止", "type": "date", "min": "2000-01-01", "max": "2100-01-01"},
        {"key": "start", "title": "始", "type": "time"}, {"key": "stop", "title": "终", "type": "time"},
        {"key": "kind", "title": "类", "type": "code", "codes": [{"code": "1", "name": "甲", "aliases": ["A"]}, {"code": "2", "name": "乙"}]},
        {"key": "income", "title": "收", "type": "money", "unit": "元", "total": "sum"},
        {"key": "expense", "title": "支", "type": "money"}, {"key": "rest", "title": "余", "type": "money", "total": "none"},
        {"key": "rate", "title": "率", "type": "decimal", "places": 2, "formula": "10000 * income / expense"},
        {"key": "over", "title": "完", "type": "yes-no"},
        {"key": "phone", "title": "电话", "type": "text", "sensitive": "phone"},
        {"key": "place", "title": "地点", "type": "place",
         "from_ledger": {"ledger": "service-facility", "field": "name", "show": ["name"], "refuse": False}},
    ],
    "checks": [{"key": "c", "expression": "until IS NULL OR until >= day", "fields": ["until"], "severity": "refuse", "message": "早于开始"}],
    "layouts": [{"key": "l", "title": "表", "mask": "public", "paper": "A3-landscape", "frozen": 1,
                 "columns": [{"number": True, "heading": "序号", "width_mm": 12}, {"field": "kind", "codes": True}, {"person": "age", "heading": "年龄"}]}],
    "indicators": [{"key": "i", "title": "率", "expression": "SELECT count (*) FROM ledger_everything WHERE period = :period", "unit": "个",
                    "comparator": "=", "target": 98.91, "rows": "SELECT id FROM ledger_everything",
                    "needs": [{"title": "人口", "expression": "SELECT count (*) FROM person"}]}],
    "alerts": [{"key": "a", "title": "到期", "expression": "until < :today", "state": "overdue", "field": "until", "home": True}],
    "reports": [{"key": "r", "title": "汇总", "parameters": ["period", "year", "from", "to"],
                 "columns": [{"key": "kind", "title": "类", "type": "code", "codes": [{"code": "1", "name": "甲"}]},
                             {"key": "rate", "title": "率", "type": "decimal", "unit": "%", "places": 2, "total": "average"}],
                 "query": "SELECT kind, avg (rate) FROM ledger_everything WHERE period = :period OR period LIKE :year || '%'"
                          " OR day BETWEEN :from AND :to GROUP BY kind"}],
}
by_list = dict(whole, key="by-list", due={"ledger": "elder-list", "from": "listed_on", "to": "removed_on", "policies": "visit-rate",
                                          "counted_by": "kind"})
by_list["indicators"], by_list["reports"] = [], []
check("a template with everything in it is as the schema wants it", faults(whole) + faults(by_list))

store = pathlib.Path(tempfile.mkdtemp()) / "office.xiangli"
env = dict(os.environ, XL_DATA_DIR=str(top / "data"))
subprocess.run([os.environ["XL_EXE"], "init", "--office", "220622103200", "--store", store], check=True, capture_output=True, env=env)


def add(document):
    path = store.parent / "given.json"
    path.write_text(json.dumps(document, ensure_ascii=False), "utf-8")
    done = subprocess.run([os.environ["XL_EXE"], "ledger", "add", path, "--store", store], capture_output=True, text=True, env=env)
    return done.returncode, done.stderr.strip()


check("the program takes it", [f"{code}: {words}" for code, words in map(add, (whole, by_list)) if code != 0])


# Members: each of the schema stands in it, and the program knows the same ones.
def members(node, found):
    found.update(node.get("properties", {}))
    inner = [node["items"]] if "items" in node else []
    for child in list(node.get("properties", {}).values()) + node.get("oneOf", []) + inner:
        members(child, found)
    return found


def used(node, found):
    if isinstance(node, dict):
        found.update(node)
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else []:
        used(child, found)
    return found


named = members(schema, set())
known = set()
for source in (top / "app/ledgers").glob("xl-template-*.c"):
    for body in re.findall(r"known\[\] = \{(.*?)\}", source.read_text("utf-8"), re.S):
        known.update(re.findall(r'"([^"]+)"', body))
check("every member of the schema is used above", named - used(whole, used(by_list, set())))
check("the program knows every member of the schema", named - known)
check("the schema knows every member of the program", known - named)


# What one refuses the other refuses too.
def without(path):
    document = json.loads(json.dumps(whole))
    node = document
    for step in path[:-1]:
        node = node[step]
    del node[path[-1]]
    return document


def changed(path, value):
    document = json.loads(json.dumps(whole))
    node = document
    for step in path[:-1]:
        node = node[step]
    node[path[-1]] = value
    return document


wrong = [without([key]) for key in ("format", "key", "version", "title", "department", "action", "fields")]
wrong += [without(["fields", 0, key]) for key in ("key", "title", "type")]
wrong += [without(["due", "every"]), without(["no_overlap", "message"]), without(["running", "order"]), without(["alerts", 0, "title"]),
          without(["reports", 0, "columns"]), without(["indicators", 0, "needs", 0, "title"])]
wrong += [changed(["format"], 2), changed(["key"], "A"), changed(["version"], 0), changed(["subject"], "dog"), changed(["period"], "fortnight"),
          changed(["due", "every"], "fortnight"), changed(["due", "times"], 0), changed(["due", "by", "day"], 32), changed(["unique"], [[]]),
          changed(["fields", 0, "type"], "blob"), changed(["fields", 7, "total"], "most"), changed(["fields", 10, "places"], 7),
          changed(["fields", 1, "from_person"], "secret"), changed(["fields", 12, "sensitive"], "all"), changed(["alerts", 0, "state"], "late"),
          changed(["reports", 0, "parameters"], ["who"]), changed(["reports", 0, "columns"], []), changed(["title"], "长" * 61),
          changed(["checks", 0, "severity"], "fatal"), changed(["layouts", 0, "paper"], "B5"), changed(["surprise"], 1),
          changed(["indicators", 0, "comparator"], "<"), changed(["running", "surprise"], 1), changed(["active"], {})]
check("what the schema refuses the program refuses",
      [f"{number}: {'schema' if not faults(d) else 'program'}" for number, d in enumerate(wrong) if not faults(d) or add(d)[0] != 1])

print(f"1..{len(results)}")
for number, (name, problems) in enumerate(results, 1):
    print(f"{'not ok' if problems else 'ok'} {number} - {name}")
    for problem in problems[:20]:
        print(f"#   {problem}")
sys.exit(any(problems for _, problems in results))
