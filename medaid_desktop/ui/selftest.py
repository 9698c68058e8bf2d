"""`--selftest DIR`: the main way once, so that a build that lacks a part fails loudly (contract, section 2)."""

import json
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEventLoop, QSize, QTimer
from PySide6.QtWidgets import QMainWindow, QTableView

from medaid_desktop.errors import UserError
from medaid_desktop.operations.desk import Desk
from medaid_desktop.store.forms.form_library import FormLibrary
from medaid_desktop.store.ledger import Ledger

Step = Callable[[Path], None]
_SIZE = (1366, 768)
_PAINT_MS = 1500
_LEDGER, _OTHER = "selftest.medaid", "selftest-imported.medaid"
_EXPORTED, _AGAIN = "selftest.json", "selftest-again.json"
_PDF, _PRINTED, _PICTURE = "selftest.pdf", "selftest-printed.prn", "selftest.png"


class SelftestError(Exception):
    """A part did not do what it should."""


def run_selftest(folder: Path, build_window: Callable[[Path | None], QMainWindow]) -> int:
    """Goes through all parts in a folder, made where missing; prints what failed. 0 only if every part worked."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in (_LEDGER, _OTHER, _EXPORTED, _AGAIN, _PDF, _PRINTED, _PICTURE):
        (folder / name).unlink(missing_ok=True)
    steps: list[tuple[str, Step]] = [
        ("台账和示例", _ledger),
        ("导出、导入 JSON", _exchange),
        ("印章和操作员", _secrets),
        ("打印 PDF", _pdf),
        ("打印机用的图样和预览", _paper),
        ("界面的中文和图标", _resources),
        ("窗口", lambda at: _window(at, build_window)),
    ]
    failed = 0
    for name, step in steps:
        try:
            step(folder)
            print(f"{name}：成功")
        except (SelftestError, UserError) as error:
            failed += 1
            print(f"{name}：失败。{error}", file=sys.stderr)
        except Exception:
            failed += 1
            print(f"{name}：失败。\n{traceback.format_exc()}", file=sys.stderr)
    print(f"{len(steps) - failed}/{len(steps)}，文件在 {folder}")
    return 1 if failed else 0


def _require(holds: bool, otherwise: str) -> None:
    if not holds:
        raise SelftestError(otherwise)


def _ledger(work: Path) -> None:
    from medaid_desktop.operations.ledgers.sample import write_sample

    write_sample(_path(work))
    with Ledger.open(_path(work)) as ledger:
        _require(not ledger.read_only, "台账只能查看")
        _require(ledger.filings.count() > 0, "示例台账是空的")
        _require(ledger.check() == [], "台账检查不通过")


def _exchange(work: Path) -> None:
    from medaid_desktop.operations.filings.exchange import export_json
    from medaid_desktop.operations.incoming import import_files

    out, again = work / _EXPORTED, work / _AGAIN
    with Ledger.open(_path(work)) as ledger, Ledger.create(work / _OTHER) as other:
        export_json(Desk(ledger, FormLibrary()), [summary.id for summary in ledger.filings.list()], out)
        desk = Desk(other, FormLibrary())
        export_json(desk, import_files(desk, [out]).ids, again)
    _require(_contents(out) == _contents(again), "导入的内容与导出的不同")


def _contents(file: Path) -> list[dict[str, Any]]:
    filings: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))["filings"]
    own = ("id", "status")  # what was reviewed there is a draft here
    return [{key: value for key, value in filing.items() if key not in own} for filing in filings]


def _secrets(work: Path) -> None:
    """What encrypts seals and hashes PINs is there and works; the ledger is left without operators, as it was."""
    from medaid_desktop.operations.ledgers.sample import PASSPHRASE, SEAL

    name, pin = "自检", "729403"
    with Ledger.open(_path(work)) as ledger:
        _require(ledger.seals.open(SEAL, PASSPHRASE, "自检").png.startswith(b"\x89PNG"), "样章没有打开")
        ledger.operators.put(name, ["keeper"], pin)
        _require(ledger.access.sign_in(name, pin).name == name, "操作员没有登录")
        ledger.operators.retire(name)


def _pdf(work: Path) -> None:
    from medaid_desktop.formats.pdf.signing import Certificate, check_certificate
    from medaid_desktop.operations.ledgers.sample import PASSPHRASE, SEAL
    from medaid_desktop.operations.paper.printing import print_filings

    out = work / _PDF
    with Ledger.open(_path(work)) as ledger:
        ids = [summary.id for summary in ledger.filings.list()]
        pages = sum(print_filings(Desk(ledger, FormLibrary()), ids, out, passphrases={SEAL: PASSPHRASE}).pages)
        _require(pages >= len(ids), f"{len(ids)} 份只印了 {pages} 页")
    _require(out.read_bytes().startswith(b"%PDF-"), "写出的不是 PDF")
    _require(b"/SMask" in out.read_bytes(), "样章没有印上")
    try:  # no certificate, but what reads one must be there to say so
        check_certificate(Certificate(out, ""))
    except UserError as error:
        _require("证书打不开" in error.what, "证书部分不能用")


def _paper(work: Path) -> None:
    """What needs no printer: pages as pixels, and pages painted by the print system, which a build may have left out."""
    from PySide6.QtGui import QPainter
    from PySide6.QtPrintSupport import QPrinter

    from medaid_desktop.formats.pdf.drawing import Drawer
    from medaid_desktop.formats.pdf.render import PdfPages
    from medaid_desktop.operations.paper.printing import drawn_pages
    from medaid_desktop.operations.paper.runs import next_parts
    from medaid_desktop.operations.paper.sheets import sheet_job
    from medaid_desktop.ui.printing.painting import paint_page
    from medaid_desktop.ui.printing.printers import SystemPrinters

    pages = PdfPages((work / _PDF).read_bytes())
    pixels = pages.render(0, 210, 297)
    pages.close()
    _require(pixels is not None and min(pixels.data) < 128, "预览是空白的")
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(work / _PRINTED))
    with Ledger.open(_path(work)) as ledger:
        desk = Desk(ledger, FormLibrary())
        page = drawn_pages(sheet_job(next_parts(desk, ledger.filings.get(ledger.filings.list()[0].id))), Drawer())[0]
    painter = QPainter(printer)
    paint_page(painter, page)
    _require(painter.end() and (work / _PRINTED).read_bytes().startswith(b"%PDF-"), "打印系统没有画出页面")
    SystemPrinters().names()


def _resources(work: Path) -> None:  # noqa: ARG001
    from medaid_desktop.ui.icons import icon
    from medaid_desktop.ui.translation import speak_chinese

    drawn = icon("print").pixmap(QSize(20, 20)).toImage()
    inks = [drawn.pixelColor(x, y).alpha() for x in range(20) for y in range(20)]
    _require(any(inks), "图标没有画出来")
    app = QCoreApplication.instance()
    _require(app is not None and speak_chinese(app), "缺少 Qt 的中文译文 qtbase_zh_CN.qm")


def _window(work: Path, build_window: Callable[[Path | None], QMainWindow]) -> None:
    from medaid_desktop.ui.views.place.filing_list import FilingList

    window = build_window(_path(work))
    window.resize(*_SIZE)
    window.show()
    listed = window.findChild(FilingList, "filingList")
    if listed is None or not listed.model().rowCount():
        raise SelftestError("窗口里没有填报件列表")
    listed.doubleClicked.emit(listed.model().index(0, 0))
    loop = QEventLoop()
    QTimer.singleShot(_PAINT_MS, loop.quit)
    loop.exec()
    _require(window.findChild(QTableView, "formEditor") is not None, "没有打开填报件")
    picture = window.grab()
    _require(picture.save(str(work / _PICTURE)), "窗口图片没有写成")
    image = picture.toImage().scaled(64, 36)
    colours = {image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}
    _require(len(colours) > 10, "窗口是空白的")
    window.close()


def _path(work: Path) -> Path:
    return work / _LEDGER
