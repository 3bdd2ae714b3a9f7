"""Drives the window through AT-SPI, as a screen reader would see it; for tests run under with-display.sh."""
import faulthandler
import os
import subprocess
import sys
import time
import warnings

# A test that hangs says where, before its time is up.
if "XL_TEST_SECONDS" in os.environ:
    faulthandler.dump_traceback_later(int(os.environ["XL_TEST_SECONDS"]), exit=True)

# Warnings are fatal in the program, not here: the bus has harmless ones for whoever listens.
FATAL = {"G_DEBUG": os.environ.pop("G_DEBUG")} if "G_DEBUG" in os.environ else {}

import gi  # noqa: E402

warnings.simplefilter("ignore")
gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402


class Timeout(AssertionError):
    pass


def wait(fn, what, timeout=20, step=0.03):
    end = time.time() + timeout
    last = None
    while time.time() < end:
        try:
            result = fn()
            if result:
                return result
        except GLib.Error as error:
            last = error
        time.sleep(step)
    raise Timeout(f"waited in vain for {what} {last or ''}")


def kids(node):
    for i in range(node.get_child_count()):
        child = node.get_child_at_index(i)
        if child is not None:
            yield child


def walk(node, maxkids=400):
    yield node
    try:
        for k, child in enumerate(kids(node)):
            if k >= maxkids:
                break
            yield from walk(child, maxkids)
    except GLib.Error:
        pass


class App:
    """One running program."""

    def __init__(self, argv, name="xiangli", env=None):
        self.process = subprocess.Popen(argv, env={**os.environ, **FATAL, **(env or {})})
        self.name = name
        Atspi.init()
        self.root = wait(self._find, "the program " + name, 40)

    def _find(self):
        if self.process.poll() is not None:
            raise RuntimeError(f"the program ended with {self.process.returncode}")
        for app in kids(Atspi.get_desktop(0)):
            if app.get_process_id() == self.process.pid:
                return app
        return None

    def find(self, role, name=None, under=None):
        for node in walk(under or self.root):
            try:
                if node.get_role_name() == role and (name is None or name in (node.get_name() or "")):
                    return node
            except GLib.Error:
                continue
        return None

    def get(self, role, name=None, under=None, timeout=20):
        return wait(lambda: self.find(role, name, under), f"{role} {name!r}", timeout)

    def gone(self, role, name=None, timeout=20):
        wait(lambda: self.find(role, name) is None, f"the end of {role} {name!r}", timeout)

    def click(self, role, name, under=None):
        node = self.get(role, name, under)
        actions = [node.get_action_name(i) for i in range(node.get_n_actions())]
        assert node.do_action(actions.index("click"))

    def focused(self):
        for node in walk(self.root):
            try:
                if node.get_state_set().contains(Atspi.StateType.FOCUSED):
                    return node
            except GLib.Error:
                continue
        return None

    def text(self, node):
        return Atspi.Text.get_text(node, 0, Atspi.Text.get_character_count(node))

    def set(self, node, text):
        assert Atspi.EditableText.set_text_contents(node, text), "the text was not taken"

    def says(self, words, timeout=20):
        """Waits for a label that contains the words."""
        return self.get("label", words, timeout=timeout)

    def settle(self, still=0.4, timeout=15):
        """Waits until nothing new has appeared for a while."""
        end, last, since = time.time() + timeout, None, time.time()
        while time.time() < end:
            now = tuple((n.get_role_name(), n.get_name()) for n in walk(self.root))
            if now != last:
                last, since = now, time.time()
            elif time.time() - since > still:
                return
            time.sleep(0.05)

    def close(self):
        self.process.terminate()
        self.process.wait(10)


def keys(*names):
    """Presses keys, each like "ctrl+k" or "Return"; "=text" types ASCII text."""
    for name in names:
        if name.startswith("="):
            subprocess.run(["xdotool", "type", "--delay", "60", name[1:]], check=True)
        else:
            subprocess.run(["xdotool", "key", "--clearmodifiers", name], check=True)


def paste(text):
    """Pastes any text where the focus is: typing Chinese by xdotool loses characters."""
    subprocess.run(["xclip", "-selection", "clipboard"], input=text.encode(), check=True)
    keys("ctrl+v")


def activate(title=""):
    wait(lambda: subprocess.run(["xdotool", "search", "--onlyvisible", "--name", title or "."], capture_output=True).stdout,
         "a window on the screen")
    window = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", title or "."], capture_output=True,
                            text=True).stdout.split()[-1]
    subprocess.run(["xdotool", "windowactivate", "--sync", window], check=True)
    return window


class Runner:
    """Counts what holds, in TAP."""

    def __init__(self):
        self.n = self.failed = 0

    def ok(self, holds, what):
        self.n += 1
        self.failed += not holds
        print("ok" if holds else "not ok", self.n, "-", what, flush=True)

    def done(self):
        print(f"1..{self.n}")
        sys.exit(bool(self.failed))
