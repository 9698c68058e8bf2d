"""Reading what upper levels send into the ledger: the way for the window and the command line alike.

A file is read (`read_incoming`), its tables are settled, corrected and chosen (`settle`, `learn` and `reread`,
`Incoming.choice`), and stored (`store_incoming` for one, `store_files` for several, `import_files` for all at once).
"""

from medaid_desktop.operations.incoming.batch import import_files, store_files
from medaid_desktop.operations.incoming.files import expand
from medaid_desktop.operations.incoming.items import (
    KEEP,
    Choice,
    ImportReport,
    Incoming,
    IncomingFile,
    Keep,
    Outcome,
    RowPlace,
    Same,
    Settled,
    Taken,
)
from medaid_desktop.operations.incoming.reading import known_for, learn, read_incoming, reread
from medaid_desktop.operations.incoming.settling import settle
from medaid_desktop.operations.incoming.source import open_source, save_source, source_of
from medaid_desktop.operations.incoming.storing import before_import, store_incoming
from medaid_desktop.operations.incoming.there import find_rivals, label

__all__ = [
    "KEEP", "Choice", "ImportReport", "Incoming", "IncomingFile", "Keep", "Outcome", "RowPlace", "Same", "Settled", "Taken",
    "before_import", "expand", "find_rivals", "import_files", "known_for", "label", "learn", "open_source",
    "read_incoming", "reread", "save_source", "settle", "source_of", "store_files", "store_incoming",
]  # fmt: skip
