"""The words in which pasting asks and tells: what would be lost, what was done, what was not understood."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QCoreApplication

from medaid_desktop.core.forms import FieldDef, Form
from medaid_desktop.core.sheet import Slot
from medaid_desktop.core.texts.field_types import field_type
from medaid_desktop.ui.views.paper.blocks import Pasting
from medaid_desktop.ui.views.paper.words import definition_of

_NAMED = 3
_LONGEST = 10


def loss_words(pasting: Pasting) -> str:
    """What a paste would lose, with the first few texts: “有 2 格放不下（“张三”、“0635”）…”."""
    parts: list[str] = []
    for texts, words in (
        (pasting.beyond, _tr("%1 格超出表格，放不下（%2）")),
        (pasting.on_paper, _tr("%1 格落在表样文字上，不能填（%2）")),
        (pasting.overwritten, _tr("选区以外已填的 %1 格会被替换（现为%2）")),
    ):
        if texts:
            parts.append(words.replace("%1", str(len(texts))).replace("%2", _some(texts)))
    return _tr("粘贴前请确认：") + "；".join(parts) + "。"


def doubt_words(form: Form, texts: Iterable[tuple[Slot, str]]) -> str:
    """Which of some texts their fields do not understand; "" where all are fine."""
    doubtful = [text for slot, text in texts if text.strip() and _doubt(definition_of(form, slot), text)]
    if not doubtful:
        return ""
    words = _tr("有 %1 格的内容与该格的要求不符（%2），已照原样填入，请核对。")
    return words.replace("%1", str(len(doubtful))).replace("%2", _some(doubtful))


def typed_doubt_words(definition: FieldDef, text: str) -> str:
    """What its field does not understand in a text just typed, and how to write it; "" where it is fine."""
    doubt = _doubt(definition, text)
    words = _tr("“%1”已照样存下，请核对：%2。").replace("%2", doubt or "")
    return words.replace("%1", definition.label) if doubt else ""


def _doubt(known: FieldDef, text: str) -> str | None:
    return field_type(known.type, known.unit, known.options, known.multiple).doubt(text.strip())


def _some(texts: Sequence[str]) -> str:
    shown = [f"“{_short(text)}”" for text in texts[:_NAMED]]
    return "、".join(shown) + (_tr("等") if len(texts) > _NAMED else "")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


def _tr(text: str) -> str:
    return QCoreApplication.translate("PaperAsking", text)
