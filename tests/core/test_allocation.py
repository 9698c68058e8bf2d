"""How rows of an allocation stand on paper: 其中： and indents."""

import pytest

from medaid_desktop.core.allocation import hierarchy_name, role_by_name, role_of
from medaid_desktop.core.compose import compose
from medaid_desktop.core.filing import Filing
from tests.core.papers import built_in, cell_at, cell_of, samples


def row(name: str, role: str, depth: str = "") -> dict[str, str]:
    return {"name": name, "role": role, "depth": depth}


HANGZHOU = [
    row("全省合计", "total", "0"),
    row("杭州市小计", "subtotal", "1"),
    row("杭州市", "unit", "2"),
    row("杭州市本级", "own-level", "3"),
    row("萧山区", "of-which", "4"),
    row("余杭区(含临平区)", "of-which", "4"),
    row("桐庐县", "unit", "2"),
    row("绍兴市", "unit", "2"),
    row("越城区", "of-which", "3"),
    row("柯桥区", "of-which", "3"),
]


def test_a_list_inside_a_list_says_of_which_again() -> None:
    names = [hierarchy_name(HANGZHOU, index) + line["name"] for index, line in enumerate(HANGZHOU)]
    assert names == [
        "全省合计",
        "杭州市小计",
        "杭州市",
        "　其中：杭州市本级",
        "　　其中：萧山区",
        "　　　　　余杭区(含临平区)",
        "桐庐县",
        "绍兴市",
        "　其中：越城区",
        "　　　　柯桥区",
    ]


def test_siblings_of_the_own_level_stand_under_it() -> None:
    rows = [row("温州市", "unit", "2"), row("温州市本级", "own-level", "3"), row("鹿城区", "of-which", "3")]
    assert [hierarchy_name(rows, index) for index in range(3)] == ["", "　其中：", "　　　　"]


def test_rows_without_depth_stand_at_the_usual_one() -> None:
    assert hierarchy_name([{"name": "萧山区", "role": "of-which"}], 0) == "　其中："
    assert hierarchy_name([{"name": "萧山区"}], 0) == ""


def test_zhejiang_has_all_rows_with_role_and_depth() -> None:
    rows = samples()["zhejiang-2021-1"].rows("rows")
    assert len(rows) == 105
    depths = {"total": {"0"}, "subtotal": {"1"}, "unit": {"2"}, "own-level": {"3"}, "of-which": {"3", "4"}}
    assert {line["role"] for line in rows} == depths.keys()
    for role, expected in depths.items():
        assert {line["depth"] for line in rows if line["role"] == role} == expected
    nested = [line["name"] for line in rows if line["depth"] == "4"]
    assert nested == ["萧山区", "余杭区(含临平区)", "富阳区", "临安区", "南湖区", "秀洲区"]


def test_zhejiang_balances_by_its_grammar() -> None:
    """全省合计 = Σ 小计; 小计 = Σ units; a city = Σ its list, but for the nested lists, which lie inside 本级."""
    rows = samples()["zhejiang-2021-1"].rows("rows")
    amounts = [int(line["amount"]) for line in rows]

    def children(index: int) -> list[int]:
        depth, found = int(rows[index]["depth"]), list[int]()
        for later in range(index + 1, len(rows)):
            if int(rows[later]["depth"]) <= depth:
                break
            if int(rows[later]["depth"]) == depth + 1:
                found.append(amounts[later])
        return found

    rests = {line["name"]: amounts[index] - sum(children(index)) for index, line in enumerate(rows) if children(index)}
    assert {name: rest for name, rest in rests.items() if rest} == {"杭州市本级": 30, "嘉兴市本级": 3}
    assert [name for name, amount in zip((line["name"] for line in rows), amounts, strict=True) if amount < 0] == [
        "永嘉县", "秀洲区", "海宁市", "桐乡市", "金华市本级", "台州市小计", "天台县", "仙居县", "开化县",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("index", "text", "align", "bold"),
    [
        (0, "全省合计", "center", True),
        (1, "杭州市小计", "center", True),
        (2, "杭州市", "left", False),
        (4, "　　其中：萧山区", "left", False),
    ],
)
def test_totals_are_bold_and_centred(index: int, text: str, align: str, bold: bool) -> None:
    paper = compose(built_in("allocation"), samples()["zhejiang-2021-1"])
    name, amount = (cell_of(paper, f"tables.rows[{index}].{column}") for column in ("name", "amount"))
    assert (name.text, name.style.align, name.style.bold) == (text, align, bold)
    assert (amount.style.align, amount.style.bold) == ("right", bold)
    slot = paper.binding[paper.places[f"tables.rows[{index}].name"]]
    assert slot.prefix + samples()["zhejiang-2021-1"].get(slot.path) == text


def test_a_total_typed_by_hand_is_bold_by_its_name() -> None:
    filing = Filing("allocation", variant="accounts", tables={"rows": [{"name": "合 计", "amount": "6"}]})
    paper = compose(built_in("allocation"), filing)
    assert cell_at(paper, paper.places["tables.rows[0].amount"]).style.bold


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("合计", "total"), ("合 计", "total"), ("全省合计", "total"), ("全州合计", "total"), ("各县（市）合计", "subtotal"), ("总计", "total"),
        ("小计", "subtotal"), ("杭州市小计", "subtotal"), ("杭州市合计", "subtotal"), ("其中：萧山区", "of-which"), ("桐庐县", "unit"),
        ("杭州市本级", "unit"), ("合计划生育服务站", "unit"), ("", ""), (" 　", ""),
    ],
)  # fmt: skip
def test_a_typed_name_says_the_role_of_its_row(name: str, role: str) -> None:
    assert role_by_name(name) == role == role_of({"name": name})
    assert role_of({"name": name, "role": "own-level"}) == "own-level"
