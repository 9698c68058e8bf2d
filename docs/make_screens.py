"""Pictures of every screen, made by the program itself.

    python docs/make_screens.py [NAME…]     docs/screens/NAME-{light,dark}-{100,150}.png
    python docs/make_screens.py --manual    docs/pictures (README) and resources/help/pictures (manual)
    python docs/make_screens.py --list      the names

100: an office screen of 1366×768. 150: one of 1920×1080 at 150 %, which leaves the window 1280×720. Main screens are
also taken in high contrast, and as small150: 1366×768 at 150 %, which leaves 911×512.
A scale is fixed when Qt starts: each has its process.
"""

import argparse
import faulthandler
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, cast

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

if TYPE_CHECKING:
    from PIL.Image import Image
    from PySide6.QtGui import QImage

    from tests.ui.screens.stage import Screen, Stage

FOLDER = ROOT / "docs" / "screens"
SCALES = {"100": (1366, 768, 1.0), "150": (1920, 1080, 1.5), "small150": (1366, 768, 1.5)}
"""Pixels of the screen and the scale."""
_TITLE_BAR, _AROUND = 28, 40
_COLOURS = 20


def main() -> int:
    """Makes what is asked for; 1 where a screen could not be reached."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--manual", action="store_true")
    parser.add_argument("--scale", choices=SCALES, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.scale:
        return _photograph(given.names, given.scale, given.manual)
    if given.list:
        from tests.ui.screens import SCREENS

        print(*SCREENS, sep="\n")
        return 0
    scales = ["100"] if given.manual else list(SCALES)
    return max(_in_own_process(scale, given.names, given.manual) for scale in scales)


def _in_own_process(scale: str, names: list[str], manual: bool) -> int:
    width, height, factor = SCALES[scale]
    with tempfile.TemporaryDirectory() as home:
        screen = {"name": "office", "x": 0, "y": 0, "width": width, "height": height, "logicalDpi": 96, "dpr": 1}
        config = Path(home) / "screen.json"
        config.write_text(json.dumps({"screens": [screen]}), encoding="utf-8")
        environment = os.environ | {
            "QT_QPA_PLATFORM": f"offscreen:configfile={config}", "QT_SCALE_FACTOR": str(factor), "MEDAID_HOME": home,
        }  # fmt: skip
        command = [sys.executable, __file__, "--scale", scale, *(["--manual"] if manual else []), *names]
        return subprocess.run(command, env=environment, cwd=ROOT, check=False).returncode


def _photograph(names: list[str], scale: str, manual: bool) -> int:
    """Runs in a process of its own scale."""
    from PySide6.QtCore import qInstallMessageHandler
    from PySide6.QtWidgets import QApplication

    from medaid_desktop.operations.sample import write_sample
    from tests.ui.screens import SCREENS

    qInstallMessageHandler(lambda *_: None)  # the offscreen platform tells with every window what it cannot do
    app = QApplication(["screens", "-style", "fusion"])
    chosen = [SCREENS[name] for name in names or SCREENS]
    failed = 0
    faulthandler.dump_traceback_later(600, exit=True)  # a dialog that nobody closes would wait for ever
    with tempfile.TemporaryDirectory(prefix="台账") as folder:
        sample = write_sample(Path(folder) / "sample.medaid")
        if manual:
            return _manual_pictures(sample, Path(folder))
        for shot, scheme in _shots(chosen, scale):
            _dress(scheme)
            try:
                _one(shot, scheme, scale, sample, Path(folder) / f"{shot.name}-{scheme}")
            except AssertionError as error:
                failed = 1
                print(f"{shot.name}: {error}", file=sys.stderr)
    app.quit()
    return failed


def _shots(chosen: "list[Screen]", scale: str) -> "list[tuple[Screen, str]]":
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


def _one(shot: "Screen", scheme: str, scale: str, sample: Path, folder: Path) -> None:
    from tests.ui.screens import play

    width, height, factor = SCALES[scale]
    FOLDER.mkdir(exist_ok=True)
    target = FOLDER / f"{shot.name}-{scheme}-{scale}.png"
    size = (int(width / factor), int(height / factor))
    play(shot, lambda stage: save(grab(stage, not shot.is_main), target), sample, folder, size)


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


def _manual_pictures(sample: Path, folder: Path) -> int:
    from docs.help_pictures import make

    return make(sample, folder, grab, save, ROOT)


if __name__ == "__main__":
    sys.exit(main())
