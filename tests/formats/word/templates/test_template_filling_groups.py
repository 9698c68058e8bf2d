"""Groups of rows in a letter grow, shrink and begin anew as the form says their names."""

from dataclasses import replace

from medaid_desktop.core.forms import FieldDef
from medaid_desktop.core.templates.filling.filled import BodyRow, Filled, FilledBody, FilledCell
from medaid_desktop.core.templates.template_map import ColumnMark, RowMark, Spot, TableMark, TemplateMap
from medaid_desktop.formats.word.templates.template_filling import TemplateFiller
from tests.formats.word.letters import blank_letter, cell, row, table
from tests.formats.word.templates.filled_letters import Texts, grid_of


def _body(groups: list[str], copies: dict[int, int], runs: tuple[tuple[int, int, int, int], ...]) -> FilledBody:
    """A body from row 1 on with one column of groups; `copies` says how many copies lie below a row of the blank form."""
    columns = (ColumnMark(0, 1, FieldDef("level1", "一级", group=True)), ColumnMark(1, 1, FieldDef("target", "值")))
    sources = [(row, copy) for row in range(1, 4) for copy in range(copies.get(row, 0) + 1)]
    rows = tuple(
        BodyRow(number, *source, "row", {"level1": group})
        for number, (source, group) in enumerate(zip(sources, groups, strict=True), 1)
    )
    return FilledBody("indicators", columns, rows, runs)


def _grouped(*names: tuple[str, str]) -> bytes:
    return blank_letter(
        table(row(cell("指标"), cell("值")), *[row(cell(text, down=down), cell(down=down)) for text, down in names])
    )


def _regrouped(
    content: bytes, given: list[str], body: FilledBody, cells: Texts | None = None, copies: dict[int, int] | None = None
) -> bytes:
    """A letter with a body filled in; `given` are the names that the blank form gives its three rows."""
    marks = tuple(RowMark(number, "row", {"level1": name} if name else {}) for number, name in enumerate(given, 1))
    map = TemplateMap("", 0, "", tables=(TableMark("indicators", "指标", (0, 1), body.columns, marks),))
    changed = tuple(FilledCell(Spot(*at), text) for at, text in (cells or {}).items())
    return TemplateFiller(content, map).filled(Filled(copies or {}, changed, (body,))).content


def _placed(content: bytes, col: int = 0) -> list[tuple[int, int, str]]:
    return [(found.row, found.rows, found.text) for found in grid_of(content).cells if found.col == col and found.row]


def test_groups_grow_shrink_and_begin_anew():
    content, given = _grouped(("产出", "restart"), ("", "continue"), ("效益", "")), ["产出", "产出", "效益"]
    grown = _body(["产出", "产出", "产出", "效益", "效益"], {2: 1, 3: 1}, ((1, 0, 3, 1), (4, 0, 2, 1)))
    assert _placed(_regrouped(content, given, grown, copies={2: 1, 3: 1})) == [(1, 3, "产出"), (4, 2, "效益")]
    split = _body(["产出", "成本", "效益"], {}, ())
    apart = [(1, 1, "产出"), (2, 1, "成本"), (3, 1, "效益")]
    assert (
        _placed(_regrouped(content, given, split, {(2, 0): "成本"}))
        == _placed(_regrouped(content, given, split))
        == apart
    )
    moved = _body(["产出", "效益", "效益"], {}, ((2, 0, 2, 1),))
    after = _regrouped(content, given, moved, {(2, 0): "效益", (3, 0): ""})
    assert _placed(after) == [(1, 1, "产出"), (2, 2, "效益")]


def test_a_form_with_one_row_a_group_merges_what_comes_in():
    content = _grouped(("产出", ""), ("成本", ""), ("效益", ""))
    body = _body(["产出", "产出", "成本", "效益"], {1: 1}, ((1, 0, 2, 1),))
    after = _regrouped(content, ["产出", "成本", "效益"], body, copies={1: 1})
    assert _placed(after) == [(1, 2, "产出"), (3, 1, "成本"), (4, 1, "效益")]


def test_a_form_that_says_names_on_each_row_goes_on_so():
    content = _grouped(("产出", ""), ("产出", ""), ("效益", ""))
    body = _body(["产出", "产出", "产出", "效益"], {2: 1}, ((1, 0, 3, 1),))
    after = _regrouped(content, ["产出", "产出", "效益"], body, copies={2: 1})
    assert _placed(after) == [(1, 1, "产出"), (2, 1, "产出"), (3, 1, "产出"), (4, 1, "效益")]


def test_a_form_that_says_a_name_once_goes_on_so():
    content = _grouped(("产出", ""), ("", ""), ("效益", ""))
    body = _body(["产出", "产出", "产出", "效益"], {2: 1}, ((1, 0, 3, 1),))
    after = _regrouped(content, ["产出", "产出", "效益"], body, copies={2: 1})
    assert _placed(after) == [(1, 1, "产出"), (4, 1, "效益")]


def test_a_value_cell_over_several_rows_is_parted_for_several_values():
    content = _grouped(("产出", "restart"), ("", "continue"), ("效益", ""))
    body = _body(["产出", "产出", "效益"], {}, ((1, 0, 2, 1),))
    same = replace(body, rows=tuple(replace(each, texts={**each.texts, "target": "1"}) for each in body.rows))
    other = replace(
        body, rows=tuple(replace(each, texts={**each.texts, "target": str(each.row)}) for each in body.rows)
    )
    given, cells = ["产出", "产出", "效益"], {(1, 1): "1", (2, 1): "2", (3, 1): "3"}
    assert _placed(_regrouped(content, given, same, {(1, 1): "1"}), 1) == [(1, 2, "1")]
    assert _placed(_regrouped(content, given, other, cells), 1) == [(1, 1, "1"), (2, 1, "2"), (3, 1, "3")]
