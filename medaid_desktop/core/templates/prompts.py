"""What a blank form prints where something is to be filled in: prompts, dots, dates without figures, empty boxes."""

import re

from medaid_desktop.core.texts.numbers import fold
from medaid_desktop.core.texts.targets import is_placeholder

_NOTHING = re.compile(r"[\s_＿.…⋯·・、﹍﹏()（）\[\]【】]*|[\s—\-－─_]{3,}")
_SEAL = re.compile(
    r"[\s(（\[【]*(?:单位|部门|加盖|此处)?(?:公\s*章|盖\s*章|签\s*章|签\s*字|签\s*名|印\s*章|章)[\s)）\]】]*"
)
_DATE_WORDS = r"\s年月日时分至到起止自从第季度份—－\-～~–_＿/／、,，()（）:：."
_DATE = re.compile(
    rf"(?=.*[年月日])[{_DATE_WORDS}]*(?:公元|20)?[{_DATE_WORDS}]*|(?=.*月)(?:[{_DATE_WORDS}]|20\d\d?(?=\s*年))*",
    re.DOTALL,
)
_HAS_ROOM = re.compile(r"[\s_＿（(]|年月|月日|日期")
_ASKS = re.compile(
    r"[(（\[【]?\s*(?:请|此处|在此|点击|单击|选择(?:填写|输入)|下拉|按(?:实际|要求)(?:情况)?填|由.{1,12}(?:填[写列报]|选择)|待填|"
    r"填写(?!说明|要求|须知|人|日期|单位|情况|内容|时间)|(?<=[(（\[【])填[写列报]|"
    r"(?:(?:指标|目标|内容|任务)\s*(?:\d{1,2}[:：.、]?|[:：])[\s….]*)+$|示例|样例|例如|例[:：]|如[:：]|格式[:：为]|限?\d{1,5}\s*字|不(?:少|多|超)[于过]?\s*\d{1,5}\s*字|字数).*",
    re.DOTALL,
)
_SAYS_WHEN = re.compile(
    r"[(（\[【][^()（）\[\]【】]{0,40}[填写打划](?:[“\x22'‘「『][^()（）\[\]【】]{1,12}[”\x22'’」』]|[无否零0/])[^()（）\[\]【】]{0,20}[)）\]】]"
)
_ITEMS = re.compile(r"\s*(?:(?:指标|目标|内容|任务)\s*\d{0,2}\s*[:：.、]?[\s….]*)+", re.DOTALL)
_EMPTY_BOX = re.compile(r"[□☐◻▢⬜○◯£¨]|[(（\[【]\s*[)）\]】]")
_TICK = re.compile(r"[☑√✓✔☒■●◉⊙🗹þ]")
_LENGTH = re.compile(r"[(（\[【][^()（）\[\]【】]{0,12}字[^()（）\[\]【】]{0,8}[)）\]】]")
_LONGEST = 120


def asks_for_items(text: str) -> bool:
    """Whether a printed text only numbers what is to be written: 指标1：, or 目标1：, 目标2： below one another."""
    return is_prompt(text) and bool(_ITEMS.fullmatch(fold(text)))


def is_prompt(text: str) -> bool:
    """Whether a printed text only asks to be filled in, and is no content: blank, dots, （200字以内）, 请填写…,
    年　月　日, XX财政局, boxes of which none is ticked."""
    if _NOTHING.fullmatch(text) or _SEAL.fullmatch(text):
        return True
    if len(text) > _LONGEST:
        return False
    folded = fold(text).strip()
    if _ASKS.fullmatch(folded) or _SAYS_WHEN.fullmatch(folded) or (_DATE.fullmatch(folded) and _HAS_ROOM.search(text)):
        return True
    if _EMPTY_BOX.search(text):
        return not _TICK.search(text)
    bare = _LENGTH.sub("", text)  # 申请理由（500字以内） is a label with a note
    return is_placeholder(bare) or (bare != text and not bare.strip())
