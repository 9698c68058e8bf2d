"""Makes forms of the ledger's own out of a draft."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from medaid_desktop.core.forms import CUSTOM
from medaid_desktop.core.templates.map_json import map_to_json
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.template_shelf import stored
from medaid_desktop.operations.templates.drafts import TemplateDraft, made_form
from medaid_desktop.operations.templates.names import checked, unused
from medaid_desktop.store.forms.templates import TemplateHead, TemplateTexts, name_of, names_in


@dataclass(frozen=True, slots=True)
class Kept:
    """A form of the ledger's own: `is_new` tells whether this version came with the call or was there already.

    `before` is the version that was the newest until then, "" where the form is new. `index` is the map's in the draft;
    `renamed` what the office calls the form, "" where that is the name in its id.
    """

    form: str
    version: str
    title: str
    is_new: bool
    before: str = ""
    index: int = 0
    renamed: str = ""

    @property
    def name(self) -> str:
        """What people call the form."""
        return self.renamed or name_of(self.form)


def keep_template(desk: Desk, draft: TemplateDraft, name: str = "", only: Collection[int] | None = None) -> list[Kept]:
    """Stores the forms of a draft (`only` some of them, by their numbers) in the ledger, all or none.

    `name` is for the first of them; the others go by their titles. What has the name of a form that is there becomes
    its next version, as does what was recognised as one; the same file with the same map is there already, and nothing
    is stored. Raises UserError for a name that cannot be, and where the ledger is read-only or the disk full.
    """
    with desk.ledger.transaction():
        planned = _plan(desk, draft, name, only)
        for kept, texts in planned:
            if texts:
                desk.ledger.templates.keep(
                    kept.form, kept.version, texts, draft.file.name, draft.kind, draft.content, draft.digest
                )
    return [kept for kept, _ in planned]


def rehearse_keeping(
    desk: Desk, draft: TemplateDraft, name: str = "", only: Collection[int] | None = None
) -> list[Kept]:
    """What `keep_template` would do, without doing it; raises as it does, but for a ledger that cannot be written."""
    return [kept for kept, _ in _plan(desk, draft, name, only)]


def _plan(
    desk: Desk, draft: TemplateDraft, name: str, only: Collection[int] | None
) -> list[tuple[Kept, TemplateTexts | None]]:
    """The forms of a draft, each with the texts to store, None where it is there already."""
    wanted = checked(name) if name else ""
    planned: list[tuple[Kept, TemplateTexts | None]] = []
    for index in range(len(draft.maps)):
        if only is None or index in only:
            mine = {kept.form for kept, _ in planned}
            planned.append(_planned(desk, draft, index, "" if planned else wanted, mine))
    return planned


def _planned(
    desk: Desk, draft: TemplateDraft, index: int, wanted: str, mine: Collection[str]
) -> tuple[Kept, TemplateTexts | None]:
    heads = desk.ledger.templates.all()
    form_id = _form_id(draft, index, wanted, heads, mine)
    renamed = next((head.renamed for head in heads if head.form == form_id), "")
    for there in reversed(stored(desk, form_id)):
        if there.digest == draft.digest and there.map == draft.maps[index]:
            return Kept(form_id, there.version, desk.forms.title(form_id), False, "", index, renamed), None
    versions = [head.version for head in heads if head.form == form_id]
    version = str(max((int(one) for one in versions if one.isdecimal()), default=0) + 1)
    form, definition = made_form(desk, draft, index, form_id, version)
    texts = TemplateTexts(definition, map_to_json(draft.maps[index]))
    return Kept(form_id, version, form.title, True, versions[-1] if versions else "", index, renamed), texts


def _form_id(
    draft: TemplateDraft, index: int, wanted: str, heads: Sequence[TemplateHead], mine: Collection[str]
) -> str:
    """The form that a map makes, or becomes the next version of; two maps of one draft never make the same."""
    present = names_in(heads)
    if wanted:
        return present.get(wanted.casefold(), CUSTOM + wanted)
    known = draft.known[index]
    if known and known.form in present.values() and known.form not in mine:
        return known.form
    return CUSTOM + unused(draft.names[index], [*present, *map(name_of, mine)])
