"""Verifying printed sheets: before anything is asked, what holds, what was altered, a batch, what cannot be used."""

import io
from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QWidget

from medaid_desktop.core.digest import digest, verification_code
from medaid_desktop.core.filing import Filing
from medaid_desktop.operations.archiving import Wish, make_archive
from medaid_desktop.operations.ledgers.sample import PASSPHRASE, SEAL
from medaid_desktop.operations.paper.printing import print_filings
from tests.ui.screens.stage import Stage, screen
from tests.ui.shell import Key, wait_until

_HIDES = b"q 1 g 262 536 90 16 re f Q\n"


def printed(stage: Stage, *forms: str, sealed: bool = False) -> Path:
    """A PDF of the sample's filings of some forms."""
    desk = stage.window.workspace.desk
    ids = [one.id for one in desk.ledger.filings.list() if one.form in forms and (one.status == "reviewed") is sealed]
    out = stage.inbox / "打印.pdf"
    print_filings(desk, ids, out, passphrases={SEAL: PASSPHRASE} if sealed else None)
    return out


def altered(path: Path, page: int = 0) -> Path:
    """A PDF with a white box laid over a page."""
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(io.BytesIO(path.read_bytes()))
    kid = writer.root["/Pages"]["/Kids"][page]
    changed = bytes(kid["/Contents"].data).replace(b"(\x00\x01\x00\x02", b"(\x00\x02\x00\x02", 1) + _HIDES
    kid["/Contents"] = writer.add_object(generic.StreamObject(stream_data=changed))
    writer.update_container(kid)
    file = io.BytesIO()
    writer.write(file)
    path.write_bytes(file.getvalue())
    return path


def _opened(stage: Stage) -> QWidget:
    from medaid_desktop.ui.dialogs.verifying.dialog import VerifyDialog

    stage.trigger("actionVerify")
    dialog = stage.shell.part(VerifyDialog)
    stage.centre(dialog)
    dialog.activateWindow()
    wait_until(dialog.isActiveWindow)
    return dialog


def _ask(stage: Stage, text: str) -> QWidget:
    dialog = _opened(stage)
    field = stage.shell.part(QLineEdit, "verifyCode")
    field.setFocus()
    field.setText(text)
    stage.press(Key.Key_Return)
    wait_until(field.isEnabled)
    return dialog


@screen()
def verify_empty(stage: Stage) -> None:
    dialog = _opened(stage)
    stage.take()
    dialog.close()


@screen(is_main=True)
def verify_altered(stage: Stage) -> None:
    """A figure covered and a title changed."""
    dialog = _ask(stage, str(altered(printed(stage, "regional-target"))))
    stage.mark("dialog", dialog)
    stage.take()
    dialog.close()


@screen()
def verify_sealed(stage: Stage) -> None:
    """A sealed declaration that holds."""
    dialog = _ask(stage, str(printed(stage, "declaration", sealed=True)))
    stage.take()
    dialog.close()


@screen()
def verify_superseded(stage: Stage) -> None:
    """A code typed in, of a content that was changed since."""
    desk = stage.window.workspace.desk
    one = next(one for one in desk.ledger.filings.list() if one.form == "declaration" and one.status == "draft")
    filing = desk.ledger.filings.get(one.id)
    desk.ledger.revisions.keep(filing)
    code = verification_code(digest(filing))
    edits = [
        ("values.funding_fiscal", "850 万元"),
        ("values.contact", "联系人乙"),
        ("tables.indicators[2].target", "≥90%"),
    ]
    desk.ledger.edit(one.id, edits, "录入")
    dialog = _ask(stage, code)
    stage.take()
    dialog.close()


@screen()
def verify_unknown(stage: Stage) -> None:
    """A code that nothing of this ledger was printed with."""
    code = verification_code(digest(Filing("declaration", 2021, "371521", values={"project_name": "别处的项目"})))
    dialog = _ask(stage, code)
    stage.take()
    dialog.close()


@screen()
def verify_of_others(stage: Stage) -> None:
    """A file that is not of this program."""
    import pypdfium2

    path = stage.inbox / "打印.pdf"
    blank = pypdfium2.PdfDocument.new()
    blank.new_page(595, 842)
    blank.save(path)
    blank.close()
    dialog = _ask(stage, str(path))
    stage.take()
    dialog.close()


@screen()
def verify_batch(stage: Stage) -> None:
    """Many sheets in one file, one of them altered."""
    dialog = _ask(stage, str(altered(printed(stage, "target-breakdown", "monitoring", "self-evaluation"), 3)))
    stage.take()
    dialog.close()


@screen()
def verify_misread(stage: Stage) -> None:
    """A code with a wrong letter."""
    dialog = _ask(stage, "0000-0000-0000-0001")
    stage.take()
    dialog.close()


@screen()
def verify_archive(stage: Stage) -> None:
    """An archive with a file changed, one lost and one put in."""
    folder = stage.inbox / "归档"
    make_archive(stage.window.workspace.desk, Wish(2020), folder)
    (folder / "目录.pdf").unlink()
    (folder / "说明.txt").write_text("后来放进去的", "utf-8")
    [data] = folder.glob("医疗救助/数据/填报件.json")
    data.write_bytes(data.read_bytes() + b"\n")
    dialog = _ask(stage, str(folder))
    stage.take()
    dialog.close()
