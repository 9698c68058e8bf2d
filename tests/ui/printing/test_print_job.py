"""What comes out of a printer, measured: true size, place, order, and the same ink as the PDF."""

# The types of pypdfium2 and Pillow are narrower than what they take.
# pyright: reportArgumentType=false, reportOperatorIssue=false

import json
import os
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from PIL import Image, ImageChops, ImageFilter, ImageStat
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from medaid_desktop.core.review.sheet_code import read_sheet_code
from medaid_desktop.errors import UserError
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.filings.editing import commit
from medaid_desktop.operations.ledgers.sample import PASSPHRASE, SEAL
from medaid_desktop.operations.paper.printing import print_filings
from medaid_desktop.operations.paper.runs import open_seals, seals_wanted
from medaid_desktop.operations.paper.sheets import Edition
from medaid_desktop.store.forms.form_library import FormLibrary
from medaid_desktop.store.ground.progress import CancelledError
from medaid_desktop.store.ledger import Ledger
from medaid_desktop.ui.printing.job import Sent, print_job
from medaid_desktop.ui.printing.measuring_page import CROSS_MM, RULE_MM, print_test_page
from medaid_desktop.ui.printing.options import PrintOptions
from medaid_desktop.ui.printing.printers import SystemPrinters
from medaid_desktop.ui.tasks import Task
from tests.ui.printing.fake_printers import LASER, OLD, FakePrinters

DPI = 300
MM = DPI / 25.4
DARK = b"#" * 151 + b" " * 105


class Stopping(Task):
    """A task that is cancelled after so many looks."""

    def __init__(self, after: int | None = None) -> None:
        self.looks, self.after = 0, after
        self.steps: list[tuple[int, int]] = []

    def is_cancelled(self) -> bool:
        self.looks += 1
        return self.after is not None and self.looks > self.after

    def progress(self, done: int, total: int) -> None:
        self.steps.append((done, total))


@pytest.fixture
def desk(sample: Path):
    with Desk(Ledger.open(sample, read_only=True), FormLibrary()) as desk:
        yield desk


@pytest.fixture
def printers(tmp_path: Path, qtbot: QtBot) -> FakePrinters:  # noqa: ARG001
    return FakePrinters(tmp_path)


def ids_of(desk: Desk, *forms: str) -> list[str]:
    return [next(item.id for item in desk.ledger.filings.list(form=form)) for form in forms]


def printed(desk: Desk, printers: FakePrinters, ids: list[str], name: str = LASER, **options: object) -> Sent:
    return print_job(desk, ids, printers, name, PrintOptions(**options), "试印", Stopping())  # type: ignore[arg-type]


def pictures(file: Path, dpi: int = DPI) -> list[Image.Image]:
    with pypdfium2.PdfDocument(file) as document:
        return [page.render(scale=dpi / 72, grayscale=True).to_pil() for page in document]


def longest_line(picture: Image.Image, across: bool) -> tuple[float, float, float]:
    """The longest unbroken dark line: where it begins and ends, and how far from the edge it lies, in millimetres."""
    picture = picture if across else picture.transpose(Image.Transpose.TRANSPOSE)
    width, height = picture.size
    data, best = picture.tobytes().translate(DARK), (0, 0, 0)
    for y in range(height):
        row = data[y * width : (y + 1) * width]
        while (place := row.find(b"#" * (best[1] - best[0] + 1))) >= 0:
            best = place, place + len(row[place:]) - len(row[place:].lstrip(b"#")), y
    return best[0] / MM, best[1] / MM, best[2] / MM


def bounds(picture: Image.Image) -> tuple[float, float, float, float]:
    """The ink: left, top, right, bottom in millimetres (the light draft mark left out)."""
    box = picture.point(lambda value: 255 if value < 150 else 0).getbbox()
    assert box is not None
    return tuple(edge / MM for edge in box)  # type: ignore[return-value]


def test_paper_shows_the_ink_of_the_pdf(desk: Desk, printers: FakePrinters, tmp_path: Path):
    ids = ids_of(desk, "declaration", "self-evaluation")
    sent = printed(desk, printers, ids)
    print_filings(desk, ids, tmp_path / "same.pdf")
    ours, theirs = pictures(printers.output(1), 100), pictures(tmp_path / "same.pdf", 100)
    assert len(ours) == len(theirs) == sent.pages == sent.leaves
    for one, other in zip(ours, theirs, strict=True):
        soft = [picture.crop((0, 0, 820, 1160)).filter(ImageFilter.GaussianBlur(2)) for picture in (one, other)]
        assert max(ImageChops.difference(*soft).getextrema()) < 60  # type: ignore[type-var]
        means = [ImageStat.Stat(picture).mean[0] for picture in soft]
        assert abs(means[0] - means[1]) < 0.5


def test_the_table_is_as_wide_as_the_form_says(desk: Desk, printers: FakePrinters):
    (filing,) = ids_of(desk, "declaration")
    printed(desk, printers, [filing])
    page = desk.paper(desk.ledger.filings.get(filing)).sheet.page
    left, right, _ = longest_line(pictures(printers.output(1))[0], across=True)
    assert left == pytest.approx(page.left_mm, abs=0.3)
    assert right == pytest.approx(page.width_mm - page.right_mm, abs=0.3)


def test_offset_moves_and_nothing_else(desk: Desk, printers: FakePrinters):
    (filing,) = ids_of(desk, "declaration")
    printed(desk, printers, [filing])
    printed(desk, printers, [filing], right_mm=3.0, down_mm=-2.0)
    plain, moved = (bounds(pictures(printers.output(job))[1]) for job in (1, 2))
    assert [b - a for a, b in zip(plain, moved, strict=True)] == pytest.approx([3, -2, 3, -2], abs=0.15)


def test_fitting_keeps_all_ink_within_what_the_printer_reaches(desk: Desk, printers: FakePrinters):
    (filing,) = ids_of(desk, "declaration")
    printed(desk, printers, [filing], OLD)
    printed(desk, printers, [filing], OLD, scaling="fit")
    cut, whole = (bounds(pictures(printers.output(job))[0]) for job in (1, 2))
    assert cut[3] > 297 - 25 >= whole[3] - 0.1
    scale = (whole[2] - whole[0]) / (cut[2] - cut[0])
    assert scale == pytest.approx((whole[3] - whole[1]) / (cut[3] - cut[1]), abs=0.005) and 0.9 < scale < 1


def test_a_form_across_is_turned_on_upright_paper(desk: Desk, printers: FakePrinters):
    (filing,) = ids_of(desk, "fund-usage")
    page = desk.paper(desk.ledger.filings.get(filing)).sheet.page
    assert page.width_mm > page.height_mm
    printed(desk, printers, [filing])
    (picture,) = pictures(printers.output(1))
    assert picture.width < picture.height
    first, last, _ = longest_line(picture, across=False)
    assert first == pytest.approx(page.right_mm, abs=0.3) and last == pytest.approx(297 - page.left_mm, abs=0.3)
    upright = picture.transpose(Image.Transpose.ROTATE_270)
    above = upright.crop((0, 0, upright.width, upright.height // 2))
    assert bounds(above)[1] < page.top_mm + 8


def test_both_sides_leave_backs_blank_where_a_filing_ends(desk: Desk, printers: FakePrinters):
    ids = ids_of(desk, "fund-usage", "declaration", "fund-usage")
    sent = printed(desk, printers, ids, sides="long", copies=2)
    assert (sent.pages, sent.leaves) == (8, 6)
    blank = [ImageStat.Stat(picture).mean[0] == 255 for picture in pictures(printers.output(1), 30)]
    assert blank == [False, True, False, False, False, True, False, True, False, False, False]


def test_the_range_of_pages_and_the_order(desk: Desk, printers: FakePrinters):
    ids = ids_of(desk, "declaration", "fund-usage")
    sent = printed(desk, printers, ids, pages="2-3", backwards=True)
    assert (sent.pages, sent.filings) == (2, 2)
    assert len(pictures(printers.output(1), 30)) == 2
    with pytest.raises(UserError, match="只有 3 页"):
        printed(desk, printers, ids, pages="9")
    assert len(printers.jobs) == 1


def test_what_cannot_be_printed_is_found_before_the_first_page(sample: Path, printers: FakePrinters):
    with Desk(Ledger.open(sample), FormLibrary()) as desk:
        ids = ids_of(desk, "fund-usage", "declaration")
        commit(desk, ids[1], [("values.project_name", "\U0001f600")], "填写")
        with pytest.raises(UserError, match=r"字体里没有这个字：.*预算绩效目标申报表"):
            printed(desk, printers, ids)
    assert printers.jobs == []


def test_stopping_before_and_within(desk: Desk, printers: FakePrinters):
    ids = ids_of(desk, "fund-usage", "declaration")
    with pytest.raises(CancelledError):
        print_job(desk, ids, printers, LASER, PrintOptions(), "试印", Stopping(after=1))
    assert printers.jobs == []
    task = Stopping(after=5)
    sent = print_job(desk, ids, printers, LASER, PrintOptions(), "试印", task)
    assert sent.stopped_after is not None and sent.stopped_after < 3 and task.steps[-1][1] == 3


def test_a_printer_that_is_gone_is_named(desk: Desk, printers: FakePrinters):
    printers.lost.add(OLD)
    with pytest.raises(UserError, match=r"找不到打印机：.*旧打印机"):
        printed(desk, printers, ids_of(desk, "declaration"), OLD)
    with pytest.raises(UserError, match="找不到打印机：没有这台"):
        SystemPrinters().facts("没有这台")


def test_the_test_page_has_its_crosses_and_its_rule_in_place(printers: FakePrinters):
    for job, (right, down) in enumerate([(0.0, 0.0), (2.0, -1.0)], 1):
        options = PrintOptions(right_mm=right, down_mm=down)
        print_test_page(printers, LASER, options, (210.0, 297.0), Stopping())
        (picture,) = pictures(printers.output(job))
        left, end, y = longest_line(picture, across=True)
        assert end - left == pytest.approx(RULE_MM, abs=0.3)
        assert left == pytest.approx(55 + right, abs=0.3) and y == pytest.approx(148.5 + down, abs=0.3)
        cross = picture.crop(tuple(round(place * MM) for place in (13, 13, 27, 27)))
        _, _, beside = longest_line(cross, across=False)
        _, _, below = longest_line(cross, across=True)
        assert beside + 13 == pytest.approx(CROSS_MM + right, abs=0.3)
        assert below + 13 == pytest.approx(CROSS_MM + down, abs=0.3)


_RULE = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from medaid_desktop.ui.printing.options import PrintOptions
from medaid_desktop.ui.printing.measuring_page import print_test_page
from tests.ui.printing.fake_printers import LASER, FakePrinters
app = QApplication([])
print_test_page(FakePrinters(Path(sys.argv[1])), LASER, PrintOptions(), (210.0, 297.0), None)
"""


@pytest.mark.parametrize("scale", ["1.5", "2"])
def test_the_scaling_of_the_screen_does_not_reach_the_paper(tmp_path: Path, scale: str):
    env = os.environ | {"QT_SCALE_FACTOR": scale, "QT_QPA_PLATFORM": "offscreen"}
    root = Path(__file__).parents[3]
    subprocess.run([sys.executable, "-c", _RULE, str(tmp_path)], env=env, cwd=root, check=True, capture_output=True)
    left, end, _ = longest_line(pictures(tmp_path / "job-1.pdf")[0], across=True)
    assert end - left == pytest.approx(RULE_MM, abs=0.3) and left == pytest.approx(55, abs=0.3)


def test_a_job_is_noted_before_the_printer_is_given_anything(
    sample: Path, printers: FakePrinters, monkeypatch: pytest.MonkeyPatch
):
    with Desk(Ledger.open(sample), FormLibrary()) as desk:
        sealed = [one.id for one in desk.ledger.filings.list() if seals_wanted(desk, [one.id])]
        edition = Edition(seals=open_seals(desk, {SEAL: PASSPHRASE}))
        noted: list[list[str]] = []
        real = printers.device
        monkeypatch.setattr(printers, "device", lambda *how: noted.append(_prints(desk, sealed[0])) or real(*how))
        options = PrintOptions(copies=2)
        print_job(desk, sealed, printers, LASER, options, "试印", Stopping(), edition)
        assert noted == [["print"]]
        (entry,) = [one for one in desk.ledger.log.entries(sealed[0]) if one.action == "print"]
        details = json.loads(entry.details)
        assert (details["file"], details["copies"], details["copy"]) == (LASER, 2, 1) and len(details["seals"]) == 4
        reddish = [_reddish(page) for page in _coloured(printers.output(1))]
        assert reddish == [False, True] * 2
        codes = [zxingcpp.read_barcodes(page)[0].text for page in pictures(printers.output(1), 150)]
        assert [(code.page, code.pages) for code in map(read_sheet_code, codes)] == [(1, 2), (2, 2)] * 2

        printers.lost.add(LASER)
        with pytest.raises(UserError, match="找不到打印机"):
            print_job(desk, sealed, printers, LASER, options, "试印", Stopping(), edition)
        printers.lost.clear()
        with pytest.raises(CancelledError):
            print_job(desk, sealed, printers, LASER, options, "试印", Stopping(after=1), edition)
        assert _prints(desk, sealed[0]) == ["print"], "nothing was given to any printer"
        monkeypatch.setattr(printers, "device", _refused)
        with pytest.raises(UserError, match="没有接受"):
            print_job(desk, sealed, printers, LASER, options, "试印", Stopping(), edition)
        assert _prints(desk, sealed[0]) == ["print", "print", "print-failed"]


def _refused(*_: object) -> QPrinter:
    raise UserError("打印机没有接受打印")


def _prints(desk: Desk, filing: str) -> list[str]:
    return [entry.action for entry in desk.ledger.log.entries(filing) if entry.action.startswith("print")]


def _coloured(file: Path) -> list[Image.Image]:
    with pypdfium2.PdfDocument(file) as document:
        return [page.render(scale=1).to_pil().convert("RGB") for page in document]


def _reddish(picture: Image.Image) -> bool:
    colours = picture.getcolors(picture.width * picture.height) or []
    return any(red > green + 60 for _, (red, green, _) in colours)
