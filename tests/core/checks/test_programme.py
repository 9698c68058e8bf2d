"""Which money a name is about."""

import pytest

from medaid_desktop.core.checks.programme import Programme, programme_of


@pytest.mark.parametrize(
    ("name", "subject", "batch"),
    [
        ("2020年中央财政医疗救助补助资金（第二批）", "医疗救助", "2"),
        ("德宏州2020年中央财政城乡医疗救助补助资金预算\n（第二批）分配表", "医疗救助", "2"),
        ("2021年中央财政城乡医疗救助补助资金\n(第二批)分配表", "医疗救助", "2"),
        ("医疗救助补助资金（城乡医疗救助补助资金）", "医疗救助", ""),
        ("关于提前下达2022年医疗救助补助资金预算的通知", "医疗救助", "提前"),
        ("第二批医疗服务与保障能力提升补助资金（医疗保障服务能力提升部分）", "服务能力", "2"),
        ("疾病应急救助补助资金", "疾病应急救助", ""),
        ("城镇职工长期护理保险政府补贴", "长期护理保险", ""),
        ("2023年城乡居民基本医疗保险财政补助", "居民医保", ""),
        ("2023年公立医院改革补助资金第1批", "公立医院改革", "1"),
    ],
)
def test_subject_and_batch(name: str, subject: str, batch: str) -> None:
    assert programme_of(name) == Programme(subject, batch)


def test_the_year_and_the_place_of_the_money_do_not_count() -> None:
    assert programme_of("2020年中央财政城乡医疗救助补助资金") == programme_of("2021年度医疗救助资金项目")
    assert programme_of("2020年公立医院改革补助资金") == programme_of("2021年中央财政公立医院改革资金")
