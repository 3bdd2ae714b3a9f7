#!/usr/bin/env python3
"""The house itself: manifest, fences, words, pins.  TAP."""
import json
import pathlib
import re
import subprocess
import sys

top = pathlib.Path(sys.argv[1])
results = []


def check(name, problems):
    results.append((name, list(problems)))


def sources(modules):
    for module in modules:
        for source in module.get("sources", []):
            yield module["name"], source
        yield from sources(module.get("modules", []))


manifest = json.loads((top / "flatpak/org.xiangli.Xiangli.json").read_text("utf-8"))
check("flatpak: permissions are the display's alone",
      [] if sorted(manifest["finish-args"]) == ["--device=dri", "--share=ipc", "--socket=fallback-x11", "--socket=wayland"]
      else manifest["finish-args"])
check("flatpak: every source is pinned",
      [f"{name}: {s}" for name, s in sources(manifest["modules"])
       if not (s["type"] == "dir" and s["path"] == "..")
       and not re.fullmatch(r"[0-9a-f]{64}", s.get("sha256", "")) and not re.fullmatch(r"[0-9a-f]{40}", s.get("commit", ""))])

code = sorted(p for p in (top / "app").rglob("*.[ch]") if "fence" not in p.parts)
includes = {p: set(re.findall(r'#include [<"]([^>"]+)[>"]', p.read_text("utf-8"))) for p in code}
pages = re.compile(r"-(page|dialog|row|window|view|card|panel)\.[ch]$")
check("layers: only tables and the store say sqlite3.h",
      [str(p) for p in code if "sqlite3.h" in includes[p] and p.parent.name != "store"
       and not re.search(r"(-table|-sql|-search)\.[ch]$", p.name)])
check("layers: pages hold no SQL",
      [str(p) for p in code if pages.search(p.name)
       and re.search(r'"\s*(SELECT|INSERT INTO|UPDATE|DELETE FROM) ', p.read_text("utf-8"))])
check("code: nothing is left open",
      [str(p) for p in code if re.search(r"\b(TODO|FIXME|XXX|HACK)\b", p.read_text("utf-8"))])
check("code: every file with words is in POTFILES.in",
      [str(p.relative_to(top)) for p in code if p.suffix == ".c"
       and re.search(r'(?<![A-Za-z0-9_])(_|N_|C_|NC_|ngettext) ?\("', p.read_text("utf-8"))
       and str(p.relative_to(top)) not in (top / "po/POTFILES.in").read_text("utf-8").split()])

settings = re.findall(r'^  \{ "([a-z-]+)", XL_SETTING', (top / "app/office/xl-setting.c").read_text("utf-8"), re.M)
titled = (top / "app/office/xl-settings-page.c").read_text("utf-8")
check("words: every setting has a title on its page", [] if settings else ["no setting was found"])
results[-1][1].extend(key for key in settings if f'{{ "{key}", N_' not in titled)

po = subprocess.run(["msgfmt", "--check", "--statistics", "-o", "/dev/null", str(top / "po/zh_CN.po")],
                    capture_output=True, text=True, env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"})
check("words: zh_CN is complete", [] if po.returncode == 0 and "fuzzy" not in po.stderr and "untranslated" not in po.stderr
      else [po.stderr.strip()])

print(f"1..{len(results)}")
for number, (name, problems) in enumerate(results, 1):
    print(f"{'not ok' if problems else 'ok'} {number} - {name}")
    for problem in problems[:20]:
        print(f"#   {problem}")
sys.exit(any(problems for _, problems in results))
