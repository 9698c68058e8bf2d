"""Verifying whatever file is handed in."""

from pathlib import Path

from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.verifying.document import Cancelled, Progress, verify_pdf
from medaid_desktop.operations.verifying.verdict import Verified

_ZIP = ".zip"


def verify_file(
    desk: Desk, path: Path, progress: Progress | None = None, cancelled: Cancelled | None = None
) -> Verified:
    """Verifies an archive, a folder or a .zip, or else a PDF. `progress` is called with (done, total).

    Raises UserError where it cannot be used, and CancelledError.
    """
    if path.suffix.lower() == _ZIP or path.is_dir():
        from medaid_desktop.operations.verifying.archive import verify_archive  # all that makes archives comes with it

        return verify_archive(desk, path, progress, cancelled)
    return verify_pdf(desk, path, progress, cancelled)
