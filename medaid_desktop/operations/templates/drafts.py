"""A blank document on its way to a form: read, shown, corrected. Nothing is written before it is kept."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from medaid_desktop.core.definitions.form_reader import read_form_json
from medaid_desktop.core.forms import CUSTOM, Form
from medaid_desktop.core.grid import Document
from medaid_desktop.core.templates.computing import WORKED_OUT, with_computed
from medaid_desktop.core.templates.looks import SheetLooks
from medaid_desktop.core.templates.making.form_making import form_data, form_json
from medaid_desktop.core.templates.stored import StoredTemplate
from medaid_desktop.core.templates.template_map import TemplateMap
from medaid_desktop.errors import UserError
from medaid_desktop.formats.documents import content_of, document_of
from medaid_desktop.formats.looks import looks_of
from medaid_desktop.formats.package_kind import package_kind
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.filings.exchange import is_json
from medaid_desktop.operations.incoming.reading import Cancelled, known_for
from medaid_desktop.operations.template_shelf import WRITABLE, stored
from medaid_desktop.operations.templates.names import name_for
from medaid_desktop.recognition.templates.board.covers import is_cover, places_on_cover
from medaid_desktop.recognition.templates.board.feet import with_feet
from medaid_desktop.recognition.templates.board.filled_already import filled_notice
from medaid_desktop.recognition.templates.changing.changes import Change, changed
from medaid_desktop.recognition.templates.drawing.drawing import draw
from medaid_desktop.recognition.templates.versions.likeness import SAME_TEMPLATE, same_template
from medaid_desktop.store.forms.templates import TemplateHead, names_in
from medaid_desktop.store.records.sources import digest_of

LARGEST_TEMPLATE = 20_000_000
"""Bytes of a template: it lies in the ledger, and every backup, for good."""

_OLD_KINDS = {"xls": "旧版 .xls ", "ods": " .ods ", "html": "网页格式的", "xml": " XML 格式的", "text": "文字格式的"}


class NoBlankFormError(UserError):
    """A file that can be read but has nothing to be filled in: to be imported rather than made a form of."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the ledger has already for one sheet of a template: the form, its version, whether it is this very file."""

    form: str
    version: str
    is_same_file: bool


@dataclass(frozen=True, slots=True)
class TemplateDraft:
    """A blank document as understood so far, not yet in the ledger.

    `looks` has one entry a grid of the document, `maps` one a form found in it, in the order of the document; `names`
    are what those forms will be called unless told otherwise, and `known` what the ledger has of each already. `kind` is what
    the file is by content; `notices` are sentences for the clerk. `filled` has one for each map that seems to be filled in
    already, "" for a blank one; those are among the notices.
    """

    file: Path
    content: bytes
    digest: str
    kind: str
    document: Document
    looks: Sequence[SheetLooks]
    maps: tuple[TemplateMap, ...]
    names: tuple[str, ...]
    known: tuple[Known | None, ...]
    notices: tuple[str, ...] = ()
    filled: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What the first form will be called."""
        return self.names[0]


def read_template(desk: Desk, file: Path, is_cancelled: Cancelled | None = None) -> TemplateDraft:
    """Reads a blank document and draws the maps of the forms in it.

    A file that is in the ledger comes as it was kept, corrections included. Raises UserError where it cannot be read or
    has no form to be filled in, ReadCancelled.
    """
    content = content_of(file, LARGEST_TEMPLATE)
    if is_json(file.name, content):
        raise NoBlankFormError(
            "这是填报件的数据文件，不是模板", file.name, "请选择空白表的 Excel 或 Word 文件；数据文件请用导入"
        )
    document = with_feet(document_of(content, file.name, is_cancelled))
    looks = looks_of(content, document)
    digest, kept = digest_of(content), stored(desk)
    found = _with_kept(draw(document, looks, known_for(desk)), [one for one in kept if one.digest == digest])
    if not found:
        mend = "请选择上级发来的空白表，表里要有要填的格，例如 项目名称 旁边的空格；已经填好的表请改用“导入”"
        raise NoBlankFormError("这个文件里没有找到要填的表", file.name, mend)
    kind = package_kind(content) or document.kind
    alike = [one for one in kept if _is_letter(one.kind) == _is_letter(kind)]
    maps = tuple(drawn for drawn, _ in found)
    known = tuple(Known(one.form, one.version, True) if one else _resembling(drawn, alike) for drawn, one in found)
    names = _names(maps, known, file, desk.ledger.templates.all())
    filled = tuple("" if one else filled_notice(drawn) for drawn, one in found)
    notices = (
        *filter(None, filled),
        *_notices(kind, document, {drawn.grid for drawn in maps if is_cover(drawn.sheet)}),
    )
    return TemplateDraft(file, content, digest, kind, document, looks, maps, names, known, notices, filled)


def change_template(
    draft: TemplateDraft, index: int, change: "Change", base: Form | None = None
) -> TemplateDraft:  # fmt: skip
    """The draft with one of its maps corrected. Raises UserError where the change makes no sense there.

    `base` is the built-in form that the map resembles: what it says of a field holds for a cell that is made that field.
    """
    before = draft.maps[index]
    after = changed(before, draft.document.grids[before.grid], draft.looks[before.grid], change, base)
    maps = (*draft.maps[:index], after, *draft.maps[index + 1 :])
    return replace(draft, maps=maps)


def draft_form(desk: Desk, draft: TemplateDraft, index: int) -> Form:
    """The form that one map of a draft makes, to look at. Raises UserError where it makes no sense."""
    known = draft.known[index]
    return made_form(desk, draft, index, known.form if known else CUSTOM + draft.names[index], "1")[0]


def made_form(desk: Desk, draft: TemplateDraft, index: int, form_id: str, version: str) -> tuple[Form, str]:
    """The form that one map of a draft makes, and its definition."""
    drawn = draft.maps[index]
    base = desk.forms.get(drawn.base) if drawn.base in desk.forms.ids() else None
    grid, looks = draft.document.grids[drawn.grid], draft.looks[drawn.grid]
    definition = form_json(form_data(drawn, grid, looks, form_id, version, base))
    form = read_form_json(definition, draft.file.name)
    return (with_computed(form, drawn) if draft.kind in WORKED_OUT else form), definition


def _with_kept(
    drawn: Sequence[TemplateMap], kept: Sequence[StoredTemplate]
) -> list[tuple[TemplateMap, StoredTemplate | None]]:
    """The maps of a document, those that were kept of this very file, corrections included, in the place of drawn ones."""
    found: list[tuple[TemplateMap, StoredTemplate | None]] = [(one, None) for one in drawn]
    for there in kept:
        found = [pair for pair in found if not _overlap(pair[0], there.map)]
        found.append((there.map, there))
    return sorted(found, key=lambda pair: (is_cover(pair[0].sheet), pair[0].grid, pair[0].area))


def _overlap(one: TemplateMap, other: TemplateMap) -> bool:
    top, _, rows, _ = one.area
    other_top, _, other_rows, _ = other.area
    return one.grid == other.grid and top < other_top + other_rows and other_top < top + rows


def _is_letter(kind: str) -> bool:
    return kind.startswith("do")


def _resembling(drawn: TemplateMap, kept: Sequence[StoredTemplate]) -> Known | None:
    """The form of which a map is most probably another version, None where none is like it."""
    newest = {one.form: one for one in kept}.values()
    likeness = [(same_template(one.map, drawn), one) for one in newest]
    most, best = max(likeness, key=lambda pair: pair[0], default=(0.0, None))
    return Known(best.form, best.version, False) if best and most >= SAME_TEMPLATE else None


def _names(
    maps: Sequence[TemplateMap], known: Sequence[Known | None], file: Path, heads: Sequence[TemplateHead]
) -> tuple[str, ...]:
    names: list[str] = []
    taken, called = set(names_in(heads)), {head.form: head.called for head in heads}
    for drawn, there in zip(maps, known, strict=True):
        name = called[there.form] if there else name_for(drawn.title or drawn.sheet, file, taken)
        names.append(name)
        taken.add(name)
    return tuple(names)


def _notices(kind: str, document: Document, covers: Collection[int]) -> list[str]:
    """What the clerk should know of a document; `covers` are the grids of the covers that are forms of their own."""
    found: list[str] = []
    if kind not in WRITABLE:
        found.append(
            f"这是{_OLD_KINDS.get(kind, '别的格式的')}文件，导出时不能写回原来的文件，会另做一个新的 .xlsx；"
            "要写回原表，请先用 Excel 或 WPS 另存为 .xlsx，再导入模板。"
        )
    for number, grid in enumerate(document.grids):
        if number in covers:
            found.append(
                f"工作表“{grid.name}”也做成一个表种：按地区、年度新建一份填好，导出同一地区、同一年度的其他表时会一并填上。"
            )
        elif places := places_on_cover(grid):
            words = "、".join(places)
            found.append(f"工作表“{grid.name}”不做成表单，上面的{words}不会填写；导出后请在文件里自己填上。")
    found += [doubt.message for doubt in document.doubts if doubt.grid < 0]  # results of formulas do not matter here
    return found
