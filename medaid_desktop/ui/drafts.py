"""What was typed and could not be stored, kept in the user's folder until it is: a crash or a power cut costs nothing.

A file for each ledger, written while the disk of the ledger refuses and gone once all is stored or given up.
"""

import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, cast

from medaid_desktop import paths
from medaid_desktop.core.filing import Edit

Drafts = dict[str, list[Edit]]
"""The edits that are not stored yet, by filing."""


def kept(ledger_id: str) -> Drafts:
    """What is kept for a ledger, {} where nothing is or the file cannot be read."""
    try:
        read: Any = json.loads(_file(ledger_id).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(read, dict):
        return {}
    found: Drafts = {}
    for filing_id, edits in cast("dict[str, Any]", read).items():
        if isinstance(edits, list):
            pairs = [edit for edit in cast("list[Any]", edits) if isinstance(edit, list) and len(edit) == 2]
            found[filing_id] = [(str(path), str(text)) for path, text in pairs]
    return found


def keep(ledger_id: str, filing_id: str, edits: Sequence[Edit]) -> None:
    """Keeps the edits of a filing that are not stored, or forgets them where there are none.

    A disk that refuses this too leaves what is in the window, which says so already.
    """
    drafts = kept(ledger_id)
    drafts.pop(filing_id, None)
    if edits:
        drafts[filing_id] = list(edits)
    with suppress(OSError):
        if drafts:
            file = _file(ledger_id)
            temporary = file.with_suffix(".new")
            temporary.write_text(json.dumps(drafts, ensure_ascii=False), encoding="utf-8")
            temporary.replace(file)
        else:
            forget(ledger_id)


def forget(ledger_id: str) -> None:
    """Forgets everything kept for a ledger: it was closed by a clerk who knew."""
    with suppress(OSError):
        _file(ledger_id).unlink(missing_ok=True)


def _file(ledger_id: str) -> Path:
    folder = paths.user_data_folder() / "drafts"
    folder.mkdir(exist_ok=True)
    return folder / f"{ledger_id}.json"
