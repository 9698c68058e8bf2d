"""The shape of a filing: classes in the wrong first level, classes without any indicator, required cells left blank, names
that are no names.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from medaid_desktop.core.checks.amounts.formulas import form_sums
from medaid_desktop.core.checks.around import Around
from medaid_desktop.core.checks.finding import Beside, Finding, Mend
from medaid_desktop.core.checks.indicators.indicator_rows import content_rows, first_class, is_bare_number, second_class
from medaid_desktop.core.checks.indicators.target_rules import CLASS, INCOMPLETE, NAME
from medaid_desktop.core.checks.rule import Check
from medaid_desktop.core.checks.subject import Indicator, Subject
from medaid_desktop.core.definitions.completeness import RequiredPlaces
from medaid_desktop.core.filing import Edit, cell_path, parse_path, row_text
from medaid_desktop.core.forms import CUSTOM
from medaid_desktop.core.indicators import FIRST_OF, plain
from medaid_desktop.core.layout import TableSection
from medaid_desktop.core.texts.numbers import excerpt

EXPECTED = ("产出", "效益", "满意度")
"""The first-level classes of which every form has some; 成本 may stand by itself or under 产出."""
_FEW, _MOST_NAMED = 3, 8
"""So many blank places are told one by one in any case; so many are named where one sentence tells of all."""


def _check_structure(subject: Subject, _around: Around) -> Iterator[Finding]:
    rows = subject.once(content_rows)
    yield from _misplaced(subject, rows)
    yield from _without_names(subject, rows)
    blank = _blank_places(subject)
    if _is_hardly_begun(subject, blank):
        yield _all_blank(subject, blank, bool(rows))
        if not rows:
            return
    else:
        yield from (_one_blank(subject, place) for place in blank)
    yield from _missing_classes(subject, rows)


# -- classes -------------------------------------------------------------------------------------------------------


def _misplaced(subject: Subject, rows: Sequence[Indicator]) -> Iterator[Finding]:
    before: tuple[str, str, str] | None = None
    for row in rows:
        place = row.table, row.row.get("level1", ""), row.row.get("level2", "")
        if place == before:
            continue
        before = place
        first, second = first_class(place[1]), second_class(place[2])
        if not first or not second or first in FIRST_OF[second]:
            continue
        where = row.path("level2")
        right = f"{FIRST_OF[second][0]}指标"
        told = [excerpt(plain(text)) for text in (place[2], place[1])]
        yield CLASS.found(
            subject, where,
            f"{subject.place(where)}：二级指标{told[0]}放在一级指标{told[1]}之下，它属于“{right}”。请移到“{right}”之下",
            expected=right, actual=plain(place[1]), mends=_moved(subject, row, FIRST_OF[second][0], right),
        )  # fmt: skip


def _moved(subject: Subject, row: Indicator, first: str, usual: str) -> list[Mend]:
    """The change that brings a group of rows to its class: behind the last row of that class, under its name."""
    rows = subject.filing.rows(row.table)
    groups = (row.text("level1"), row.text("level2"))
    end = row.index
    while end < len(rows) and (rows[end].get("level1", ""), rows[end].get("level2", "")) == groups:
        end += 1
    behind = max((at for at, one in enumerate(rows) if first_class(one.get("level1", "")) == first), default=None)
    name = rows[behind]["level1"] if behind is not None else usual
    if behind is None or behind == row.index - 1:
        edits: list[Edit] = [(f"tables.{row.table}[{at}].level1", name) for at in range(row.index, end)]
        return [Mend(f"一级指标改为“{plain(name)}”", tuple(edits))]
    moved = [row_text({**one, "level1": name}) for one in rows[row.index : end]]
    edits = [(f"tables.{row.table}[{row.index}]", "")] * len(moved)
    at = behind + 1 - (len(moved) if behind > row.index else 0)
    edits += [(f"tables.{row.table}[+{at + number}]", one) for number, one in enumerate(moved)]
    return [Mend(f"移到“{plain(name)}”之下", tuple(edits))]


def _missing_classes(subject: Subject, rows: Sequence[Indicator]) -> Iterator[Finding]:
    for table in subject.facts.indicator_tables:
        own = [row for row in rows if row.table == table.id]
        if not own:
            yield INCOMPLETE.found(
                subject,
                cell_path(table.id, 0, "level1"),
                f"{table.label}一行也没有填。请按产出、效益、满意度填写指标",
                severity="warning",
                detail="all",
            )
            continue
        found = _classes(own)
        if found is None:
            continue
        for name in _expected(subject, table.id):
            if name not in found:
                yield INCOMPLETE.found(
                    subject, cell_path(table.id, _row_before(name, own), "level1"),
                    f"{table.label}里没有{name}指标，产出、效益、满意度各应至少有一条。请补填，或说明为什么没有",
                    severity="warning", expected=f"{name}指标", detail=name,
                )  # fmt: skip


def _classes(rows: Sequence[Indicator]) -> set[str] | None:
    """The first-level classes that have an indicator; None where a group name is not understood, so that none can be
    said to lack."""
    found = {"满意度"} if any("满意" in row.name for row in rows) else set[str]()
    for level1, level2 in {(row.row.get("level1", ""), row.row.get("level2", "")) for row in rows}:
        first, second = first_class(level1), second_class(level2)
        if not first and not second:
            return None
        found.add(first)
        if second:
            found.add("满意度" if second == "满意度" else FIRST_OF[second][0])
    return found


def _row_before(name: str, rows: Sequence[Indicator]) -> int:
    """The row behind which those of a class would stand: the last one of the classes before it, else the first of all."""
    before = EXPECTED[: EXPECTED.index(name)]
    return max((row.index for row in rows if first_class(row.text("level1")) in before), default=rows[0].index)


def _expected(subject: Subject, table: str) -> Sequence[str]:
    """The classes a form wants: all, but of a form made of a template only those that the template prints, if it prints any."""
    form = subject.form
    if not form.id.startswith(CUSTOM):
        return EXPECTED
    printed: list[str] = [row.get("level1", "") for row in form.start.tables.get(table, ())]
    for layout in form.layouts:
        for section in layout.sections:
            if isinstance(section, TableSection) and section.table == table:
                printed += [line.get("level1", "") for line in section.skeleton]
    classes = {first_class(name) for name in printed}
    return [name for name in EXPECTED if name in classes] or EXPECTED


# -- names and required cells --------------------------------------------------------------------------------------


def _without_names(subject: Subject, rows: Sequence[Indicator]) -> Iterator[Finding]:
    for row in rows:
        if is_bare_number(row.row.get("level3", "")):
            where = row.path("level3")
            yield NAME.found(
                subject, where,
                f"{subject.place(where)}：名称是“{plain(row.text('level3'))}”，没有说是什么指标。请填写指标名称",
                actual=row.text("level3"),
            )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Blank:
    """A required cell left blank, or a required column of which all cells are: `path` is that of the first."""

    path: str
    column: bool = False


def _blank_places(subject: Subject) -> list[_Blank]:
    """What is required and blank, in the order of the paper. Targets and totals that another rule speaks of are not among it."""
    found: dict[str, _Blank] = {}
    filled = {(row.table, row.index) for row in subject.once(content_rows)}
    tables = {table.id for table in subject.facts.indicator_tables}
    sums: set[str] | None = None
    for path in subject.facts.once(RequiredPlaces).open_paths(subject.filing):
        place = parse_path(path)
        if place.table in tables:
            row = subject.filing.rows(place.table)[place.row]
            if place.column == "target" or (place.table, place.row) not in filled:
                continue
            if place.column == "level3" and row.get("level4"):
                continue
        elif not place.table and subject.definition(path).type == "amount":
            sums = _summed(subject) if sums is None else sums
            if path in sums or (place.column == "funding_total" and _has_funding(subject)):
                continue
        rows = subject.filing.rows(place.table) if place.table else []
        if len(rows) > 1 and not any(row.get(place.column) for row in rows):
            found.setdefault(f"{place.table}.{place.column}", _Blank(path, column=True))
        else:
            found[path] = _Blank(path)
    return list(found.values())


def _is_hardly_begun(subject: Subject, blank: Sequence[_Blank]) -> bool:
    """Whether most of what a form asks for is still blank: then one sentence says so, not one for each place."""
    asked = sum(field.required for field in subject.form.fields) + sum(
        column.required for table in subject.form.tables if subject.filing.rows(table.id) for column in table.columns
    )
    return len(blank) > _FEW and 2 * len(blank) > asked


def _all_blank(subject: Subject, blank: Sequence[_Blank], has_rows: bool) -> Finding:
    labels = [f"“{subject.definition(place.path).label}”" for place in blank]
    if not has_rows:
        labels += [f"“{table.label}”" for table in subject.facts.indicator_tables]
    shown = "、".join(labels[:_MOST_NAMED]) + ("等" if len(labels) > _MOST_NAMED else "")
    return INCOMPLETE.found(
        subject, blank[0].path, f"还有 {len(labels)} 处必填项空着：{shown}。请填写", detail="most",
        beside=[Beside(subject.place(place.path), "", place.path) for place in blank[1:]],
    )  # fmt: skip


def _one_blank(subject: Subject, blank: _Blank) -> Finding:
    place, label = parse_path(blank.path), subject.definition(blank.path).label
    told = subject.place(blank.path)
    if blank.column:
        told = f"{subject.form.tables_by_id[place.table].label}的“{label}”整列"
    elif place.table and place.column in ("level3", "item", "project_name", "name"):
        told = f"{told}的{label}"
    return INCOMPLETE.found(subject, blank.path, f"{told}是必填项，现在空着，请填写")


def _has_funding(subject: Subject) -> bool:
    """Whether a table of its own says what the funding is (监控表)."""
    return any(table.column("item") and subject.filing.rows(table.id) for table in subject.form.tables)


def _summed(subject: Subject) -> set[str]:
    """Totals that another rule says are missing: their parts have figures."""
    equations, values = form_sums(subject)
    return {
        one.total for one in equations if sum((values.get(path, Decimal(0)) for path in one.parts), Decimal(0)) != 0
    }


STRUCTURE = Check((CLASS, INCOMPLETE, NAME), _check_structure)
"""Classes, required cells and names."""
