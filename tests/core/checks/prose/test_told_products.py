"""Products, shares and growth that a sentence tells without signs."""

import pytest

from medaid_desktop.core.checks.prose.arithmetic import ARITHMETIC
from medaid_desktop.core.checks.runner import run_checks
from tests.core.checks.subjects import subject


def _found(text: str) -> list[tuple[str, str, str]]:
    found = run_checks(subject("declaration", {"estimate_basis": text}), [ARITHMETIC])
    return [(one.severity, one.expected, one.actual) for one in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("30000人，每人补助40元，共计130万元。", ("error", "120", "130")),
        ("3万人，每人40元，共计130万元。", ("error", "120", "130")),
        ("资助低保对象3000人，标准200元/人，需66万元。", ("error", "60", "66")),
        ("每年3000人、每人40元，需13万元", ("error", "12", "13")),
        ("2023年按每人40元标准资助3万人，共需资金130万元", ("error", "120", "130")),
        ("（二）门诊救助：1000人次，次均300元，需35万元", ("error", "30", "35")),
        ("低保3000人，标准200元/人，需60万元；特困500人，标准400元/人，需20万元，两项合计90万元。", ("error", "80", "90")),
        ("30万元的40%，即13万元", ("error", "12", "13")),
        ("按30万元的40%安排13万元", ("error", "12", "13")),
        ("按上年实际支出300万元增长10%，即350万元。", ("error", "330", "350")),
        ("按上年实际支出300万元增长10%，需350万元。", ("hint", "330", "350")),
        ("1-6月已支出175万元，占预算350万元的60%。", ("error", "50", "60")),
    ],
)  # fmt: skip
def test_what_is_told_wrongly(text: str, found: tuple[str, str, str]) -> None:
    assert _found(text) == [found]


def test_the_mend_changes_the_figure_alone() -> None:
    (finding,) = run_checks(subject("declaration", {"estimate_basis": "３千人，每人40元，共13.0万元。"}), [ARITHMETIC])
    assert finding.mends[0].edits == (("values.estimate_basis", "３千人，每人40元，共12.0万元。"),)


@pytest.mark.parametrize(
    "text",
    [
        "30000人，每人补助40元，共计120万元。", "每人每月补助300元，全年3000人，共需资金90万元。", "3000人，每人40元，需12万元，其中县级7万元。",
        "低保3000人，每人150元，特困500人，每人350元，共需62.5万元。", "低保3000人，人均200元，县级财政需配套60.5万元。",
        "按每人每年380元的60%资助3000人，需68.4万元。", "1200人，每人最高5000元，共需500万元。", "每人每月500元，3000人，共需1800万元。",
        "1234人，人均567元，共需70万元", "1234人，人均567元，共需69.95万元", "3000人，按人均100元测算，需资金35万元左右。",
        "3000户，每人40元，共需13万元", "3000人次，每人40元，共需13万元", "每人40元，3000人，需13万元，缺口1万元", "18个乡镇，每乡镇2人，每人3000元，共需10.8万元。",
        "3000人（其中新增500人），每人40元，共需13万元。", "低保3000人，标准200元/人，需60万元；特困500人，标准400元/人，需20万元，两项合计80万元。",
        "低保3000人，标准200元/人，需60万元；特困500人，标准400元/人，需20万元；宣传5万元，三项合计85万元。",
        "30万元的40%，即12万元", "其余30万元的40%左右，即13万元", "按不低于300万元的10%安排40万元", "按上年支出312万元增长10%，需343万元。",
        "已支出175万元，占预算349万元的50.1%", "已支出175万元，约占预算350万元的51%",
    ],
)  # fmt: skip
def test_what_is_right_or_says_more_is_left_alone(text: str) -> None:
    assert _found(text) == []
