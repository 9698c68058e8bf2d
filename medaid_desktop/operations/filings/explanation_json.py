"""Explanations in the JSON of a filing: an extension of the contract's section 3, `"explanations": [...]`."""

from collections.abc import Iterable
from typing import Any, cast

from medaid_desktop.core.checks.identity import Identity
from medaid_desktop.core.filing import clean_text
from medaid_desktop.errors import UserError
from medaid_desktop.store.records.explanations import LONGEST, Explanation, Kept

KEY = "explanations"
_OF = ("rule", "detail", "place", "basis")
_SAID = ("text", "by", "at")


def explanations_json(kept: Iterable[Kept]) -> list[dict[str, Any]]:
    """Explanations as data, each with what it is known by."""
    return [
        {name: getattr(one.of, name) for name in _OF} | {name: getattr(one.explanation, name) for name in _SAID}
        for one in kept
    ]


def explanations_of(filing: object) -> tuple[Kept, ...]:
    """The explanations in the JSON of a filing. Raises UserError where they have another shape."""
    listed = cast("dict[str, object]", filing).get(KEY) if isinstance(filing, dict) else None
    if listed is None:
        return ()
    if not isinstance(listed, list):
        raise UserError("说明应为列表", KEY, "请重新导出该文件")
    return tuple(_kept(one, f"{KEY}[{number}]") for number, one in enumerate(cast("list[object]", listed)))


def _kept(data: object, where: str) -> Kept:
    texts = cast("dict[str, object]", data) if isinstance(data, dict) else {}
    found = {name: text for name in (*_OF, *_SAID) if isinstance(text := texts.get(name, ""), str)}
    line = " ".join(clean_text(found.get("text", "")).split())
    if len(found) < len(_OF) + len(_SAID) or not (line and found["rule"] and found["place"]) or len(line) > LONGEST:
        raise UserError("有一条说明读不懂", where, "请重新导出该文件")
    return Kept(Identity(*(found[name] for name in _OF)), Explanation(line, found["by"], found["at"]))
