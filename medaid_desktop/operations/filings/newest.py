"""The content of a filing as another version of its form has it, or a form of its kind: what new filings begin with."""

from medaid_desktop.core.filing import Filing
from medaid_desktop.core.forms import CUSTOM
from medaid_desktop.core.templates.template_map import TemplateMap
from medaid_desktop.operations.desk import Desk

_NO_MAP = TemplateMap("", 0, "")
"""A built-in form has none: its fields are found by their ids and labels."""


def in_newest(desk: Desk, filing: Filing) -> Filing:
    """A filing made with an older version of its form as one of the newest, what has no place there kept beside it."""
    return as_form(desk, filing, filing.form)


def as_form(desk: Desk, filing: Filing, form_id: str) -> Filing:
    """A filing as one of the newest version of a form, where that is its own or of its kind (`kind_of`).

    What has no place there is kept beside it under its label. One that is of it already, of a built-in form, of another
    kind or made with a version that is lost comes back as it is.
    """
    if not (filing.form.startswith(CUSTOM) or form_id.startswith(CUSTOM)):
        return filing
    target = desk.forms.get(form_id)
    if (filing.form, filing.form_version) == (form_id, target.version):
        return filing
    if filing.form != form_id and kind_of(desk, filing.form) != kind_of(desk, form_id):
        return filing
    from medaid_desktop.operations.template_shelf import stored
    from medaid_desktop.recognition.templates.versions.moving import moved

    maps = {(one.form, one.version): one.map for one in (*stored(desk, filing.form), *stored(desk, form_id))}
    old, new = (_NO_MAP if not form.startswith(CUSTOM) else maps.get((form, version)) for form, version in
                ((filing.form, filing.form_version), (form_id, target.version)))  # fmt: skip
    if old is None or new is None:
        return filing
    return moved(filing, desk.form_of(filing), target, old, new)[0]


def kind_of(desk: Desk, form_id: str) -> str:
    """The built-in form that a form of the ledger's own was made after, else the form's own id."""
    return (desk.forms.get(form_id).base or form_id) if form_id.startswith(CUSTOM) else form_id
