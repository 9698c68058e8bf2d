"""Does a sheet show exactly what the ledger holds? By its code, its square code, the whole PDF, or the archive it lies in."""

from medaid_desktop.operations.verifying.archive_verdict import ArchiveState, ArchiveVerdict, FileFault
from medaid_desktop.operations.verifying.codes import verify_code
from medaid_desktop.operations.verifying.document import verify_pdf
from medaid_desktop.operations.verifying.files import verify_file
from medaid_desktop.operations.verifying.verdict import Fault, State, Verdict, Verified

__all__ = [
    "ArchiveState", "ArchiveVerdict", "Fault", "FileFault", "State", "Verdict", "Verified", "verify_code", "verify_file",
    "verify_pdf",
]  # fmt: skip
