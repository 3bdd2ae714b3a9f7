"""The program starts without the libraries of the paper layer, and finds all of them when a paper is wanted."""
import os
import subprocess
import sys
import tempfile

EXE = os.environ["XL_EXE"]
HEAVY = ("libpoppler", "libtesseract", "libqpdf", "libhpdf", "libxlsxwriter", "libarchive")
failed = 0


def tell(ok, number, name, why):
    global failed
    print(("ok" if ok else "not ok"), number, "-", name)
    if not ok:
        failed += 1
        print("#", why)


def run(*args, **env):
    return subprocess.run(args, env={**os.environ, **env}, capture_output=True, text=True)


print("1..2")
linked = run("ldd", EXE).stdout
heavy = [name for name in HEAVY if name in linked]
tell("libgtk-4" in linked and not heavy, 1, "no heavy library is linked", f"{heavy}: a function of the paper layer has no door in app/xl-paper-module.c")
with tempfile.TemporaryDirectory() as folder:
    made = run(EXE, "init", "--office", "220622103200", "--store", f"{folder}/o.xiangli")
    # Every address of the module is looked up at once, also those that this export would never come to.
    wrote = run(EXE, "export", "residents", f"{folder}/r.ods", "--store", f"{folder}/o.xiangli", LD_BIND_NOW="1")
    there = os.path.exists(f"{folder}/r.ods")
    tell(made.returncode == 0 and wrote.returncode == 0 and there, 2, "the module finds all it needs", made.stderr + wrote.stderr)
sys.exit(1 if failed else 0)
