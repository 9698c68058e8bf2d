"""The file that a filing was read from, given back as it came."""

from contextlib import suppress
from pathlib import Path, PurePosixPath, PureWindowsPath

from medaid_desktop.core.texts.safe_names import safe_name
from medaid_desktop.errors import UserError
from medaid_desktop.formats.files import write_file
from medaid_desktop.operations.desk import Desk
from medaid_desktop.store.records.sources import Source

_OPENED = {
    ".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".xlt", ".et", ".ett", ".ods", ".fods", ".docx", ".docm", ".dotx",
    ".json", ".html", ".htm", ".csv", ".tsv", ".txt", ".xml",
}  # fmt: skip
"""Endings under which a source may lie in a folder; any other could be a program's."""
_MOST_NAMES = 1000


def source_of(desk: Desk, filing_id: str) -> Source | None:
    """The file from which the present content of a filing was last read, None where it was made here."""
    return desk.ledger.sources.of(filing_id)


def open_source(desk: Desk, filing_id: str, folder: Path) -> Path:
    """Writes the file that a filing was read from into a folder, to be looked at: under its own name, read-only.

    One that lies there already is used again; nothing is overwritten and nothing run. Raises UserError where the filing
    has no source, it is damaged, or the folder cannot be written.
    """
    source = _required(desk, filing_id)
    data = source.data()
    name = own_name(source)
    for number in range(1, _MOST_NAMES):
        path = folder / (name if number == 1 else f"{Path(name).stem} {number}{Path(name).suffix}")
        if not path.exists():
            write_file(path, data)
            with suppress(OSError):
                path.chmod(0o444)  # a change saved here would be lost: it is a copy
            return path
        if path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data:
            return path
    raise UserError("这个文件夹里同名的文件太多", str(folder), "请清理这个文件夹，或换一个")


def save_source(desk: Desk, filing_id: str, out: Path) -> Source:
    """Writes the file that a filing was read from to `out`, or under its own name into `out` if that is a folder.

    The bytes are those that came. Raises UserError where the filing has no source, it is damaged, or `out` not writable.
    """
    source = _required(desk, filing_id)
    write_file(out / own_name(source) if out.is_dir() else out, source.data())
    return source


def own_name(source: Source) -> str:
    """The name a source came under, as a name that every system takes and none would run."""
    plain = PureWindowsPath(PurePosixPath(source.name).name)
    if plain.suffix.lower() in _OPENED:
        return safe_name(plain.stem, "原件") + plain.suffix.lower()
    return safe_name(plain.name, "原件") + ".原件"


def _required(desk: Desk, filing_id: str) -> Source:
    title = desk.ledger.filings.title(filing_id)
    source = source_of(desk, filing_id)
    if source is None:
        raise UserError("这份填报件没有原件", f"{title}（{filing_id}）", "只有由本程序导入的填报件才存有原件")
    return source
