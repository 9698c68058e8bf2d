"""The templates that a ledger keeps: looked up, listed, removed."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from medaid_desktop.core.forms import CUSTOM
from medaid_desktop.core.templates.map_json import map_from_json
from medaid_desktop.core.templates.stored import StoredTemplate
from medaid_desktop.core.templates.template_map import TemplateMap
from medaid_desktop.errors import UserError
from medaid_desktop.operations.desk import Desk
from medaid_desktop.store.forms.templates import TemplateHead, name_of
from medaid_desktop.store.forms.uses import VersionUse

WRITABLE = ("xlsx", "xlsm", "xltx", "xltm", "docx", "docm", "dotx", "dotm")
"""Kinds of documents that a filing can be written back into."""


@dataclass(frozen=True, slots=True)
class VersionInfo:
    """A version of a form, the document it was made of, and what needs it."""

    version: str
    file: str
    created_at: str
    use: VersionUse

    @property
    def reason(self) -> str:
        """Why it cannot be removed, "" where it can."""
        return used_words(self.use)


@dataclass(frozen=True, slots=True)
class TemplateInfo:
    """A form of the ledger's own as a list shows it.

    `version` is the newest, `versions` how many there are; `file` and `kind` are those of the newest document.
    `filings` and `deleted` count those in the ledger and in the bin, `older` those in the ledger made with an older
    version. `fault` says why the form cannot be used, "" where it can; `renamed` is what the office calls it, "" where that is
    the name in its id. `shelf` has each version from the oldest to the newest, where there are several.
    """

    form: str
    title: str
    version: str
    versions: int
    file: str
    kind: str
    created_at: str
    filings: int
    deleted: int
    older: int
    fault: str = ""
    renamed: str = ""
    shelf: tuple[VersionInfo, ...] = ()

    @property
    def name(self) -> str:
        """What people call the form."""
        return self.renamed or name_of(self.form)

    @property
    def is_writable(self) -> bool:
        """Whether filings can be written back into the document."""
        return self.kind in WRITABLE


def templates(desk: Desk) -> list[TemplateInfo]:
    """The forms of the ledger's own, the one made first coming first; those that cannot be used too."""
    versions: dict[str, list[TemplateHead]] = defaultdict(list)
    for head in desk.ledger.templates.all():
        versions[head.form].append(head)
    found = sorted(versions.values(), key=lambda heads: (heads[0].created_at, heads[0].form))
    return [_info(desk, heads) for heads in found]


def _info(desk: Desk, heads: list[TemplateHead]) -> TemplateInfo:
    newest = heads[-1]
    filings, deleted = desk.ledger.templates.uses.of_form(newest.form)
    older = len(desk.ledger.templates.uses.made_with_others(newest.form, newest.version))
    title, fault = name_of(newest.form), ""
    try:
        title = desk.forms.get(newest.form).title
    except UserError as error:
        fault = str(error)
    title = newest.renamed or title
    return TemplateInfo(
        newest.form, title, newest.version, len(heads), newest.file, newest.kind, newest.created_at, filings, deleted,
        older, fault, newest.renamed, _shelf(desk, heads),
    )  # fmt: skip


def _shelf(desk: Desk, heads: list[TemplateHead]) -> tuple[VersionInfo, ...]:
    if len(heads) < 2:
        return ()
    uses = desk.ledger.templates.uses.of_versions(heads[0].form)
    return tuple(
        VersionInfo(head.version, head.file, head.created_at, uses.get(head.version, VersionUse())) for head in heads
    )


def used_words(use: VersionUse) -> str:
    """What needs a version of a form, in words; "" where nothing does."""
    counted = (f"{use.filings} 份填报件" * bool(use.filings), f"回收站里 {use.deleted} 份" * bool(use.deleted))
    words = "、".join(part for part in counted if part)
    return words or (f"{use.histories} 份填报件的修改历史要用" if use.histories else "")


def remove_template(desk: Desk, form: str) -> int:
    """Removes a form of the ledger's own, all versions and the documents they were made of; returns how many versions.

    Raises UserError where there is no such form, filings are of it (also in the bin), or the ledger is read-only.
    """
    with desk.ledger.transaction():
        form = own_form(desk, form)
        filings, deleted = desk.ledger.templates.uses.of_form(form)
        if filings or deleted:
            counted = "、".join(
                part
                for part in (f"{filings} 份填报件" * bool(filings), f"回收站里 {deleted} 份" * bool(deleted))
                if part
            )
            mend = "请先删除这些填报件" if filings else "请先清空回收站，或还原它们"
            raise UserError("这个表种还有填报件，不能删除", f"{desk.forms.called(form)}：{counted}", mend)
        return desk.ledger.templates.remove(form)


def own_form(desk: Desk, form: str) -> str:
    """The id of a form of the ledger's own by its id, by the name in it, or by what it is called now. Raises UserError where
    there is none."""
    wanted = form if form.startswith(CUSTOM) else f"{CUSTOM}{form}"
    present = {head.form: head.called for head in desk.ledger.templates.all()}
    if wanted in present:
        return wanted
    if named := next((one for one, called in present.items() if called == form.removeprefix(CUSTOM)), ""):
        return named
    known = "、".join(present.values()) or "没有"
    raise UserError("台账里没有这个自制表种", form, f"现有的自制表种：{known}")


def stored(desk: Desk, form: str = "") -> list[StoredTemplate]:
    """The versions of all forms of the ledger's own, or of one, that can be read; the newest of a form comes last."""
    found: list[StoredTemplate] = []
    for head in desk.ledger.templates.all():
        if form in ("", head.form) and (template := _opened(desk, head)):
            found.append(template)
    return found


def _opened(desk: Desk, head: TemplateHead) -> StoredTemplate | None:
    try:
        texts = desk.ledger.templates.get(head)
        template_map = _parsed(texts.map)
    except UserError:  # damaged: who wants to use it is told, who looks for one that fits passes it over
        return None
    return StoredTemplate(head.form, head.version, texts.definition, template_map, head.file, head.kind, head.digest)


def template_of(desk: Desk, form: str, version: str) -> tuple[TemplateHead, TemplateMap] | None:
    """A version of a form with its map, None where the ledger has none. Raises UserError where it is damaged."""
    head = next((one for one in desk.ledger.templates.all() if (one.form, one.version) == (form, version)), None)
    return (head, _parsed(desk.ledger.templates.get(head).map)) if head else None


_parsed: Callable[[str], TemplateMap] = lru_cache(maxsize=128)(map_from_json)
"""Maps are big and never change: each text is read once."""
