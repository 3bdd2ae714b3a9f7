#!/usr/bin/python3
"""The main job by keyboard, as a screen reader hears it: from no file at all to a filed PDF."""
import datetime
import gettext
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(__file__))
import uidrv  # noqa: E402
from uidrv import keys, paste, wait  # noqa: E402

EXE = os.environ["XL_EXE"]
TOP = pathlib.Path(os.environ["G_TEST_SRCDIR"]).parent
LOCALES = subprocess.run(["locale", "-a"], capture_output=True, text=True).stdout.split()
CHINESE = "zh_CN.utf8" in LOCALES
WORDS = gettext.translation("xiangli", os.environ.get("XL_LOCALE_DIR"), ["zh_CN"], fallback=True) if CHINESE else gettext.NullTranslations()
LIST, VISITS = "特殊困难老年人探访对象名单", "特殊困难老年人探访关爱台账"
ELDER = "赵玉"
LONG = 60
t = uidrv.Runner()
_ = WORDS.gettext


def command(store, *args):
    return json.loads(subprocess.run([EXE, *args, "--store", store, "--json"], capture_output=True, text=True, check=True).stdout)


def shoot(name):
    if os.environ.get("XL_SHOTS"):
        subprocess.run(["import", "-window", "root", f"{os.environ['XL_SHOTS']}/{name}.png"], check=True)


def start_of(text):
    """A format up to its first word in words, with its numbers."""
    return _(text).split("%s")[0]


class Clerk:
    """Somebody at the keyboard."""

    def __init__(self, app):
        self.app = app

    def focus(self):
        node = self.app.focused()
        return (node.get_role_name(), node.get_name() or "") if node is not None else ("", "")

    def on(self, words, timeout=LONG):
        """Waits until the focus stands on something named so."""
        wait(lambda: words in self.focus()[1], f"the focus on {words!r}, not {self.focus()}", timeout)

    def go(self, words, key="Tab", most=60):
        """Walks to something by name."""
        for _step in range(most):
            before = self.app.focused()
            if before is not None and words in (before.get_name() or ""):
                return
            keys(key)
            try:
                wait(lambda: self.app.focused() not in (None, before), "the focus to move", 3)
            except uidrv.Timeout:
                pass        # it may have gone round, or the page was drawn anew
        raise uidrv.Timeout(f"never came to {words!r} by {key}; the focus is on {self.focus()}")

    def says(self, words):
        return self.app.says(words, LONG)

    def open_file(self, path):
        """In the file chooser that comes up: its path, and Enter."""
        wait(lambda: self.app.find("filler", "GtkTreeView") or self.app.find("text", "GtkFileChooserEntry")
             or self.app.find("table", "GtkTreeView"), "the file chooser", LONG)
        for _attempt in range(10):
            keys("ctrl+l")
            try:
                self.on("GtkFileChooserEntry", 2)
                break
            except uidrv.Timeout:
                continue
        self.put(path)
        keys("Return")

    def put(self, text):
        """Pastes over what is in the entry with the focus, and waits until it is there."""
        keys("ctrl+a")
        paste(text)
        wait(lambda: text in self.app.text(self.app.focused()), f"{text!r} in the entry", LONG)


def first_run(clerk):
    clerk.says(_("1. Which village is it?"))
    paste("那尔轰村")
    clerk.app.get("push button", "那尔轰镇那尔轰村", timeout=LONG)
    keys("Return")
    clerk.on(_("Bring in the register"))
    t.ok(True, "first run: the village's name and Enter make the office; the next step has the focus")
    shoot("1-first-run")


def bring_in_the_register(clerk, path):
    keys("Return")
    clerk.says(_("Drop spreadsheets here, or choose them"))
    keys("Return")
    clerk.open_file(path)
    summary = clerk.says(_("%u new · %u changed · %u same · %u refused · %u to look at") % (406, 0, 0, 0, 3))
    t.ok(summary is not None, "import: what would change is shown first: " + summary.get_name())
    clerk.on("406")
    shoot("2-import")
    keys("Return")
    clerk.says(_("%s: %u new, %u changed, %u as before.").split("%s")[1] % (406, 0, 0))
    t.ok(True, "import: the register is in after one Enter")
    keys("Escape")
    clerk.app.gone("label", _("Drop spreadsheets here, or choose them"), timeout=LONG)
    uidrv.activate(_("Xiangli"))


def find_somebody(clerk):
    keys("alt+2")
    clerk.says(WORDS.ngettext("%d person", "%d people", 406) % 406)
    keys("ctrl+f", "=zs")
    clerk.says(_("%d shown · %s in all").split("·")[0] % 3)
    t.ok(True, "people: initials find three people")
    keys("ctrl+a", "=5865")
    clerk.says(_("%d shown · %s in all").split("·")[0] % 1)
    keys("Return")
    clerk.on("曾诗")
    keys("Return")
    clerk.says("220622********5865")
    t.ok(True, "people: the last four digits, Enter and Enter open the card, its number masked")
    shoot("3-card")
    keys("Escape")


def open_ledger(clerk, title):
    """From the list of ledgers: what it is called, Enter, Enter."""
    clerk.on(_("Residents"))
    keys("ctrl+f")
    wait(lambda: clerk.focus()[0] in ("text", "entry"), "the filter", LONG)
    clerk.put(title)
    keys("Return")
    clerk.on(title)
    keys("Return")


def list_an_elder(clerk):
    keys("alt+3")
    open_ledger(clerk, LIST)
    clerk.app.get("push button", "纳入探访对象", timeout=LONG)
    clerk.app.settle()
    keys("ctrl+n")
    wait(lambda: clerk.focus()[0] == "text", "the form", LONG)
    keys("=zy")
    clerk.says(ELDER)
    keys("Return")
    clerk.on("独居")
    keys("space", "Return")
    clerk.on("纳入日期")
    submit(clerk, WORDS.ngettext("%u record", "%u records", 1) % 1)
    t.ok(True, "ledgers: the first record of a ledger is made by Enter alone")
    keys("Escape")
    clerk.on(ELDER)


def submit(clerk, words):
    """Enter goes from field to field and on the last one saves."""
    for _field in range(14):
        before = clerk.focus()
        keys("ctrl+Return" if before[1].startswith("备注") else "Return")      # in a long text Enter is a new line
        try:
            wait(lambda: clerk.focus() != before or clerk.app.find("label", words), "the next field", 5)
        except uidrv.Timeout:
            pass
        if before[1].startswith("备注"):
            break
    clerk.says(words)


def done(visited, due):
    return start_of("%d of %d done, %s (goal %d%%) · counted: %s") % (visited, due)


def record_a_visit(clerk):
    clerk.go(_("All ledgers"), "shift+Tab")
    keys("Return")
    clerk.on(LIST)          # opened lately: on top
    keys("ctrl+f")
    wait(lambda: clerk.focus()[0] in ("text", "entry"), "the filter", LONG)
    clerk.put(VISITS)
    keys("Return")
    clerk.on(VISITS)
    keys("Return")
    clerk.says(done(0, 1))
    new_line = _("%s, %s, new line") % (_("empty"), "老人")
    clerk.on(new_line)
    t.ok(True, "ledgers: one without records opens on its new line")
    keys("ctrl+Page_Down")
    clerk.on(ELDER)
    t.ok(True, "ledgers: who has not been visited is one key away")
    keys("shift+Tab")
    clerk.on(WORDS.pgettext("tab", "Reports"))
    keys("ctrl+Page_Up")
    clerk.on(new_line)
    clerk.go(WORDS.pgettext("tab", "Missing"), "shift+Tab")
    keys("space")
    clerk.on(ELDER)
    t.ok(True, "ledgers: a tab that is chosen leads into its list")
    keys("Return")
    clerk.on("探访日期")
    keys("Return")
    clerk.on("时间")
    keys("Return", "space", "Down", "Return")
    clerk.on("探访人")
    paste("李干事")
    submit(clerk, done(1, 1))
    t.ok(True, "ledgers: the visit is recorded and the month's rate follows: " + done(1, 1))
    shoot("4-visit")


def undo_and_redo(clerk):
    keys("ctrl+z")
    clerk.says(start_of("Undone: %s"))
    clerk.says(done(0, 1))
    clerk.on(ELDER)
    t.ok(True, "undo: Ctrl+Z says what it takes back; the rate follows, and the cursor stands on the person")
    keys("ctrl+shift+z")
    clerk.says(start_of("Done again: %s"))
    clerk.says(done(1, 1))
    t.ok(True, "redo: Ctrl+Shift+Z brings it again")


def value_of(clerk, words):
    return clerk.app.text(clerk.app.get("text", words, timeout=LONG))


def read_a_notice(clerk, path):
    keys("alt+6", "ctrl+n")
    clerk.open_file(path)
    wait(lambda: clerk.focus()[0] == "text" and "云民发" in clerk.app.text(clerk.app.focused()), "the number", LONG)
    texts = [clerk.app.text(n) for n in uidrv.walk(clerk.app.root) if n.get_role_name() == "text"]
    t.ok("云民发〔2026〕28号" in texts, "notice: its number has the focus")
    t.ok("云岭县民政局关于落实农村留守老年人月探访制度的通知" in texts, "notice: its title is read")
    t.ok("当月《探访关爱服务登记表》" in texts, "notice: what it asks is read")
    shoot("5-notice")
    clerk.go(_("Confirm"), "shift+Tab")
    keys("Return")
    clerk.says(start_of("Notice confirmed: %s"))
    t.ok(True, "notice: Enter on the one red button keeps it")


def follow_the_deadline(clerk):
    keys("alt+1")
    clerk.go("当月《探访关爱服务登记表》")
    t.ok(True, "home: the deadline stands among today's tasks: " + clerk.focus()[1])
    shoot("6-home")
    keys("Return")
    clerk.go(start_of("Answer with “%s”"))
    keys("Return")
    clerk.app.get("list item", None)
    t.ok(True, "notice: the task leads to the paper that answers it")


def file_the_month(clerk, month, path):
    keys("alt+3")
    clerk.go(_("Make the filing"), "shift+Tab")
    keys("Return")
    clerk.says(_("Preview · would be %s · %u pages · %u rows · faces: %s").split("%s")[0])
    shoot("7-filing")
    clerk.go(_("Make"), "shift+Tab")
    keys("Return")
    clerk.says("SHA-256")
    t.ok(True, f"filing: {month} is made and its SHA-256 shown")
    keys("ctrl+e")
    wait(lambda: clerk.focus()[0] == "text", "the file chooser", LONG)
    clerk.put(path)
    keys("Return")
    clerk.says(start_of("Saved as %s"))
    t.ok(os.path.getsize(path) > 1000, "filing: the PDF is on the stick")


def close(clerk):
    uidrv.activate(_("Xiangli"))
    keys("alt+F4")
    t.ok(clerk.app.process.wait(LONG) == 0, "Alt+F4 ends the program")


def look_from_outside(store, month, path):
    filings = json.dumps(command(store, "list", "filings"), ensure_ascii=False)
    t.ok(month in filings, "the register has the filing of the month")
    verified = subprocess.run([EXE, "verify", path, "--json"], capture_output=True, text=True)
    t.ok(verified.returncode == 0, "verify: the PDF is a filing, unaltered")
    text = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True).stdout.replace("\n", "")
    year, number = month.split("-")
    t.ok(f"{year}年{int(number)}月" in text and ELDER in text, "the PDF says the month and who was visited")


def main():
    with tempfile.TemporaryDirectory() as folder:
        store = f"{folder}/data/office.xiangli"
        shutil.copy(TOP / "tests/samples/township/02_居民花名册_那尔轰村.xlsx", f"{folder}/residents.xlsx")
        shutil.copy(TOP / "data/demo/来文_月探访制度.pdf", f"{folder}/notice.pdf")
        month = datetime.date.today().strftime("%Y-%m")
        env = {"LC_ALL": "zh_CN.UTF-8" if CHINESE else "C.UTF-8", "LANGUAGE": ""}
        app = uidrv.App([EXE, "--store", store], env=env)
        clerk = Clerk(app)
        try:
            uidrv.activate()
            first_run(clerk)
            bring_in_the_register(clerk, f"{folder}/residents.xlsx")
            find_somebody(clerk)
            list_an_elder(clerk)
            record_a_visit(clerk)
            undo_and_redo(clerk)
            read_a_notice(clerk, f"{folder}/notice.pdf")
            follow_the_deadline(clerk)
            file_the_month(clerk, month, f"{folder}/filing.pdf")
            close(clerk)
        except Exception:
            shoot("failed")
            raise
        finally:
            if app.process.poll() is None:
                app.close()
        look_from_outside(store, month, f"{folder}/filing.pdf")
    t.done()


main()
