"""Pictures of every screen, made by the program itself.

    python docs/make_screens.py [NAME…]     docs/screens/NAME-{light,dark}-{100,150}.png
    python docs/make_screens.py --every FOLDER [NAME…]  each at every scale in every colour, to be looked at
    python docs/make_screens.py --manual    docs/pictures (README) and resources/help/pictures (manual)
    python docs/make_screens.py --list      the names

100: an office screen of 1366×768. 150: one of 1920×1080 at 150 %, which leaves the window 1280×720. Main screens are
also taken in high contrast, and as small150: 1366×768 at 150 %, which leaves 911×512. `--every` knows two more: 125 is
the office screen at 125 % (1092×614), 200 one of 1920×1080 at 200 % (960×540).
Each screen is inspected too: what is cut, laid over another, out of reach or untranslated is named, and the end is 1.
A scale is fixed when Qt starts: each has its process.
"""

import argparse
import faulthandler
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

if TYPE_CHECKING:
    from PIL.Image import Image
    from PySide6.QtCore import QSize
    from PySide6.QtGui import QImage

    from tests.ui.screens.stage import Screen, Stage

FOLDER = ROOT / "docs" / "screens"
SCALES = {
    "100": (1366, 768, 1.0), "125": (1366, 768, 1.25), "150": (1920, 1080, 1.5), "200": (1920, 1080, 2.0),
    "small150": (1366, 768, 1.5),
}  # fmt: skip
"""Pixels of the screen and the scale."""
_KEPT = ("100", "150", "small150")
_SCHEMES = ("light", "dark", "contrast")
_TITLE_BAR, _AROUND = 28, 40
_COLOURS = 20
_CLERK = Path("/home/医保局")


def main() -> int:
    """Makes what is asked for; 1 where a screen could not be reached."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--manual", action="store_true")
    parser.add_argument("--every", metavar="FOLDER", type=Path)
    parser.add_argument("--scale", choices=SCALES, action="append", help="only this scale; may be given again")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.here:
        return _photograph(given)
    if given.list:
        from tests.ui.screens import SCREENS

        print(*SCREENS, sep="\n")
        return 0
    scales = ["100"] if given.manual else given.scale or (list(SCALES) if given.every else _KEPT)
    return max(_in_own_process(scale, given) for scale in scales)


def _in_own_process(scale: str, given: argparse.Namespace) -> int:
    width, height, factor = SCALES[scale]
    with tempfile.TemporaryDirectory() as home, _clerk() as clerk:
        screen = {"name": "office", "x": 0, "y": 0, "width": width, "height": height, "logicalDpi": 96, "dpr": 1}
        config = Path(home) / "screen.json"
        config.write_text(json.dumps({"screens": [screen]}), encoding="utf-8")
        environment = os.environ | {
            "QT_QPA_PLATFORM": f"offscreen:configfile={config}", "QT_SCALE_FACTOR": str(factor), "MEDAID_HOME": home,
            "HOME": str(clerk), "LANG": "zh_CN.UTF-8", "LC_CTYPE": "C.UTF-8",
        }  # fmt: skip
        environment.pop("LC_ALL", None)
        command = [sys.executable, __file__, "--here", "--scale", scale]
        command += ["--manual"] if given.manual else ["--every", str(given.every.resolve())] if given.every else []
        command += given.names
        return subprocess.run(command, env=environment, cwd=ROOT, check=False).returncode


@contextmanager
def _clerk() -> Iterator[Path]:
    """The folder of a clerk whose documents stand where the pictures may show it; where none may be made, just a folder."""
    try:
        _CLERK.mkdir()
        home = _CLERK
    except OSError:
        home = Path(tempfile.mkdtemp())
    (home / ".config").mkdir()
    (home / ".config" / "user-dirs.dirs").write_text('XDG_DOCUMENTS_DIR="$HOME/文档"\n', encoding="utf-8")
    (home / "文档").mkdir()
    try:
        yield home
    finally:
        shutil.rmtree(home)


def _photograph(given: argparse.Namespace) -> int:
    """Runs in a process of its own scale."""
    from PySide6.QtCore import qInstallMessageHandler
    from PySide6.QtWidgets import QApplication

    from medaid_desktop.operations.ledgers.sample import write_sample
    from tests.ui.screens import SCREENS

    qInstallMessageHandler(lambda *_: None)  # the offscreen platform tells with every window what it cannot do
    app = QApplication(["screens", "-style", "fusion"])
    chosen, scale = [SCREENS[name] for name in given.names or SCREENS], given.scale[0]
    target = given.every or FOLDER
    target.mkdir(parents=True, exist_ok=True)
    failed = 0
    faulthandler.dump_traceback_later(1200, exit=True)  # a dialog that nobody closes would wait for ever
    with tempfile.TemporaryDirectory() as folder:
        sample = write_sample(Path(folder) / "sample.medaid")
        if given.manual:
            return _manual_pictures(sample)
        for shot, scheme in _shots(chosen, scale, bool(given.every)):
            _dress(scheme)
            name = f"{shot.name}-{scheme}-{scale}"
            try:
                wrong = _one(shot, scale, sample, target / f"{name}.png")
            except AssertionError as error:
                wrong = [str(error)]
            failed |= bool(wrong)
            for fault in wrong:
                print(f"{name}: {fault}", file=sys.stderr)
    app.quit()
    return failed


def _shots(chosen: "list[Screen]", scale: str, every: bool) -> "list[tuple[Screen, str]]":
    if every:
        return [(shot, scheme) for scheme in _SCHEMES for shot in chosen]
    if scale == "small150":
        return [(shot, "light") for shot in chosen if shot.is_main]
    shots = [(shot, "light") for shot in chosen]
    shots += [(shot, "dark") for shot in chosen]
    return shots + [(shot, "contrast") for shot in chosen if shot.is_main and scale == "100"]


def _dress(scheme: str) -> None:
    """A PC that remembers nothing but its colours."""
    from medaid_desktop.ui.settings import FILE_NAME, WindowSettings

    (Path(os.environ["MEDAID_HOME"]) / FILE_NAME).unlink(missing_ok=True)
    settings = WindowSettings()
    settings.put("look", scheme)
    settings.flush()


def _one(shot: "Screen", scale: str, sample: Path, target: Path) -> list[str]:
    """Takes one picture; what is wrong with the screen comes back."""
    from PySide6.QtWidgets import QDialog

    from tests.ui.screens import play
    from tests.ui.screens.inspect import faults

    width, height, factor = SCALES[scale]
    wrong: list[str] = []

    def look(stage: "Stage") -> None:
        stage.settle()
        save(grab(stage, not shot.is_main), target)
        wrong.extend(fault for top in stage.layers() for fault in faults(top))
        dialogs = [top for top in stage.layers() if isinstance(top, QDialog)]
        wrong.extend(f"larger than the screen: {top.windowTitle()}" for top in dialogs if not _fits(top.size(), size))

    size = (int(width / factor), int(height / factor))
    play(shot, look, sample, _office(), size)
    shutil.rmtree(_office(), ignore_errors=True)
    return wrong


def _fits(dialog: "QSize", screen: tuple[int, int]) -> bool:
    return dialog.width() + 2 <= screen[0] and dialog.height() + _TITLE_BAR + 1 <= screen[1]


def grab(stage: "Stage", crops: bool = False) -> "QImage":
    """The window with everything that stands above it; a dialog gets the frame and title that a system gives it.

    With `crops` only what the screen is about and what stands above, with their surroundings.
    """
    from PySide6.QtCore import QPoint, QRect, Qt
    from PySide6.QtGui import QPainter, QPalette
    from PySide6.QtWidgets import QDialog, QWidget

    window, *above = stage.layers()
    whole = window.grab()
    seen = stage.part.adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND) if not stage.part.isEmpty() else QRect()
    painter = QPainter(whole)
    for top in above:
        spot = top.mapToGlobal(QPoint(0, 0)) - window.mapToGlobal(QPoint(0, 0))
        picture = top.grab()
        place = QRect(spot, top.size())
        seen |= place.adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND)
        framed = isinstance(top, QDialog) or (isinstance(top, QWidget) and top.windowType() == Qt.WindowType.Window)
        if framed:
            frame = place.adjusted(-1, -_TITLE_BAR, 1, 1)
            painter.fillRect(frame, top.palette().color(QPalette.ColorRole.Mid))
            painter.fillRect(frame.adjusted(1, 1, -1, -1), top.palette().color(QPalette.ColorRole.Base))
            painter.setPen(top.palette().color(QPalette.ColorRole.WindowText))
            title = QRect(frame.left() + 12, frame.top(), frame.width() - 24, _TITLE_BAR)
            painter.drawText(title, Qt.AlignmentFlag.AlignVCenter, top.windowTitle())
        painter.drawPixmap(spot, picture)
    painter.end()
    if crops and not seen.isEmpty():
        seen &= window.rect()
        scale = whole.devicePixelRatio()
        whole = whole.copy(QRect(seen.topLeft() * scale, seen.size() * scale))
    return whole.toImage()


def save(image: "QImage", target: Path, colours: int = _COLOURS) -> None:
    """Writes a picture with few colours, which for a window is all it needs."""
    from io import BytesIO

    from PIL import Image
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice
    from PySide6.QtGui import QImageWriter

    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    picture = Image.open(BytesIO(buffer.data().data())).convert("RGB")
    picture = picture.quantize(palette=_palette(picture, colours), dither=Image.Dither.NONE)
    picture.save(target, optimize=True)


def _palette(picture: "Image", colours: int) -> "Image":
    """The grounds of a window as they are, which are its commonest colours, and the best for the rest."""
    from PIL import Image

    counted = sorted(picture.getcolors(picture.width * picture.height) or [], reverse=True)
    common = [channel for _, colour in counted[: colours // 2] for channel in cast("tuple[int, ...]", colour)]
    rest = picture.quantize(colours - len(common) // 3, Image.Quantize.MAXCOVERAGE).getpalette() or []
    palette = Image.new("P", (1, 1))
    palette.putpalette((common + rest)[: colours * 3])
    return palette


def _manual_pictures(sample: Path) -> int:
    from docs.help_pictures import make

    return make(sample, _office(), grab, save, ROOT)


def _office() -> Path:
    """Where the clerk keeps the ledgers of the screens."""
    return Path.home() / "文档" / "医疗救助"


if __name__ == "__main__":
    sys.exit(main())
