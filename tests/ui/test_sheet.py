#!/usr/bin/python3
"""A grid to type in, by keyboard and clipboard, as a screen reader hears it."""
import os
import subprocess
import sys

sys.path.insert(0, os.path.dirname(__file__))
import uidrv  # noqa: E402
from uidrv import keys, wait  # noqa: E402

t = uidrv.Runner()
app = uidrv.App([os.environ["XL_SHEET"]])


def hears(words, what):
    """The cell with the focus says so."""
    def said():
        node = app.focused()
        return node is not None and words in (node.get_name() or "")
    try:
        wait(said, words, 15)
        t.ok(True, what)
    except uidrv.Timeout:
        node = app.focused()
        t.ok(False, f"{what}: heard {node.get_name() if node else None!r}, not {words!r}")


def write(text):
    keys("=" + text)


def clip(target, data):
    subprocess.run(["xclip", "-selection", "clipboard", "-t", target], input=data.encode(), check=True)


def clipboard(target):
    return subprocess.run(["xclip", "-selection", "clipboard", "-o", "-t", target], capture_output=True, check=True,
                          timeout=20).stdout.decode()


app.get("table", "Sheet")
uidrv.activate("Sheet")
hears("r0c0, Name, row 1", "the first cell has the focus")

write("abc")
hears("Editing Name, row 1", "typing opens the cell")
keys("Return")
hears("r1c0, Name, row 2", "Enter goes on")
app.says("12 rows, 1 edits")
keys("Up")
hears("abc, Name, row 1", "the cell has what was typed")

keys("Right")
write("5-5")
keys("Return")
app.says("Not below zero.")
hears("Editing Number, row 1", "a refused cell comes back open")
keys("Escape")
hears("5-5, Number, row 1, refused: Not below zero.", "… and keeps what was typed, with the reason")
keys("Escape")
hears("r0c1, Number, row 1", "Esc takes it back")

keys("Right")
write("2026.3.5")
keys("Tab")
hears("r0c3, Kind, row 1", "Tab goes on")
keys("shift+Tab")
hears("2026-03-05, Day, row 1", "a date is read")
keys("Tab")
write("kc")
keys("Return")
hears("r1c2, Day, row 2", "Enter goes back to where Tab began")
keys("Up", "Right")
hears("空巢, Kind, row 1", "a code by its initials")
keys("Right", "space")
hears("Yes, Yes, row 1", "Space says yes")
keys("Right")
write("zs")
app.get("list item", "张三丰")
keys("Down", "Down", "Return")
keys("Up")
hears("张三丰, Person, row 1", "a person by initials")

keys("ctrl+Home", "Down", "Down")
clip("text/html", "<table><tr><td>王五</td><td>7</td><td>2024/2/29</td></tr><tr><td>赵<br>六</td><td>8</td><td>3月5日</td></tr></table>")
keys("ctrl+v")
app.says("12 rows, 6 edits")
hears("王五, Name, row 3", "a table is pasted")
keys("Right", "Right")
hears("2024-02-29, Day, row 3", "… and its dates are read")

keys("ctrl+Home")
clip("UTF8_STRING", "甲\t1\t2\t3\t4\t5\t6\n")
keys("ctrl+v")
app.says("The block is 7 columns wide, but from here there are only 6.")
keys("Escape")
hears("abc, Name, row 1", "a block that is too wide is refused in words")

keys("ctrl+Home")
clip("UTF8_STRING", ("甲" * 200 + "\t1\t2\t3\t4\t5\t6\t7\n") * 5000)        # 3 MB: handed over in pieces
keys("ctrl+v")
app.says("The block is 8 columns wide, but from here there are only 6.", 60)
t.ok(True, "a block that comes in pieces is read to its end")
keys("Escape")
hears("abc, Name, row 1", "… and the grid has the focus again")

keys("ctrl+End", "Home")
clip("UTF8_STRING", "甲\t1\n乙\t2\n丙\t3\n")
keys("ctrl+v")
app.says("2 rows go beyond the last record.")
keys("Return")
app.says("14 rows, 7 edits")
keys("ctrl+z")
app.says("12 rows, 6 edits")
keys("ctrl+End", "Home")
hears("r11c0, Name, row 12", "undo takes a paste back as one")

keys("ctrl+Home", "Down", "Down", "shift+Down", "shift+Right")
keys("ctrl+c")
try:
    wait(lambda: clipboard("UTF8_STRING") == '王五\t7\n"赵\n六"\t8\n', "the copied block", 15)
    t.ok(True, "a block is copied as text")
except uidrv.Timeout:
    t.ok(False, f"a block is copied as text: {clipboard('UTF8_STRING')!r}")
t.ok("<td>王五</td>" in clipboard("text/html"), "… and as a table")
keys("Delete")
app.says("2 cells were refused")        # the names are required: nothing is cleared
keys("Escape")

keys("ctrl+Home", "ctrl+Down", "Down")
hears("empty, Name, new line", "a new line stands at the end")
write("new")
keys("Tab")
write("3")
keys("Return")
app.says("13 rows")
hears("empty, Name, new line", "Enter makes the record and a new line")

# The mouse: places are counted from the cell with the focus, whose text begins PAD pixels inside it.
PAD = 5


def place():
    """Where the text of the cell with the focus is on the screen."""
    box = app.focused().get_extents(uidrv.Atspi.CoordType.WINDOW)
    shell = subprocess.run(["xdotool", "getactivewindow", "getwindowgeometry", "--shell"], capture_output=True, text=True,
                           check=True).stdout
    at = dict(line.split("=") for line in shell.split())
    return int(at["X"]) + box.x, int(at["Y"]) + box.y, box.width, box.height


def mouse(*args):
    subprocess.run(["xdotool", *(str(a) for a in args)], check=True)


def drag(x0, y0, x1, y1):
    mouse("mousemove", x0, y0, "mousedown", 1)
    for part in range(1, 9):
        mouse("mousemove", x0 + (x1 - x0) * part // 8, y0 + (y1 - y0) * part // 8, "sleep", 0.03)
    mouse("mouseup", 1)


keys("ctrl+Home")
hears("abc, Name, row 1", "back at the beginning")
x, y, width, height = place()
mouse("mousemove", x + 20, y + height * 3 + 10, "click", 1)
hears("赵", "a click goes to a cell")
mouse("click", "--repeat", 2, "--delay", 60, 1)
hears("Editing Name, row 4", "a double click opens it")
keys("Escape")
drag(x + width + PAD, y - 16, x + width + PAD + 80, y - 16)
keys("ctrl+Home", "Right")
try:
    wait(lambda: abs(place()[0] - (x + width + 2 * PAD + 80)) < 3, "the wider column", 10)
    t.ok(True, "the edge of a column is dragged")
except uidrv.Timeout:
    t.ok(False, f"the edge of a column is dragged: {place()} beside {x} {width}")
drag(x + 30, y - 16, x + width + 180, y - 16)
keys("ctrl+Home")
hears("r0c1, Number, row 1", "a column is dragged to another place")

app.close()
t.done()
