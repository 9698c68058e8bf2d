"""What a sheet for publication leaves out: names of people and telephone numbers, wherever they stand.

政府信息公开条例, article 15: what concerns the privacy of people is not made public. Of a name the surname stays, of a number what
tells its kind; codes, amounts and offices stay as they are.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from medaid_desktop.core.filing import Filing, Row
from medaid_desktop.core.forms import FieldDef, Form
from medaid_desktop.core.paper.signed import Signed

STAR = "＊"
_PERSON = re.compile(
    r"联系人|填报人|填表人|填写人|经办人|承办人|负责人|审核人|复核人|审批人|签字人|签发人|制表人|责任人|录入人|法定代表人|法人代表|分管领导|姓名"
)
_NO_PERSON = re.compile(r"(?:人数|人次|单位|部门|意见|职务|科室|日期|时间|名称)[\s)）：:]*$")
_PHONE_LABEL = re.compile(r"电话|手机|联系方式|传真|号码$")
_OFFICE = re.compile(r".{2,}(?:局|厅|委|院|校|中心|科|股|处|室|办|所|站|部|组|政府|公司|银行|医院|社区|街道|单位)")
_COMPOUND = (
    "欧阳", "太史", "端木", "上官", "司马", "东方", "独孤", "南宫", "万俟", "闻人", "夏侯", "诸葛", "尉迟", "公羊", "赫连", "澹台",
    "皇甫", "宗政", "濮阳", "公冶", "太叔", "申屠", "公孙", "慕容", "仲孙", "钟离", "长孙", "宇文", "司徒", "鲜于", "司空", "令狐",
)  # fmt: skip
_H = r"[\u3400-\u9fff\U00020000-\U0003ffff]"
_BLANKS = r"[^\S\n]+"
_SPACED = rf"(?<!{_H})(?:{_H}{_BLANKS}{_H}|(?:{'|'.join(_COMPOUND)}){_BLANKS}{_H}{{1,2}})(?!{_H})"
"""李　明: how a short name is made as long as those beside it."""
_NAME = re.compile(rf"{_SPACED}|{_H}+(?:[·•・．]{_H}+)*|[A-Za-z]{{2,}}")
_LABELLED = re.compile(rf"(?P<label>(?:{_PERSON.pattern})[^\S\n]*[：:][^\S\n]*)(?P<name>{_SPACED}|{_H}{{2,4}}(?!{_H}))")
"""经办人：李明 within a text."""
_LEAST_DIGITS, _SHOWN = 7, 4

_D = r"[0-9０-９]"
_GAP = r"[-－—\s]?"
_MOBILE_HEAD = rf"(?:\+?86[-\s]?)?(?P<head>[1１][3-9３-９]{_D})"
_MOBILE = rf"{_MOBILE_HEAD}(?:{_GAP}{_D}){{4}}{_GAP}(?P<tail>{_D}(?:{_GAP}{_D}){{3}})"
_LANDLINE = rf"(?P<area>[（(]?[0０]{_D}{{2,3}}[）)]?[-－—\s]*)(?P<number>{_D}{{3,4}}{_GAP}{_D}{{4}})"
_CITIZEN = rf"(?P<place>{_D}{{6}}){_D}{{11}}[0-9０-９XxＸ]"
_WITH_HEAD = rf"(?:\+?86[-\s]?)?[1１][3-9３-９](?:{_GAP}{_D}){{9}}(?!{_D})|[0０]{_D}{{2,3}}{_GAP}{_D}{{3,4}}{_GAP}{_D}{{4}}(?!{_D})"
"""A number that is not a local one, whatever stands before it."""
_SAID = (
    r"(?P<said>(?:电话|手机|号码|传真|Tel|TEL|tel)[^0-9０-９\n]{0,4})"
    rf"(?!{_WITH_HEAD})(?P<local>{_D}{{3,4}}{_GAP}{_D}{{4}})"
)
_NUMBERS = re.compile(rf"(?<!{_D})(?:{_CITIZEN}|{_MOBILE}|{_LANDLINE}|{_SAID})(?!{_D})")
_RUN = re.compile(rf"{_D}(?:{_GAP}{_D}){{{_LEAST_DIGITS - 1},}}")


def masked_person(text: str) -> str:
    """Names as they may be published: 张三丰 becomes 张＊＊; the name of an office stays."""
    return _NAME.sub(lambda match: _masked_name(match[0]), masked_phones(text))


def masked_phones(text: str) -> str:
    """A text with its telephone numbers masked, 138****5678, and the numbers of identity cards with them."""
    return _NUMBERS.sub(_masked_number, text)


def masked(form: Form, filing: Filing, signed: Mapping[str, Signed]) -> tuple[Filing, dict[str, Signed]]:
    """A copy of a filing, and what completed steps print, as they may be published: who is named in one is masked in the other."""
    names = {*_names(form, filing), *_signers(signed)}
    return masked_filing(form, filing, names), masked_signed(signed, names)


def masked_filing(form: Form, filing: Filing, people: Iterable[str] = ()) -> Filing:
    """A copy of a filing as it may be published; `people` are named elsewhere."""
    names = sorted({*_names(form, filing), *people}, key=len, reverse=True)
    masked = filing.copy()
    masked.values = {
        name: _masked(form.definition("", name), text, names) for name, text in filing.values.items()
    }  # fmt: skip
    masked.tables = {
        table: [_masked_row(form, table, row, names) for row in rows] for table, rows in filing.tables.items()
    }
    return masked


def masked_signed(signed: Mapping[str, Signed], people: Iterable[str] = ()) -> dict[str, Signed]:
    """What completed steps print, as it may be published: without names in their by-lines and opinions, and without seals;
    `people` are named elsewhere."""
    names = sorted({*_signers(signed), *people}, key=len, reverse=True)
    return {
        step: replace(one, by=masked_person(one.by), opinion=_in_prose(one.opinion, names), seal="")
        for step, one in signed.items()
    }


def _masked_row(form: Form, table: str, row: Row, names: Iterable[str]) -> Row:
    return {column: _masked(form.definition(table, column), text, names) for column, text in row.items()}


def _masked(definition: FieldDef, text: str, names: Iterable[str]) -> str:
    if not text:
        return text
    if _is_person(definition):
        return _RUN.sub(_masked_run, masked_person(text))
    if definition.type == "phone" or _PHONE_LABEL.search(definition.label):
        text = _RUN.sub(_masked_run, masked_phones(text))
    return _in_prose(text, names)


def _in_prose(text: str, names: Iterable[str]) -> str:
    for name in names:
        if name[0] in text:
            text = re.sub(r"[^\S\n]*".join(map(re.escape, name)), _masked_name(name), text)
    text = _LABELLED.sub(lambda match: match["label"] + _masked_name(match["name"]), text)
    return masked_phones(text)


def _is_person(definition: FieldDef) -> bool:
    return (
        bool(_PERSON.search(definition.label))
        and not _NO_PERSON.search(definition.label)
        and definition.type != "phone"
    )


def _names(form: Form, filing: Filing) -> set[str]:
    """The names of people that stand in cells for them."""
    texts = [text for name, text in filing.values.items() if _is_person(form.definition("", name))]
    for table, rows in filing.tables.items():
        texts += [text for row in rows for column, text in row.items() if _is_person(form.definition(table, column))]
    return {name for text in texts for name in _people(text)}


def _signers(signed: Mapping[str, Signed]) -> set[str]:
    return {name for one in signed.values() for name in _people(one.by)}


def _people(text: str) -> list[str]:
    found = ("".join(match[0].split()) for match in _NAME.finditer(text))
    return [name for name in found if len(name) > 1 and not _OFFICE.fullmatch(name)]


def _masked_name(name: str) -> str:
    name = "".join(name.split())
    if _OFFICE.fullmatch(name) or STAR in name:
        return name
    surname = name[:2] if name.startswith(_COMPOUND) and len(name) > 2 else name[:1]
    return surname + STAR * max(1, min(2, len(name) - len(surname)))


def _masked_number(match: re.Match[str]) -> str:
    if match["place"]:
        return f"{match['place']}{'*' * 12}"
    if match["head"]:
        return f"{match['head']}****{match['tail']}"
    if match["area"]:
        return match["area"] + _masked_run_of(match["number"])
    return match["said"] + _masked_run_of(match["local"])


def _masked_run(match: re.Match[str]) -> str:
    return _masked_run_of(match[0])


def _masked_run_of(number: str) -> str:
    """The last four digits of a number, the others as stars; signs between them stay."""
    hidden = len(re.findall(_D, number)) - _SHOWN
    found: list[str] = []
    for character in number:
        is_digit = bool(re.fullmatch(_D, character))
        found.append("*" if is_digit and hidden > 0 else character)
        hidden -= is_digit
    return "".join(found)
