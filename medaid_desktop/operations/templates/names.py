"""What a form made of a template is called, and so its id: custom:绩效目标表."""

import re
from collections.abc import Collection
from pathlib import Path

from medaid_desktop.core.filing import clean_text
from medaid_desktop.core.forms import CUSTOM
from medaid_desktop.core.texts.safe_names import safe_name
from medaid_desktop.errors import UserError

LONGEST = 40
"""Characters of a name: it stands in lists, in file names and on the command line."""

_YEAR = re.compile(r"[（(\[【〔]\s*[\dXx×*＿_ 　]*\s*年?度?\s*[）)\]】〕]")
"""（2021年度）, （　　年度）: a form is for every year."""
_CHINESE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
_BLANK_IN_CHINESE = re.compile(rf"(?<=[{_CHINESE}])\s+(?=[{_CHINESE}])")


def name_for(title: str, file: Path, taken: Collection[str] = ()) -> str:
    """The name for a form: its title squeezed, without the year, else what its file is called; another one than those
    taken."""
    name = squeezed(_YEAR.sub("", title)) or squeezed(title) or squeezed(file.stem) or "表"
    return unused(name, taken)


def squeezed(text: str) -> str:
    """A text as a name: without line breaks, blanks inside Chinese and what no file name can hold; "" where nothing is left."""
    plain = _BLANK_IN_CHINESE.sub("", " ".join(clean_text(text).split()))
    name = safe_name(plain, "")[:LONGEST].rstrip(" .")
    bare = name.strip(" ._")
    return bare if safe_name(bare, "") == bare else name


def checked(name: str) -> str:
    """A name that was typed. Raises UserError where it is blank, too long, or has what no file name can hold."""
    plain = " ".join(clean_text(name).split()).removeprefix(CUSTOM)
    if not plain:
        raise UserError("表种的名称是空的", "", "请写出名称，例如 绩效目标表")
    if len(plain) > LONGEST:
        raise UserError(f"表种的名称超过 {LONGEST} 个字", f"{plain[:LONGEST]}……，共 {len(plain)} 个字", "请取短一些")
    if safe_name(plain, "") != plain:
        raise UserError(
            "表种的名称里有不能用的字符", plain, '请去掉 < > : " / \\ | ? * 和首尾的点；CON、NUL 等是系统保留的名称'
        )
    return plain


def unused(name: str, taken: Collection[str]) -> str:
    """The name, with a number behind it where it is taken; capital and small letters are the same here."""
    known = {one.casefold() for one in taken}
    number, free = 1, name
    while free.casefold() in known:
        number += 1
        free = f"{name[: LONGEST - len(str(number))]}{number}"
    return free
