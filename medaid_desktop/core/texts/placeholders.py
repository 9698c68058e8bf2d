"""What a blank form prints to be replaced and a clerk has left standing: XX财政局, ≥**人, ……, （200字以内）, 【简要说明…】, □, ____, 202X年X月.

Only what is surely such: X光检查, 二○○九年, a masked number (138****0000) or name (张某某), bold marks (**要点**), a list with
one box ticked, words that end in …… and texts that speak of a length themselves (每条70字以内) are left alone.
"""

import re
from functools import lru_cache

from medaid_desktop.core.texts.numbers import fold

_MAYBE = re.compile(r"[Xx×*○〇_…。·字请点单待某□【{\[]|\.\.\.")
"""What every prompt has some of, in folded text."""
_SIGNS = r"[0-9]+(?:-[0-9]+)?个?字"
_LENGTH = rf"{_SIGNS}(?:以内|之内|左右|以上|以下|内)?"
_WITHIN = r"(?:请?控制在|限制?在?|不超过|不得超过|不少于|约|(?:总?字数|文字)(?:请?控制在|限制?在?|不超过|不少于)?)?"
_BEGINS = r"(?<![^\s:,;。])"
_ENDS = r"(?![^\s。;)])"
_ASKS = r"(?:请|简要|简明|概括|概述|简述|阐述|描述|说明|填写|填报)"
_NUMERALS = "一二三四五六七八九十零〇○0-9"
_SURE = re.compile(
    r"(?<![A-Za-z])[Xx]{2,}(?![A-Za-z])"
    r"|×{2,}"
    rf"|(?<![{_NUMERALS}])[○〇]{{2,}}(?![{_NUMERALS}]|年)"
    r"|(?<![A-Za-z0-9_/])_{2,}(?![A-Za-z0-9_])"
    rf"|\((?:{_ASKS}[^()]{{0,40}}[,;。:、 ])?{_WITHIN}{_LENGTH}\)"
    rf"|\([^()]{{1,40}}[,;。:、 ]限制?在?{_LENGTH}\)"
    rf"|{_BEGINS}(?:请|简要|简明|简述|概述|概括)[^()。]{{0,40}}[,;:](?:限制?在?|不超过|控制在){_LENGTH}{_ENDS}"
    rf"|(?<![^\s:。])限制?在?{_LENGTH}{_ENDS}"
    r"|\((?:请|此处|在此)(?:简要|填写|填报|填入|说明|描述|概述|概括|列出|列明|注明|输入)[^()]{0,60}\)"
    r"|【(?:请|此处|在此|简要|简述|概述)(?:[^【】]{4,80}|[^【】]*[….。·]{1,6})】"
    r"|(?<![0-9.])20(?:[0-9][Xx×*]|[Xx×*]{1,2})(?=年(?![限数均龄]))"
    r"|[Xx×*]年[Xx×*]月(?![数均份])|[Xx×*]月[Xx×*]日(?![数均])|(?<=[0-9]年)[Xx×*]月(?![数均份])|(?<=[0-9]月)[Xx×*]日(?![数均])"
    r"|\{[^{}]{0,20}[一-鿿][^{}]{0,20}\}"
    r"|\[(?:请|此处|在此|填写|填报|填入)[^\[\]]{0,40}\]"
    r"|(?<![^\s,;。:(年度])某(?:[省州旗]|市(?![场级民政])|县(?![级城])|区(?![域间块段]))"
    r"|某{2,}(?=[省市州县区旗乡镇村局院年月日]|单位|公司|部门|项目)|(?<![一-鿿])某{3,}(?![一-鿿])"
)
_STARS = re.compile(r"(?<![0-9A-Za-z*])\*{2,}(?![0-9A-Za-z*])")
_BOLD = re.compile(r"\*\*[^*\s][^*]{0,40}\*\*")
_OF_A_PLACE = re.compile(r"\*\*[省州市县区旗乡镇村局年月日]")
_MASKED_NAME = re.compile(r"[一-鿿]{1,2}\*{1,2}")
_TICKED = re.compile(r"[☑☒√✓✔■●]")
_WHOLE = re.compile(
    r"[≥≤=<>≧≦]?\s*(?:…|\.{3,}|。{3,}|·{3,})[…。.·]*\s*(?:[%‰人次户个家件份场元天日万]{0,3})"
    rf"|{_WITHIN}{_SIGNS}(?:以内|之内|左右|内)|某{{2,}}"
    r"|\(?(?:请填写|请填报|请输入|请在此|此处填写|点击此处|单击此处)[^。]{0,30}|(?:待填|待填写|待填报|待补充)"
)
_OF_A_TARGET = re.compile(
    r"[≥≤=<>≧≦]?\s*\(\s*\)\s*(?:[%‰]|[一-鿿]{1,4})?"
    r"|(?:待|尚未?|暂未)(?:确?定|核定|核实|明确|测算)"
    r"|[≥≤=<>≧≦]?\s*[Nn]\s*(?:[%‰]|人次?|[次户个家件份场例天元]|万元|个?工作日|分钟)(?:以[内上下])?"
    r"|[Xx×*]{1,3}\s*(?:[%‰]|人次?|[次户个家件份场例天元年]|万元)|[≥≤=<>≧≦]\s*[Xx×*]{1,3}\s*(?:[%‰]|[一-鿿]{0,4})"
)
_DOTS = re.compile(r"[\s….。·]+")


@lru_cache(maxsize=16384)
def placeholder_in(text: str) -> str:
    """The part of a text that still waits to be replaced, as written; "" where there is none."""
    folded = fold(text)
    if not _MAYBE.search(folded):
        return ""
    if _WHOLE.fullmatch(folded.strip()):
        return text.strip()
    match = _SURE.search(folded) or _stars(folded)
    if match is None and "□" in folded and not _TICKED.search(folded):
        return "□"
    return text[match.start() : match.end()] if match else ""


@lru_cache(maxsize=16384)
def placeholder_of_target(text: str) -> str:
    """As `placeholder_in`, in the cell of a target, where ≥（ ）人次, N人次 and 待定 are none either."""
    return placeholder_in(text) or (text.strip() if text and _OF_A_TARGET.fullmatch(fold(text).strip()) else "")


@lru_cache(maxsize=4096)
def only_dots(text: str) -> bool:
    """Whether a text is nothing but dots (……), which blank forms print for more rows of the kind; a blank one is too."""
    return not text or _DOTS.fullmatch(text) is not None


def _stars(folded: str) -> re.Match[str] | None:
    match = _STARS.search(folded)
    if match is None or _MASKED_NAME.fullmatch(folded.strip()):
        return None
    return None if _BOLD.search(folded) and not _OF_A_PLACE.search(folded) else match
