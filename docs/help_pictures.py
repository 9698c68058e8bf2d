"""The pictures of the manual and of the README, out of the same screens as all others; see make_screens.py."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtGui import QImage

    from tests.ui.screens.stage import Stage


class Picture(NamedTuple):
    """`spot` is the name of a place that the screen marks, "" for all of it; `most` the largest size, cut beyond."""

    name: str
    screen: str
    spot: str = ""
    most: tuple[int, int] = (640, 420)
    shrink: bool = False


MANUAL = (
    Picture("welcome", "welcome", "start", (1000, 600), shrink=True),
    Picture("window", "declaration", shrink=True),
    Picture("region-hits", "region-hits", "hits", (400, 300)),
    Picture("list", "declaration", "list", (400, 220)),
    Picture("foot", "notice-done", "foot", (1366, 60), shrink=True),
    Picture("paper", "editing", "paper", (1100, 560), shrink=True),
    Picture("indicators", "indicators", "paper", (1100, 520), shrink=True),
    Picture("new-filing", "new-filing", "dialog", (960, 640), shrink=True),
    Picture("incoming", "incoming", "page", (1366, 640), shrink=True),
    Picture("template", "template", "page", (1366, 640), shrink=True),
    Picture("export", "export-dialog", "dialog", (960, 640), shrink=True),
    Picture("preview", "preview", "preview", (480, 520)),
    Picture("print", "print-dialog", "dialog", (960, 640), shrink=True),
    Picture("history", "history", "history", (480, 520)),
    Picture("found", "find-all", "found", (480, 460)),
    Picture("findings", "findings-sum", "sum", (480, 600)),
    Picture("batch", "batch-check", "page", (1100, 420), shrink=True),
    Picture("review", "review", "review", (480, 300)),
    Picture("review-many", "review-many", "many", (1366, 460), shrink=True),
)
README = (Picture("welcome", "welcome"), Picture("declaration", "declaration"))
_WIDEST, _COLOURS = 620, 32


def make(
    sample: Path,
    folder: Path,
    grab: "Callable[[Stage], QImage]",
    save: "Callable[[QImage, Path, int], None]",
    root: Path,
) -> int:
    """Makes all of them anew."""
    from tests.ui.screens import SCREENS, play

    manual, readme = root / "resources/help/pictures", root / "docs/pictures"
    shots = [(picture, manual) for picture in MANUAL] + [(picture, readme) for picture in README]
    for picture, target in shots:
        target.mkdir(parents=True, exist_ok=True)

        def look(stage: "Stage", picture: Picture = picture, target: Path = target) -> None:
            stage.settle()
            image = _cut(grab(stage), stage.spots.get(picture.spot), picture)
            save(image, target / f"{picture.name}.png", _COLOURS)

        play(SCREENS[picture.screen], look, sample, folder)
        shutil.rmtree(folder, ignore_errors=True)
    _sheet(sample, root / "docs/pictures/sheet.png")
    return 0


def _cut(image: "QImage", spot: "QRect | None", picture: Picture) -> "QImage":
    """The part that matters, no wider than a page of the manual."""
    from PySide6.QtCore import QRect, QSize, Qt

    if spot is not None:
        most = QSize(*picture.most)
        image = image.copy(QRect(spot.topLeft(), spot.size().boundedTo(most)))
    if picture.shrink and image.width() > _WIDEST:
        image = image.scaledToWidth(_WIDEST, Qt.TransformationMode.SmoothTransformation)
    return image


def _sheet(sample: Path, target: Path) -> None:
    """The first page of a printed declaration."""
    import pypdfium2

    from medaid_desktop.operations.desk import Desk
    from medaid_desktop.operations.paper.printing import print_filings
    from medaid_desktop.store.forms.form_library import FormLibrary
    from medaid_desktop.store.ledger import Ledger

    printed = sample.with_suffix(".pdf")
    with Desk(Ledger.open(sample, read_only=True), FormLibrary()) as desk:
        ids = [item.id for item in desk.ledger.filings.list(region="371521", form="declaration")]
        print_filings(desk, ids[:1], printed)
    with pypdfium2.PdfDocument(printed) as document:
        page = document[0].render(scale=1.1)  # pyright: ignore[reportArgumentType]  (any number will do)
        page.to_pil().quantize(32).save(target, optimize=True)
