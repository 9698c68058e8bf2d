"""What writes filings into documents, by the endings of these."""

from collections.abc import Callable, Mapping
from typing import Protocol

from medaid_desktop.core.templates.filling.filled import Filled
from medaid_desktop.core.templates.template_map import TemplateMap


class Filler(Protocol):
    """What writes into a workbook or a letter."""

    def filled(self, filled: Filled) -> tuple[bytes, tuple[str, ...]]: ...


def _open_workbook(content: bytes, template_map: TemplateMap) -> Filler:
    from medaid_desktop.formats.excel.filling.template_filling import TemplateFiller

    return TemplateFiller(content, template_map)


def _open_letter(content: bytes, template_map: TemplateMap) -> Filler:
    from medaid_desktop.formats.word.templates.template_filling import TemplateFiller

    return TemplateFiller(content, template_map)


OPENERS: Mapping[str, Callable[[bytes, TemplateMap], Filler]] = {
    ".xlsx": _open_workbook, ".xlsm": _open_workbook, ".docx": _open_letter, ".docm": _open_letter,
}  # fmt: skip
"""Opens a document by the map of one of its forms. Raises UserError or DamagedError where it cannot be read."""
