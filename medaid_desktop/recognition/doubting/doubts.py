"""What a clerk should look at again in a table that has been read, each with its cell and in few sentences."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from medaid_desktop.core.forms import EXTRA
from medaid_desktop.core.grid import GridCell, Place
from medaid_desktop.recognition.columns.head import Head
from medaid_desktop.recognition.doubting.doubtful_rows import Found, blanks, shifted, strange_columns, strange_groups
from medaid_desktop.recognition.doubting.unread_cells import unread_cells
from medaid_desktop.recognition.draft import Draft
from medaid_desktop.recognition.pages.page import place_of
from medaid_desktop.recognition.wording.folding import says_nothing, squeezed
from medaid_desktop.recognition.wording.resembling import resembled

_EXTRA = f"values.{EXTRA}"
_ANY_TARGETS = "project-target"
_OF_TARGETS = ("regional-target", "target-breakdown", "declaration")
_QUOTED = 12


def note_doubts(draft: Draft, file_name: str | None, places: Collection[str] = ()) -> None:
    """Adds to a draft what its content as a whole makes doubtful; several doubts of one kind make one notice.

    What is said of the table as a whole (year, region, unit) is to be looked for at its title. `file_name` is None where a
    clerk has said what form this is; `places` are names of the region that the table is for and of those it lies in.
    """
    if file_name is not None:
        _say_form(draft, file_name)
    top = first_place(draft)
    draft.notices[:] = [replace(notice, place=notice.place or top) for notice in draft.notices]
    told = {notice.place[0] for notice in draft.notices if notice.rule == "read.shifted" and notice.place}
    off = [one for one in shifted(draft) if one[1] is None or one[1][0] not in told]
    _say(draft, "read.shifted", off, "，这一行可能错开了一格")
    _say(draft, "read.blank", list(blanks(draft)), "，请看原表上是不是也没有填")
    _say(draft, "read.shifted", list(strange_columns(draft)), "，这一列可能错开了，请对照原表")
    _say(draft, "read.merge", list(strange_groups(draft, draft.inferred)), "，合并的类别可能断开了")
    _say_unread(draft, [(c, head) for c, head in unread_cells(draft) if squeezed(c.text) not in places])
    _say(draft, "read.value", list(_unfitting(draft)), "，请对照原表")
    _say_project(draft)
    _say_strange(draft)


def first_place(draft: Draft) -> Place | None:
    """Where a table begins: its title, else its first cell."""
    title = draft.segment.title
    if title and title.place:
        return title.place
    return next((place_of(cell) for row in draft.segment.rows() for cell in draft.segment.page.begins(row)), None)


def _say_form(draft: Draft, file_name: str) -> None:
    """Says that no title, sheet or file names the form, or that another is named: it was told by its labels and columns.

    绩效目标表 is the title of any table of targets, whatever more is said of them elsewhere.
    """
    names = (draft.segment.page.grid.name, file_name.rpartition(".")[0])
    forms = [draft.segment.form, *map(draft.segment.page.vocabulary.form_of_title, names)]
    if not draft.form.id or draft.form.id in forms or (draft.form.id in _OF_TARGETS and _ANY_TARGETS in forms):
        return
    title = draft.segment.title
    if draft.segment.form and title:
        draft.doubt("read.form", f"表名是“{_short(title.text)}”，按栏目理解为《{draft.form.title}》，请核对")
    else:
        draft.doubt("read.form", f"没有看到表名，按栏目理解为《{draft.form.title}》")


def _say(draft: Draft, rule: str, found: Sequence[Found], then: str) -> None:
    """One notice for all: the first is named, the others are counted."""
    if not found:
        return
    message, place = found[0]
    more = f"；这样的一共有 {len(found)} 处" if len(found) > 1 else ""
    draft.doubt(rule, f"{message}{then}{more}", place)
    draft.more[rule] += len(found) - 1


def _say_unread(draft: Draft, cells: Sequence[tuple[GridCell, Head | None]]) -> None:
    inside = [(cell, head) for cell, head in cells if head]
    columns = {cell.col for cell, _ in inside}
    if len(inside) > 1 and len(columns) == 1:
        first = inside[0][0]
        message = f"“{_short(first.text)}”所在的这一列没有列名，{len(inside)} 格没有读入；如果需要，请选定它是哪一列"
        draft.doubt("read.left", message, place_of(first))
        draft.more["read.left"] += len(inside) - 1
    elif inside:
        _say(draft, "read.left", [(f"“{_short(c.text)}”在表格各列之外", place_of(c)) for c, _ in inside], "，没有读入")
    free = [(f"“{_short(cell.text)}”没有读入", place_of(cell)) for cell, head in cells if not head]
    _say(draft, "read.left", free, "，如果是内容，请选定它是哪一栏")


def _unfitting(draft: Draft) -> list[Found]:
    """Values that cannot be meant for their fields: an amount, a date or a phone number without any digit."""
    found: list[Found] = []
    for name, text in draft.filing.values.items():
        definition = draft.form.fields_by_id.get(name)
        wordy = len(squeezed(text)) > 1 and not says_nothing(text) and not any(letter.isdigit() for letter in text)
        if definition and definition.type in ("amount", "number", "date", "phone") and wordy:
            found.append((f"“{definition.label}”读到的是“{_short(text)}”", draft.sources.get(f"values.{name}")))
    return found


def _say_project(draft: Draft) -> None:
    """Says where a form has no label of its own for the project: much else may be wrong then."""
    asked = "project_name" in draft.form.fields_by_id and not draft.filing.values.get("project_name")
    if asked and "values.project_name" not in draft.labels.values():
        draft.doubt("read.label", "没有找到“项目名称”，请看表头的标签有没有写错或缺失", first_place(draft))


def _say_strange(draft: Draft) -> None:
    """Says which labels no form has, and first those that look like that of one that is missing."""
    strange = [place for place, name in draft.labels.items() if name.startswith(_EXTRA) and _is_strange(draft, place)]
    if not strange:
        return
    there = {name.removeprefix("values.") for name in draft.labels.values()}
    missing = draft.form.fields_by_id.keys() - there
    words = draft.segment.page.vocabulary
    unlike: list[Found] = []
    alike: list[Found] = []
    for place in strange:
        cell = draft.segment.page.at(*place)
        written = _short(cell.text) if cell else ""
        name = resembled(cell.text, words.fields, missing, words) if cell else ""
        meant = draft.form.definition("", name).label
        (alike if name else unlike).append(
            (f"标签“{written}”像是“{meant}”写错了" if name else f"不认识标签“{written}”", place)
        )
    _say(draft, "read.misspelt", alike, "，内容暂按原标签保留，请选定它是哪一栏")
    _say(draft, "read.extra", unlike, "，内容按原标签保留")


def _is_strange(draft: Draft, place: Place) -> bool:
    """Whether a label with something kept under it is one that no form has; 中央主管部门 and 评价结论 leave no doubt."""
    cell = draft.segment.page.at(*place)
    known = cell is not None and draft.segment.page.sense(cell).is_known
    return bool(draft.filing.values.get(draft.labels[place].removeprefix("values."))) and not known


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _QUOTED else f"{flat[:_QUOTED]}…"
