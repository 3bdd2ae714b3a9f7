"""The large programs beside ours, in one run: DB Browser for SQLite opening the same office file, LibreOffice making a
PDF of as many table rows as our long filing has, and both with the records of a long ledger.
  bench_peers.py XIANGLI OFFICE BENCH_FILING LEDGER   (under with-display.sh)"""
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

EXE, OFFICE, FILING, LEDGER = sys.argv[1:5]
ROWS = 32000


def seconds_to_window(args, title, env=None):
    begun = time.monotonic()
    program = subprocess.Popen(args, env={**os.environ, **(env or {})}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    found = subprocess.run(["timeout", "60", "xdotool", "search", "--sync", "--onlyvisible", "--name", title], capture_output=True)
    taken = time.monotonic() - begun
    program.kill()
    program.wait()
    return taken if found.returncode == 0 else None


def tell(what, ours, name, peer):
    if ours is None or peer is None:
        sys.exit(f"{what}: no window came")
    print(f"{what}: {ours:.2f} s; {name}: {peer:.2f} s; {name} / ours: {peer / ours:.2f}")


def plain_copy(path, folder):
    """Without a write-ahead log, as DB Browser wants a file it only reads."""
    copy = f"{folder}/{os.path.basename(path)}"
    shutil.copy(path, copy)
    subprocess.run(["sqlite3", copy, "PRAGMA journal_mode = DELETE"], stdout=subprocess.DEVNULL, check=True)
    return copy


def bench_start(folder):
    copy = plain_copy(OFFICE, folder)
    ours = seconds_to_window([EXE, "--store", OFFICE, "--room", "people"], "Xiangli|乡里")
    peer = seconds_to_window(["sqlitebrowser", "-R", "-t", "person", copy], "DB Browser.*xiangli")
    tell("opening 1,000,000 residents, to the window", ours, "DB Browser for SQLite", peer)


def bench_ledger_browser(folder):
    ours = seconds_to_window([EXE, "--store", LEDGER, "--room", "ledgers"], "Xiangli|乡里")
    peer = seconds_to_window(["sqlitebrowser", "-R", "-t", "ledger_elder_visit", plain_copy(LEDGER, folder)], "DB Browser.*xiangli")
    tell("opening a ledger of 1,000,000 records, to the window", ours, "DB Browser for SQLite", peer)


def bench_ledger_calc(folder):
    """Calc must read every row before it can show or sort any; ours sorts by name and hands out the rows in order."""
    csv = f"{folder}/ledger.csv"
    with open(csv, "w", encoding="utf-8") as f:
        subprocess.run(["sqlite3", "-csv", LEDGER, "SELECT p.name, l.visited_on, l.visited_time, l.mode, l.visitor, l.condition, l.need, l.action, l.grid,"
                        " l.note FROM ledger_elder_visit AS l JOIN person AS p ON p.id = l.subject"], stdout=f, check=True)
    begun = time.monotonic()
    subprocess.run(["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "ods", "--outdir", folder, csv],
                   check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peer = time.monotonic() - begun
    begun = time.monotonic()
    subprocess.run([EXE, "list", "elder-visit", "--sort", "elder", "--count", "--store", LEDGER], check=True, stdout=subprocess.DEVNULL)
    tell("reading 1,000,000 records in another order", time.monotonic() - begun, "LibreOffice Calc reading and keeping them", peer)


def bench_filing(folder):
    said = subprocess.run([FILING], capture_output=True, text=True, check=True).stdout
    print(said, end="")
    ours = float(re.search(r"([\d.]+) s", said).group(1))
    with open(f"{folder}/table.csv", "w", encoding="utf-8") as f:
        for i in range(ROWS):
            f.write(f"{i + 1},张三{i % 97},男,{60 + i % 40},高龄,{i % 9 + 1}组,2026-06-{i % 30 + 1:02d},入户,良好,,,李干事\n")
    begun = time.monotonic()
    subprocess.run(["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf", "--outdir", folder,
                    f"{folder}/table.csv"], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    tell(f"a filing of {ROWS} rows", ours, "LibreOffice converting it", time.monotonic() - begun)
    print(f"  LibreOffice's PDF: {os.path.getsize(folder + '/table.pdf') / 1e6:.2f} MB")


with tempfile.TemporaryDirectory() as scratch:
    for work, peer in ((bench_filing, "soffice"), (bench_start, "sqlitebrowser"), (bench_ledger_browser, "sqlitebrowser"),
                       (bench_ledger_calc, "soffice")):
        if shutil.which(peer):
            work(scratch)
        else:
            print(f"{peer} is not installed: .ci/setup bench")
