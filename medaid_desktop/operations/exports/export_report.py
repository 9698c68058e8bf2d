"""What an export came to, and how each of its files is written."""

from dataclasses import dataclass, field
from pathlib import Path

from medaid_desktop.errors import UserError
from medaid_desktop.formats.files import write_file
from medaid_desktop.operations.exports.export_names import another_name


@dataclass(slots=True)
class ExportReport:
    """What an export came to.

    `files` were written, in a folder one for each of `filings` (their ids); what belongs to these stands in the same file. `notices` are sentences on content that had
    no place or contradicts a formula, `remarks` say what is as well to know. `failed` are filings of which no file was
    written, by title and id, with the reason.
    """

    files: list[Path] = field(default_factory=list[Path])
    notices: list[str] = field(default_factory=list[str])
    remarks: list[str] = field(default_factory=list[str])
    failed: list[tuple[str, UserError]] = field(default_factory=list[tuple[str, UserError]])
    cancelled: bool = False
    filings: list[str] = field(default_factory=list[str])


def replace_file(path: Path, content: bytes) -> None:
    """Replaces a file in one step; where it is open elsewhere the UserError offers another name."""
    try:
        write_file(path, content)
    except UserError as error:
        raise offering(error, path) from error


def offering(error: UserError, path: Path) -> UserError:
    """The error, with another name offered where the file is open elsewhere."""
    if not isinstance(error.__cause__, PermissionError):
        return error
    mend = f"可能正被 Excel、WPS 打开，请关闭后重试，或换一个文件名，例如 {another_name(path).name}"
    return UserError(error.what, error.where, mend)
