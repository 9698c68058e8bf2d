"""A template as the ledger keeps it."""

from dataclasses import dataclass

from medaid_desktop.core.templates.template_map import TemplateMap


@dataclass(frozen=True, slots=True)
class StoredTemplate:
    """A version of a form of the ledger's own: the form's definition and map, and the file it was made of.

    `form` is custom:NAME; `definition` the JSON that `core.definitions.form_reader.read_form_json` reads; `digest` names the file's content among the sources, `file` is its own name and `kind` what
    it is by content (xlsx, xls, ods, docx, …). The newest version is the one for new filings.
    """

    form: str
    version: str
    definition: str
    map: TemplateMap
    file: str
    kind: str
    digest: str
