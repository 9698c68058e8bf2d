"""What kind of value a label asks for, out of its words and out of what the document itself allows there."""

import re
from collections.abc import Sequence
from dataclasses import replace

from medaid_desktop.core.forms import FieldDef
from medaid_desktop.core.templates.looks import CellLook
from medaid_desktop.recognition.wording.folding import label_key, squeezed, without_note

MONEY = r"(?:百亿|千万|百万|十万|亿|万|千|百)?元"
_MONEY_NOTE = re.compile(rf"[(（【\[]\s*(?:(?:金额)?单位\s*[:：]?)?\s*(?:人民币)?\s*(?P<unit>{MONEY})\s*[)）】\]]")
_COUNT_NOTE = re.compile(
    r"[(（【\[]\s*(?:单位\s*[:：]?)?\s*(?P<unit>万?人次|万?人|户|个|件|次|家|所|张|台|套|项|例|起|天|周?岁|年|％|%|分|平方米|㎡|公里|亩)\s*[)）】\]]"
)
_MONEY_AROUND = re.compile(
    rf"(?:(?:金额|计量|货币)?单位|金额)\s*[:：;；]?\s*(?:人民币)?\s*(?:[人户个件次%％]{{1,2}}\s*[、，,/]\s*)*(?P<unit>{MONEY})"
)
_UNITS_AROUND = re.compile(
    rf"单位\s*[:：]\s*(?P<units>(?:万?人次|万?人|户|个|件|家|例|{MONEY})(?:\s*[、，,/]\s*(?:万?人次|万?人|户|个|件|家|例|{MONEY}))*)"
)
_PEOPLE = re.compile(r"(?:人员|对象|人口|家庭|家庭成员|儿童|孤儿|群众|患者|残疾人|老年人|监测户|低保户|特困|低保)$")
_COUNTED = re.compile(
    r"(?:救助|参保|资助|门诊|住院|慢特病|报销|补助|补偿|中央|省级|市级|县级|本级|上年|本年|上期|本期|同期|累计|全年|季度|半年)$|^\d{1,2}月份?$"
)
_DATE = re.compile(r"(?:时间|日期|年月|年月日|出生)$|^(?:日期|时间)")
_PERIOD = re.compile(r"(?:起止|期限|周期|起讫)")
_PHONE = re.compile(r"电话|手机|联系方式|传真")
_CODE = re.compile(r"(?:代码|编码|编号|邮编|(?:支出|功能|经济|预算|会计|分类).{0,4}科目)$")
_TEXTUAL = re.compile(
    r"(?:名称|姓名|性质|来源|类别|类型|方式|依据|情况|说明|原因|内容|问题|措施|建议|意见|备注|用途|单位|部门|文号|账号|卡号|证号|号码|地址|级别"
    r"|对象|状态|人员|户主|经办人|负责人|联系人|填表人|渠道|结果|效果|目标|计划|办法|去向|名单|银行|户名|摘要|事项)$"
)
_SURELY_WORDS = re.compile(
    r"名称|姓名|原因|内容|地址|号码|账号|类别|方式|摘要|事项|用途|依据|说明|备注|(?:计量|收款|付款|开户)单位|时间|日期|^单位$|项目$|文号"
)
_MONEY_WORDS = re.compile(
    r"(?:金额|资金|资金需求|资金缺口|需求数|经费|预算数?|支出数?|收入|拨款|补助|费用|支付|负担|总额|余额|结余|结转|执行数|到位数|拨付数|下达数|支付数|报销|缴费|自付|自筹|配套|总费用"
    r"|合规费用|救助金|补偿|垫付|工资|标准|决算数?|核定数|指标数|下达数|收入数|调整数|安排数|总数|年末数|年初数|存款|利息"
    r"|(?:已|本次|提前|本年|上年|累计)(?:下达|拨付|安排|到位|支出|支付)|公益金|专款|资金缺口)$"
)
_FIGURES_OF_MONEY = re.compile(rf"{_MONEY_WORDS.pattern}|(?:需求|缺口)$")
"""Words of columns whose cells take figures."""
_COUNT_WORDS = re.compile(
    r"(?:人数|人次|人次数|户数|次数|个数|数量|件数|家数|天数|年龄|岁数|面积|比例|比率|占比|进度|得分|分值|权重|评分|分数|任务数|完成数|系数|[^\s]{1,6}率)$"
)
_RATE = re.compile(r"(?:比例|比率|占比|率|进度)$")
_LONG = re.compile(
    r"(?:情况|说明|原因|内容|问题|措施|建议|依据|目标|概况|简介|概述|分析|意见|必要性|可行性|理由|经过|成效|做法|计划|方案|用途|总结|承诺)"
)
_CODES_OF_DATES = re.compile(r"[yY年]|(?<![a-zA-Z])[dD](?![a-zA-Z])|月")
_SHORT = re.compile(r"(?:号码?|名称?|姓名|电话|日期|时间|金额|代码|编码|人员?|户主|年龄|性别|类别|级别)$")
_LEAST_LONG_MM = 14.0


def unit_of(label: str) -> str:
    """The unit that a label notes in brackets: 救助资金（万元）, 人数（人）; "" where it notes none."""
    found = _MONEY_NOTE.search(label) or _COUNT_NOTE.search(label)
    return found["unit"].replace("％", "%") if found else ""


def unit_around(texts: Sequence[str]) -> str:
    """The unit of money that a line about the table notes: 单位：万元; "" where none does."""
    for text in texts:
        found = _MONEY_AROUND.search(text) if len(text) < 80 else None
        if found:
            return found["unit"]
    return ""


def counts_around(texts: Sequence[str]) -> tuple[str, ...]:
    """What a line about the table says that its figures count beside money: 单位：人、万元 says 人."""
    for text in texts:
        found = _UNITS_AROUND.search(text) if len(text) < 80 else None
        if found:
            return tuple(one for one in re.split(r"[、，,/\s]+", found["units"]) if one and not is_money(one))
    return ()


def count_unit(label: str, counts: Sequence[str]) -> str:
    """The unit of a column of figures among those noted about the table, "" where its label does not say which."""
    key = without_note(label_key(label))
    if is_of_people(label):
        return next((one for one in ("人", "人次") if one in counts), "")
    word = next(
        (word for word in ("人次", "户", "人", "件", "个", "家", "例") if re.search(f"{word}(?:数|次数)?$", key)), ""
    )
    return word if word in counts else ""


def is_of_people(label: str) -> bool:
    """Whether a label names a group of people, whose column counts them: 特困人员, 低保对象."""
    return bool(_PEOPLE.search(without_note(label_key(label))))


def may_count(label: str) -> bool:
    """Whether a label names what is counted or paid for, and no words: 特困人员, 门诊救助, 一季度, 3月."""
    return bool(_COUNTED.search(without_note(label_key(label)))) or is_of_people(label)


def is_money(unit: str) -> bool:
    """Whether a unit is one of money."""
    return bool(re.fullmatch(MONEY, unit))


def kind_of(label: str, unit: str = "", tall: bool = False) -> str:
    """The type of field whose label is unknown, a name of core.texts.field_types, by its words and its unit alone."""
    key = without_note(label_key(label))
    if is_money(unit):
        return "amount"
    if _PHONE.search(key):
        return "phone" if "地址" not in key else "text"
    if _PERIOD.search(key):
        return "period"
    if _CODE.search(key):
        return "code"
    if _DATE.search(key):
        return "date"
    if unit:
        return "number"
    if tall and not _SHORT.search(key):
        return "long-text"
    if _LONG.search(key):
        return "text"
    if _TEXTUAL.search(key):
        return "text"
    if _COUNT_WORDS.search(key):
        return "number"
    if _MONEY_WORDS.search(key):
        return "amount"
    return "text"


def is_rate(label: str) -> bool:
    """Whether a label names a share or a rate: 占比, 结余率."""
    return bool(_RATE.search(without_note(label_key(label))))


def says_words(label: str) -> bool:
    """Whether the words of a label ask for words: 备注, 收款单位, 支出内容."""
    key = without_note(label_key(label))
    return bool(_SURELY_WORDS.search(key) or _PHONE.search(key))


def as_allowed(definition: FieldDef, look: CellLook, options: tuple[str, ...] = ()) -> FieldDef:
    """A definition with what the document itself allows in the cell: boxes, a list, numbers, dates.

    Boxes and a list of words make a choice; where a target is due the words only help (明显提高, 有效缓解), a target stays one,
    and so does anything where the list lets other words pass.
    """
    words = options or tuple(dict.fromkeys(word.strip() for word in look.options if word.strip()))
    if words and (options or (definition.type != "target" and not look.suggested)):
        return replace(definition, type="choice", options=words, unit="")
    if words:
        return replace(definition, options=words)
    if definition.type not in ("text", "long-text"):
        return definition
    if look.check == "date" or is_date_format(look.number_format):
        return replace(definition, type="date")
    if look.check in ("number", "whole") or _is_number_format(look.number_format):
        unit = definition.unit or ("%" if "%" in look.number_format else "")
        kind = (
            "amount"
            if is_money(unit) or _FIGURES_OF_MONEY.search(without_note(label_key(definition.label)))
            else "number"
        )
        return replace(definition, type=kind, unit=unit)
    return definition


def is_date_format(code: str) -> bool:
    """Whether a number format shows dates."""
    bare = re.sub(r"\[[^\]]*\]|\"(?![年月日])[^\"]*\"|\\.", "", code)
    return bool(re.search(r"[yYdD]", bare)) and not re.search(r"[#0]", re.sub(r"\.0+", "", bare))


def _is_number_format(code: str) -> bool:
    bare = re.sub(r"\[[^\]]*\]|\"[^\"]*\"|\\.", "", code)
    return bool(re.search(r"[#0]", bare)) and bare != "@" and not re.fullmatch(r"0{4,}", bare)


def with_unit(definition: FieldDef, unit: str, around: str) -> FieldDef:
    """A definition with its unit: the label's own, else that of the lines about the table for money without any."""
    if unit:
        return replace(definition, unit=unit)
    if definition.type == "amount" and around:
        return replace(definition, unit=around)
    if definition.type == "number" and not definition.unit and _RATE.search(without_note(label_key(definition.label))):
        return replace(definition, unit="%")
    return definition


def is_long(height_mm: float, line_mm: float = _LEAST_LONG_MM) -> bool:
    """Whether a place is high enough for several lines."""
    return height_mm >= line_mm


def printed_label(text: str) -> str:
    """A label as a field is called by it: blanks and line breaks inside squeezed, no colon, no 其中, no note of a unit."""
    text = re.sub(r"^\s*其\s*中\s*[:：、]?\s*", "", text.strip())
    squeezed_text = "".join(text.split()).strip(":：*★☆※●·_＿")
    for note in (_MONEY_NOTE, _COUNT_NOTE):
        squeezed_text = note.sub("", squeezed_text)
    squeezed_text = re.sub(
        r"[(（][^()（）]*(?:字以内|字左右|多选|单选|必填|选填|盖章|公章|签章|签字|请|填写)[^()（）]*[)）]",
        "",
        squeezed_text,
    )
    squeezed_text = re.sub(
        r"^(?:[一二三四五六七八九十]{1,3}、|\d{1,2}[.、．](?!\d)|[(（][一二三四五六七八九十\d]{1,3}[)）])",
        "",
        squeezed_text,
    )
    return squeezed_text.strip(":：") or squeezed(text)[:30]
