"""Drawings of forms and corrections clicked into them, for the tests."""

from dataclasses import replace

from medaid_desktop.core.grid import Document, Place
from medaid_desktop.recognition.corrected.anchors import correction
from medaid_desktop.recognition.corrections import Correction, Kind
from medaid_desktop.recognition.recognise import recognise, unread
from medaid_desktop.recognition.understood import Knowledge, Understood
from tests.recognition.drawing import document, drawn
from tests.recognition.reading_back import known, read

Click = tuple[Kind, Place | None, str]

FORM = """
绩效目标表 | < | < | < | <
（2022年度） | < | < | < | <
项目名称 | 医疗救助 | < | < | <
实施单位 | 鹤庆县医疗保障局 | < | < | <
牵头科室 | 待遇科 | 主管部门 | 鹤庆县财政局 | <
一级指标 | 二级指标 | 三级指标 | 甲 | 乙
产出指标 | 数量指标 | 救助人次 | ≥100人次 | 120人次
产出指标 | 质量指标 | 救助比例 | 70% | 80%
 | | 附注一 | 见文件 |
联系科室 | 综合科 | < | < | <
"""
# the same template filled in elsewhere: a line of the annex above, more rows, another office
NEXT = """
附件2 | | | |
绩效目标表 | < | < | < | <
（2023年度） | < | < | < | <
项目名称 | 医疗救助 | < | < | <
实施单位 | 永嘉县医疗保障局 | < | < | <
牵头科室 | 基金科 | 主管部门 | 永嘉县财政局 | <
一级指标 | 二级指标 | 三级指标 | 甲 | 乙
产出指标 | 数量指标 | 救助人次 | ≥200人次 | 220人次
产出指标 | 数量指标 | 参保人数 | ≥300人 | 320人
产出指标 | 质量指标 | 救助比例 | 75% | 85%
满意度指标 | 服务对象满意度指标 | 满意度 | 90% | 95%
 | | 附注一 | 见文件 |
联系科室 | 规划科 | < | < | <
"""
# an allocation; its rows are put in
MONEY = "2022年补助资金分配表 | < | <\n代称 | 各处 | 本批\n{}"


def doc(text: str = FORM) -> Document:
    return document(drawn(text))


def learned(found: Understood, *corrections: Correction) -> Knowledge:
    return replace(known(), learned={found.layout: corrections})


def click(text: str, *clicks: Click) -> tuple[Understood, Knowledge]:
    """What is read of a drawing once corrections were clicked into it, and what is known from then on."""
    shown = doc(text)
    found = (read(shown) or unread(shown, known()))[0]
    taught = learned(found, *(correction(shown.grids[0], found, *one) for one in clicks))
    return recognise(shown, taught)[0], taught


def said(found: Understood, rule: str) -> list[tuple[str, Place | None]]:
    return [(notice.message, notice.place) for notice in found.notices if notice.rule == rule]
