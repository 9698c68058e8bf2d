"""Forms of the ledger's own, made of blank documents: the way for the window and the command line alike.

A document is read (`read_template`), corrected (`change_template`, `draft_form` to look at), kept (`keep_template`), and
its filings moved over to a newer version (`move_filings`). Filings go back into it by `operations.exports.exporting`.
"""

from medaid_desktop.operations.template_shelf import (
    TemplateInfo,
    VersionInfo,
    own_form,
    remove_template,
    stored,
    template_of,
    templates,
)
from medaid_desktop.operations.templates.drafts import (
    Known,
    TemplateDraft,
    change_template,
    draft_form,
    read_template,
)
from medaid_desktop.operations.templates.keeping import Kept, keep_template, rehearse_keeping
from medaid_desktop.operations.templates.moving import MovedFiling, MoveReport, movable, move_filings
from medaid_desktop.operations.templates.shelving import remove_version, rename_template

__all__ = [
    "Kept", "Known", "MoveReport", "MovedFiling", "TemplateDraft", "TemplateInfo", "VersionInfo", "change_template",
    "draft_form", "keep_template", "movable", "move_filings", "own_form", "read_template",
    "rehearse_keeping", "remove_template", "remove_version", "rename_template", "stored", "template_of",
    "templates",
]  # fmt: skip
