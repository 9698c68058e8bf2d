"""The lines of a table: content, the blank form's own lines, lines the clerk opened."""

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from medaid_desktop.core.filing import Row
from medaid_desktop.core.forms import FieldDef, TableDef
from medaid_desktop.core.indicators import class_key
from medaid_desktop.core.layout import BodySpec, TableSection
from medaid_desktop.core.paper.lines import OpenLine, table_lines

TABLE = TableDef(
    "indicators",
    "绩效指标",
    tuple(
        FieldDef(name, name, group=name in ("level1", "level2")) for name in ("level1", "level2", "level3", "target")
    ),
)
BODY = tuple(BodySpec(column.id) for column in TABLE.columns)
CLASSES = [
    ("产出", "数量"),
    ("产出", "质量"),
    ("产出", "时效"),
    ("效益", "社会效益"),
    ("效益", "可持续影响"),
    ("满意度", "满意度"),
]
SKELETON = tuple({"level1": f"{first}指标", "level2": f"{second}指标"} for first, second in CLASSES)
FORM = TableSection("indicators", BODY, skeleton=SKELETON)
FUNDING = TableSection(
    "funding", (), skeleton=({"item": "年度资金总额"}, {"item": "其中：财政拨款"}, {"item": "其他资金"})
)


def row(first: str, second: str, third: str = "甲") -> Row:
    return {"level1": first, "level2": second, "level3": third}


def shown(rows: Sequence[Row], opened: Sequence[OpenLine] = (), section: TableSection = FORM) -> list[str]:
    """Each line as its groups, `*` before open ones, its index behind."""
    return [
        f"{'*' if line.is_open else ''}{line.texts.get('level1', '')}/{line.texts.get('level2', '')}@{line.index}"
        for line in table_lines(TABLE, section, rows, opened)
    ]


def test_the_blank_form_shows_its_skeleton() -> None:
    assert shown([]) == [
        "*产出指标/数量指标@0", "*产出指标/质量指标@0", "*产出指标/时效指标@0", "*效益指标/社会效益指标@0",
        "*效益指标/可持续影响指标@0", "*满意度指标/满意度指标@0",
    ]  # fmt: skip


def test_content_takes_the_place_of_its_class_in_any_wording() -> None:
    lines = shown([row("产 出\n指标", "质 量"), row("产 出\n指标", "质 量", "乙"), row("效益指标", "社会效益\n指标")])
    assert lines == [
        "*产 出\n指标/数量指标@0", "产 出\n指标/质 量@0", "产 出\n指标/质 量@1", "*产 出\n指标/时效指标@2",
        "效益指标/社会效益\n指标@2", "*效益指标/可持续影响指标@3", "*满意度指标/满意度指标@3",
    ]  # fmt: skip


def test_a_class_under_another_group_is_not_asked_for_again() -> None:
    """瑞丽 prints 时效指标 under 效益指标."""
    lines = shown([row("产出指标", "数量指标"), row("效益指标", "时效指标")])
    assert not any(line.startswith("*") and "时效" in line for line in lines)


def test_unknown_classes_stay_where_they_stand() -> None:
    lines = shown([row("产出指标", "数量指标"), row("产出指标", "创新指标"), row("效益指标", "社会效益指标")])
    assert [line for line in lines if not line.startswith("*")] == [
        "产出指标/数量指标@0", "产出指标/创新指标@1", "效益指标/社会效益指标@2",
    ]  # fmt: skip
    assert lines.index("*产出指标/质量指标@2") == 2


def test_items_of_funding_are_known_by_their_name() -> None:
    table = TableDef("funding", "资金", (FieldDef("item", "项目"),))
    lines = table_lines(table, FUNDING, [{"item": "财政拨款", "budget": "1"}, {"item": "上年结转"}])
    assert [(line.texts["item"], line.is_open, line.index, line.template) for line in lines] == [
        ("年度资金总额", True, 0, 0), ("财政拨款", False, 0, 1), ("其他资金", True, 1, 2), ("上年结转", False, 1, -1),
    ]  # fmt: skip


def test_a_line_opened_by_the_clerk_stands_with_its_group() -> None:
    opened = [OpenLine("indicators", 1, {"level1": "产出指标", "level2": "数量指标"})]
    lines = shown([row("产出指标", "数量指标")], opened)
    assert lines[:3] == ["产出指标/数量指标@0", "*产出指标/数量指标@1", "*产出指标/质量指标@1"]


def test_a_line_opened_above_stands_before_the_row() -> None:
    assert shown([row("甲", "乙")], [OpenLine("indicators", 0, {})], TableSection("indicators", BODY)) == [
        "*/@0",
        "甲/乙@0",
    ]


def test_lines_opened_in_another_table_are_not_ours() -> None:
    assert shown([], [OpenLine("schedule", 0, {"level1": "甲"})], TableSection("indicators", BODY)) == []


def test_blank_lines_fill_up_to_the_least_number() -> None:
    assert shown([row("甲", "乙")], (), TableSection("indicators", BODY, least_rows=3)) == ["甲/乙@0", "*/@1", "*/@1"]
    assert len(shown([row("甲", "乙")] * 4, (), TableSection("indicators", BODY, least_rows=3))) == 4


WORDS = st.sampled_from(
    [
        *CLASSES,
        ("产出", "创新"),
        ("项目完成", "数量"),
        ("项目完成", "创新"),
        ("效益", "时效"),
        ("成本", "经济成本"),
        ("", ""),
    ]
)
ROWS = st.lists(WORDS, max_size=10).map(lambda pairs: [row(first, second) for first, second in pairs])


@settings(max_examples=300, deadline=None)
@given(ROWS)
def test_content_keeps_its_order_and_each_class_has_a_line(rows: list[Row]) -> None:
    lines = table_lines(TABLE, FORM, rows)
    assert [line.texts for line in lines if not line.is_open] == rows
    assert [line.index for line in lines if not line.is_open] == list(range(len(rows)))
    counted = 0
    for line in lines:
        assert line.index == counted  # where typing into an open line inserts
        counted += not line.is_open
    keys = [class_key(line.texts.get("level2", "")) for line in lines]
    assert all(keys.count(class_key(second)) >= 1 for _, second in CLASSES)
    opened = [class_key(line.texts["level2"]) for line in lines if line.is_open]
    assert len(opened) == len(set(opened))
    assert not set(opened) & {class_key(line["level2"]) for line in rows}


@settings(max_examples=200, deadline=None)
@given(ROWS)
def test_skeleton_lines_do_not_cut_a_group_in_two(rows: list[Row]) -> None:
    """A stretch of rows of one first level stays one stretch, so that its cells merge."""

    def stretches(names: list[str]) -> int:
        return sum(1 for at, name in enumerate(names) if at == 0 or names[at - 1] != name)

    content = [line["level1"] for line in rows]
    all_lines = [line.texts.get("level1", "") for line in table_lines(TABLE, FORM, rows)]
    new_groups = {
        line["level1"] for line in SKELETON if not any(class_key(line["level1"]) == class_key(c) for c in content)
    }
    assert stretches(all_lines) <= stretches(content) + len(new_groups)
