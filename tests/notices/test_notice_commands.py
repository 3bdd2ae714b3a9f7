#!/usr/bin/python3
"""notice, notice add, list notices|tasks, task: from the command line."""
import json
import os
import pathlib
import subprocess
import tempfile

EXE = os.environ["XL_EXE"]
SAMPLES = pathlib.Path(os.environ["G_TEST_SRCDIR"]) / "notices" / "samples"
n = 0
failed = 0


def run(*args, store=None, on="2026-11-21"):
    argv = [EXE, *map(str, args)] + (["--store", str(store)] if store else []) + ["--on", on]
    env = {k: v for k, v in os.environ.items() if k != "LANGUAGE"}
    done = subprocess.run(argv, capture_output=True, text=True, env=env)
    return done.returncode, done.stdout, done.stderr


def as_json(*args, **more):
    code, out, err = run(*args, "--json", **more)
    return code, json.loads(out) if out.strip() else None, err


def check(good, what):
    global n, failed
    n += 1
    failed += not good
    print(f"{'ok' if good else 'not ok'} {n} {what}", flush=True)


def sample(name):
    return next(SAMPLES.glob(name + "*.pdf"))


with tempfile.TemporaryDirectory() as folder:
    store = pathlib.Path(folder) / "office.xiangli"
    run("init", "--office", "220622103200", store=store)

    code, notice, _ = as_json("notice", sample("v01"))
    truth = json.loads(sample("v01").with_suffix(".json").read_text())
    check(code == 0 and notice["doc_number"] == truth["doc_number"], "read-only-says-the-number")
    check(set(truth) - {"set", "producer", "features", "user_password"} <= set(notice), "keys-of-the-truth-are-there")
    places = [p for p in notice["places"] if p["fact"] == "title"]
    check(len(places) == 1 and places[0]["lines"][0][0] == 1 and places[0]["confidence"] > 0.8, "facts-have-places-and-confidence")
    check(as_json("list", "notices", store=store)[1]["count"] == 0, "reading-keeps-nothing")

    code, refused, err = as_json("notice", sample("v32"))
    check(code == 1 and refused["error_kind"] == "not_pdf" and "v32-html-renamed.pdf" in err, "a-web-page-is-refused-by-name")
    check(run("notice", sample("v16"))[0] == 1, "needs-a-password")
    code, opened, _ = as_json("notice", sample("v16"), "--password", "yunling2026")
    check(code == 0 and opened["written_date"] == "2026-03-06", "opens-with-its-password")
    check(run("notice")[0] == 2 and run("notice", "--no-such", sample("v01"))[0] == 2, "wrong-words-are-usage")

    code, kept, _ = as_json("notice", "add", sample("v01"), store=store)
    check(code == 0 and kept["added"] == 1 and kept["tasks"] == 0, "added-unconfirmed-makes-no-task")
    code, kept, _ = as_json("notice", "add", "--confirm", sample("v03"), store=store)
    check(kept["added"] == 1 and kept["tasks"] == 2, "added-confirmed-makes-tasks")
    code, kept, _ = as_json("notice", "add", "--confirm", sample("v03"), store=store)
    check(kept["added"] == 0 and kept["unchanged"] == 1, "the-same-file-is-kept-once")
    code, _, err = run("notice", "add", sample("v05"), sample("v30"), store=store)
    rows = as_json("list", "notices", store=store)[1]["rows"]
    check(code == 1 and "v30-truncated.pdf" in err and len(rows) == 2, "one-bad-file-and-nothing-is-kept")
    check({r["state"] for r in rows} == {"read", "confirmed"}, "list-says-who-is-confirmed")

    tasks = as_json("list", "tasks", store=store)[1]["rows"]
    report = next(t for t in tasks if t["rule"] == "monthly:25")
    check(report["due"] == "2026-11-25" and report["leads_to"] == "elder-visits" and report["days_left"] == 4, "the-month-report-leads-to-its-form")
    check(run("task", "done", report["id"], "--due", report["due"], store=store)[0] == 0, "an-occurrence-is-done")
    report = next(t for t in as_json("list", "tasks", store=store)[1]["rows"] if t["rule"] == "monthly:25")
    check(report["due"] == "2026-12-25", "the-next-occurrence-follows")
    check(run("task", "done", 77, store=store)[0] == 1, "an-unknown-task-is-refused")
    shown = as_json("show", "notice", rows[0]["id"], store=store)[1]
    check(shown["title"] == rows[0]["title"] and shown["full_text"], "show-gives-every-fact")
    run("undo", "2", store=store)
    check(as_json("list", "notices", "--count", store=store)[1]["count"] == 1, "undo-takes-the-notice-back")

print(f"1..{n}")
raise SystemExit(failed > 0)
