"""A whole declaration from an empty ledger by keyboard alone, counted.

    python -m tests.benchmarks.keyboard_fill [--json] [--pictures DIR]

Begins at the welcome page: makes the ledger of 阳谷县, makes a declaration for 2020 and fills it with the first sample
declaration, every value and every row of its tables. All that goes in are key presses and what an input method sends, to
whatever has the focus; no clicks, nothing set behind the window's back. Then the filing is read back from the ledger's
file and compared with the sample.

Keys that are content: letters, digits and signs of the texts, what an input method commits, a line break within a text,
the digit that ticks an option. All others count as extra: Enter, Tab, arrows, F8, Ctrl+Enter, those that open and end
dialogs. The goal of issue 3 is at most one extra key a field; a field is a value or a table cell that the filing has in
the end. The stricter figures tell only fields that were typed into: group cells of indicators stand on the blank form. Each
of these takes one key to leave it at the least, so that 1.0 on the paper is all there is to reach; from the welcome page
on, the three fields of the two dialogs (region, form, year) are counted with the keys of the dialogs.
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from medaid_desktop.core.filing import Filing, parse_path
from medaid_desktop.core.indicators import class_key
from medaid_desktop.store.ledger import Ledger
from medaid_desktop.ui.settings import WindowSettings
from medaid_desktop.ui.views.paper.grid import Anchor
from medaid_desktop.ui.views.paper.view import PaperView
from tests.ui.shell import Shell, in_dialog, wait_until

SAMPLE = Path(__file__).parents[2] / "resources" / "sample" / "yanggu-2020.json"
GOAL = 1.0
_PHRASE = 6
"""So many characters an input method gives at once."""

Key = Qt.Key
Modifier = Qt.KeyboardModifier
Content = dict[str, Any]


@dataclass
class Place:
    """Where keys were pressed, and how many: `content` makes the text, `extra` is all else."""

    name: str
    content: int = 0
    extra: int = 0


@dataclass
class Tally:
    """Key presses in the order of the places; `dialogs` are those of making ledger and filing."""

    places: list[Place] = field(default_factory=list[Place])
    dialogs: list[Place] = field(default_factory=list[Place])
    typed: int = 0
    """Fields of the paper, and of the dialogs, that were typed into."""
    asked: int = 0
    filled: int = 0

    @property
    def paper_extra(self) -> int:
        """Extra keys pressed on the paper."""
        return sum(place.extra for place in self.places)

    @property
    def filing_extra(self) -> int:
        """Extra keys from the open ledger on: the dialog of the new filing included."""
        return self.paper_extra + self.dialogs[-1].extra

    @property
    def whole_extra(self) -> int:
        """Extra keys from the welcome page on."""
        return self.paper_extra + sum(place.extra for place in self.dialogs)

    @property
    def content(self) -> int:
        """Keys that are content."""
        return sum(place.content for place in (*self.dialogs, *self.places))

    def figures(self) -> dict[str, float]:
        """All counts, and extra keys a field."""
        return {
            "content_keys": self.content, "fields_filled": self.filled, "fields_typed": self.typed,
            "extra_on_paper": self.paper_extra, "extra_with_filing_dialog": self.filing_extra,
            "extra_from_welcome_page": self.whole_extra,
            "extra_per_field_on_paper": round(self.paper_extra / self.filled, 3),
            "extra_per_field": round(self.filing_extra / self.filled, 3),
            "extra_per_field_from_welcome_page": round(self.whole_extra / self.filled, 3),
            "extra_per_typed_field_on_paper": round(self.paper_extra / self.typed, 3),
            "extra_per_typed_field_from_welcome_page": round(self.whole_extra / (self.typed + self.asked), 3),
        }  # fmt: skip


class Hands:
    """Ten fingers on a keyboard: every key goes to the widget with the focus, and is counted at `place`."""

    def __init__(self) -> None:
        self.place = Place("")

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Modifier.NoModifier) -> None:
        """A key that is no content."""
        self.place.extra += 1
        QTest.keyClick(_focus(), key, held)

    def tick(self, digit: str) -> None:
        """The digit of an option."""
        self.place.content += 1
        QTest.keyClicks(_focus(), digit)

    def write(self, text: str) -> None:
        """A text: what a keyboard has is typed, all else is composed."""
        for run in _runs(text):
            self.place.content += len(run)
            if run == "\n":
                QTest.keyClick(_focus(), Key.Key_Return, Modifier.AltModifier)
            elif run.isascii():
                QTest.keyClicks(_focus(), run)
            else:
                _compose(run)


def _come_back(shell: Shell) -> None:
    """The window is in front again after a dialog, which the offscreen screen does not see to itself."""
    shell.window.activateWindow()
    wait_until(lambda: QApplication.activeWindow() is shell.window)


def _focus() -> QWidget:
    """Where the system's key presses go: an open popup has them all, else the widget with the focus."""
    popup = QApplication.activePopupWidget()
    widget = (popup.focusWidget() or popup) if popup else QApplication.focusWidget()
    if widget is None:
        raise RuntimeError("nothing has the focus: a key press would be lost")
    return widget


def _runs(text: str) -> list[str]:
    """Single keys of the keyboard, and phrases as an input method commits them."""
    runs: list[str] = []
    for letter in text:
        if letter.isascii() or not runs or runs[-1].isascii() or len(runs[-1]) == _PHRASE:
            runs.append(letter)
        else:
            runs[-1] += letter
    return runs


def _compose(phrase: str) -> None:
    """Letters of pinyin, then the phrase in their stead, as input methods of Windows and Linux send it."""
    for end in range(1, len(phrase) + 1):
        QCoreApplication.sendEvent(_focus(), QInputMethodEvent("a" * end, []))
    done = QInputMethodEvent("", [])
    done.setCommitString(phrase)
    QCoreApplication.sendEvent(_focus(), done)


class Clerk:
    """Fills one filing of the declaration. Looks at the window to know what the next key is; touches only keys."""

    def __init__(self, sample: Content, pictures: Path | None = None) -> None:
        self.hands = Hands()
        self.tally = Tally()
        self._sample = sample
        self._pictures = pictures
        self._waiting: list[dict[str, str]] = list(sample["tables"]["indicators"])

    # -- dialogs -------------------------------------------------------------------------------------------------

    def make_ledger(self, shell: Shell) -> None:
        """From the welcome page to the open ledger of 阳谷县."""
        self._begin_dialog("新建台账")

        def fill(_: QDialog) -> None:
            self._answer(self._sample["region"])
            self._grab(shell, "ledger")
            self.hands.press(Key.Key_Return)  # takes the region
            self.hands.press(Key.Key_Return)

        in_dialog(fill, lambda: self.hands.press(Key.Key_N, Modifier.ControlModifier | Modifier.ShiftModifier))
        wait_until(lambda: shell.window.workspace.is_open)
        _come_back(shell)

    def make_filing(self, shell: Shell) -> None:
        """The declaration of 2020, blank."""
        self._begin_dialog("新建填报件")

        def fill(_: QDialog) -> None:
            self._answer("申报")
            self.hands.press(Key.Key_Y, Modifier.AltModifier)  # over the region, which is the ledger's own
            self._answer(str(self._sample["year"]))
            self._grab(shell, "filing")
            self.hands.press(Key.Key_Return)

        in_dialog(fill, lambda: self.hands.press(Key.Key_N, Modifier.ControlModifier))
        _come_back(shell)
        wait_until(lambda: isinstance(QApplication.focusWidget(), PaperView))

    def _answer(self, text: str) -> None:
        self.tally.asked += 1
        self.hands.write(text)

    def _begin_dialog(self, name: str) -> None:
        self.hands.place = Place(name)
        self.tally.dialogs.append(self.hands.place)

    # -- the paper -----------------------------------------------------------------------------------------------

    def fill(self, shell: Shell) -> None:
        """Walks through the paper once, from the first field to the last."""
        view = shell.editor
        last = view.paper.grid.edge_field(last=True)
        ends = False
        while not ends:
            ends = view.anchor == last
            self._at(view)
            self._fill_cell(view)
            last = view.paper.grid.edge_field(last=True)  # rows come as they are filled
        self._grab(shell, "filled")

    def _at(self, view: PaperView) -> None:
        definition = view.session.definition(view.anchor)
        self.hands.place = Place(definition.label if definition else "")
        self.tally.places.append(self.hands.place)

    def _fill_cell(self, view: PaperView) -> None:
        slot = view.session.grid.slot(view.anchor)
        if slot is None:
            raise RuntimeError(f"the cursor stands at {view.anchor}, which is no field")
        column = parse_path(slot.path).column
        if slot.table == "indicators":
            self._fill_indicator(view, column)
            return
        texts = self._sample["values"] if not slot.table else self._sample["tables"][slot.table][0]
        self._put(view, texts.get(column, ""))
        self._go_on(view)

    def _go_on(self, view: PaperView) -> None:
        """Enter leads to the next field, F8 to the next one with a mark: where all between are to stay blank, as eyes see."""
        place = view.paper.grid.field_beside(view.anchor, True)
        if place and not self._is_wanted(view, place):
            while place and not self._is_wanted(view, place):
                place = view.paper.grid.field_beside(place, True)
            view.findings_wanted.emit()
            if place and place == view.paper.open_beside(view.anchor, True):
                self.hands.press(Key.Key_F8)
                return
        self.hands.press(Key.Key_Return)

    def _is_wanted(self, view: PaperView, place: Anchor) -> bool:
        slot = view.session.grid.slot(place)
        return slot is not None and bool(slot.table or self._sample["values"].get(slot.field))

    def _fill_indicator(self, view: PaperView, column: str) -> None:
        """Indicator, Tab, target; then Enter to the next line, or Ctrl+Enter for another line of the class."""
        if column != "level3":
            self.hands.press(Key.Key_Return)
            return
        if not self._is_wanted_class(view):
            self.hands.press(Key.Key_Down)
            return
        row = self._waiting.pop(0)
        self._put(view, row["level3"])
        self.hands.press(Key.Key_Tab)
        self._at(view)
        self._put(view, row["target"])
        again = self._class_wanted() == class_key(row["level2"])
        self.hands.press(Key.Key_Return, Modifier.ControlModifier if again else Modifier.NoModifier)

    def _put(self, view: PaperView, text: str) -> None:
        if not text:
            return
        self.tally.typed += 1
        definition = view.session.definition(view.anchor)
        if definition and definition.options:
            self.hands.tick(str(definition.options.index(text) + 1))
        else:
            self.hands.write(text)

    def _is_wanted_class(self, view: PaperView) -> bool:
        """Whether the line of the cursor is of the class to be filled next, as eyes read it."""
        shown = [class_key(view.paper.text(place)) for place in view.paper.grid.row_anchors(view.anchor[0])]
        return bool(self._waiting) and self._class_wanted() in shown

    def _class_wanted(self) -> str:
        return class_key(self._waiting[0]["level2"]) if self._waiting else ""

    def _grab(self, shell: Shell, name: str) -> None:
        if self._pictures:
            self._pictures.mkdir(parents=True, exist_ok=True)
            QTest.qWait(50)
            shown = QApplication.activeModalWidget() or shell.window
            shown.grab().save(str(self._pictures / f"{name}.png"))


# -- what came of it -----------------------------------------------------------------------------------------------


def differences(wanted: Content, filing: Filing) -> list[str]:
    """What differs between the sample and the filing in the ledger, a line each; [] where they are equal."""
    pairs = [("form", wanted["form"], filing.form), ("year", wanted["year"], filing.year)]
    pairs.append(("region", wanted["region"], filing.region))
    tables = {name: [dict(row) for row in filing.rows(name)] for name in filing.tables}
    for name, texts, found in (("values", wanted["values"], filing.values), ("tables", wanted["tables"], tables)):
        pairs += [(f"{name}.{key}", texts.get(key), found.get(key)) for key in sorted({*texts, *found})]
    return [f"{path}: {one!r} instead of {other!r}" for path, other, one in pairs if one != other]


def count_cells(content: Content) -> int:
    """Values and table cells that have a text."""
    rows = [row for table in content["tables"].values() for row in table]
    return sum(1 for texts in (content["values"], *rows) for text in texts.values() if text)


def run(shell: Shell, folder: Path, pictures: Path | None = None) -> tuple[Tally, list[str]]:
    """Makes ledger and filing in a window at its welcome page and fills it; the counts, and what came out wrong."""
    sample: Content = json.loads(SAMPLE.read_text(encoding="utf-8"))["filings"][0]
    clerk = Clerk(sample, pictures)
    clerk.make_ledger(shell)
    clerk.make_filing(shell)
    clerk.fill(shell)
    clerk.tally.filled = count_cells(sample)
    shell.window.close()
    (path,) = folder.glob("*.medaid")
    with Ledger.open(path) as ledger:
        (summary,) = ledger.filings.list()
        return clerk.tally, differences(sample, ledger.filings.get(summary.id))


def open_welcome(folder: Path) -> Shell:
    """A window without a ledger; `folder` is where ledgers were kept last."""
    settings = WindowSettings()
    settings.put("folder/ledger", str(folder))
    settings.flush()
    return Shell(None)


def _print(tally: Tally, wrong: Sequence[str]) -> None:
    for place in (*tally.dialogs, *tally.places):
        print(f"  {place.content:5d} content  {place.extra:3d} extra  {place.name}")
    for name, figure in tally.figures().items():
        print(f"{name}: {figure}")
    print("equal to the sample" if not wrong else "\n".join(wrong))


def main() -> int:
    """0 where the filing is right and the goal is kept, else 1."""
    parser = argparse.ArgumentParser(description="fill a declaration by keyboard alone and count the keys")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--pictures", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as home, tempfile.TemporaryDirectory() as folder:
        os.environ["MEDAID_HOME"] = home
        _ = QApplication.instance() or QApplication([])
        tally, wrong = run(open_welcome(Path(folder)), Path(folder), arguments.pictures)
    if arguments.json:
        told = [vars(place) for place in (*tally.dialogs, *tally.places)]
        print(json.dumps({**tally.figures(), "wrong": wrong, "places": told}, ensure_ascii=False))
    else:
        _print(tally, wrong)
    return 0 if not wrong and tally.filing_extra <= GOAL * tally.filled else 1


if __name__ == "__main__":
    sys.exit(main())
