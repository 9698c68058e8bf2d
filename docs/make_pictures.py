"""Makes the pictures of the README with the program itself: `python docs/make_pictures.py`."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["MEDAID_HOME"] = tempfile.mkdtemp()

import pypdfium2
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView, QWidget

from medaid_desktop.app import build_window
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.printing import print_filings
from medaid_desktop.operations.sample import write_sample
from medaid_desktop.store.form_library import FormLibrary
from medaid_desktop.store.ledger import Ledger

PICTURES = Path(__file__).parent / "pictures"
COUNTY = "371521"


def window_pictures(application: QApplication, ledger: Path) -> None:
    """The welcome page, and a declaration open beside the tree, at the size of an office screen."""
    window = build_window(None)
    window.resize(1366, 768)
    window.show()
    QTest.qWait(200)
    window.grab().save(str(PICTURES / "welcome.png"))
    window.close()
    window = build_window(ledger)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    QTest.qWait(200)
    search = window.findChild(QWidget, "regionSearch")
    search.setFocus()
    QTest.keyClicks(application.focusWidget(), "yanggu")
    QTest.keyClick(application.focusWidget(), Qt.Key.Key_Return)
    filings = window.findChild(QTableView, "filingList")
    filings.setCurrentIndex(filings.model().index(0, 0))
    QTest.keyClick(filings, Qt.Key.Key_Return)
    QTest.qWait(500)
    window.grab().save(str(PICTURES / "declaration.png"))
    window.close()


def sheet_picture(ledger: Path) -> None:
    """The first page of the first printed declaration."""
    with Desk(Ledger.open(ledger, read_only=True), FormLibrary()) as desk:
        ids = [item.id for item in desk.ledger.filings.list(region=COUNTY, form="declaration")]
        print_filings(desk, ids[:1], ledger.with_suffix(".pdf"))
    with pypdfium2.PdfDocument(ledger.with_suffix(".pdf")) as document:
        document[0].render(scale=1.1).to_pil().save(PICTURES / "sheet.png")


def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        ledger = write_sample(Path(folder) / "示例.medaid")
        window_pictures(QApplication([]), ledger)
        sheet_picture(ledger)


if __name__ == "__main__":
    main()
