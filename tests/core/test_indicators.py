"""Names of indicator classes as they vary on paper."""

import pytest

from medaid_desktop.core.indicators import class_key, plain


@pytest.mark.parametrize(
    ("names", "key"),
    [
        (["数量指标", "数 量 指标", "数量\n指标", "数量"], "数量"),
        (["社会效益指标", "社会效益\n指标"], "社会效益"),
        (["生态效益指标", "环境效益指标"], "生态效益"),
        (["可持续影响指标", "可持续发展指标", "可持续影\n响指标"], "可持续影响"),
        (["服务对象满意度指标", "社会公众或服务对象满意度指标", "满意度", "满意 度指 标"], "满意度"),
        (["产出指标", "产 出\n指标"], "产出"),
        (["效益指标"], "效益"),
        (["其中：财政拨款", "其中:财政拨款", "财政拨款"], "财政拨款"),
        (["", " \n"], ""),
    ],
)
def test_class_key(names: list[str], key: str) -> None:
    assert {class_key(name) for name in names} == {key}


def test_classes_of_one_word_are_told_apart() -> None:
    keys = [class_key(name) for name in ("效益指标", "经济效益指标", "社会效益指标", "生态效益指标", "成本指标")]
    assert len(set(keys)) == 5


def test_plain_drops_every_blank() -> None:
    assert plain(" 总\n体　目\t标 ") == "总体目标"
