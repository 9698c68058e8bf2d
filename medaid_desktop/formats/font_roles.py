"""What kind of font a name stands for."""

import re

from medaid_desktop.core.sheet import FontRole

_ROLES: tuple[tuple[FontRole, re.Pattern[str]], ...] = (
    ("title", re.compile(r"标宋|biao\s*song|xbs", re.IGNORECASE)),
    ("fangsong", re.compile(r"仿宋|fang\s*song|fs_gb", re.IGNORECASE)),
    ("kai", re.compile(r"楷|kai", re.IGNORECASE)),
    ("hei", re.compile(r"黑|hei|雅黑|gothic|heavy", re.IGNORECASE)),
)


def font_role(name: str) -> FontRole:
    """The role of a font by its name; Latin fonts and 等线 are 宋体 here, as their Chinese characters look most like it."""
    for role, names in _ROLES:
        if names.search(name):
            return role
    return "song"
