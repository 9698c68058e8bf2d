"""What this PC remembers about printing, a form and a printer at a time (settings of the window, not of the ledger).

Keys of the settings: `print/printer/<form>` the printer a form was last printed with ("" for a PDF file),
`print/last` the printer used last at all, `print/options/<form>/<printer>` the choices made there, as JSON with the
field names of PrintOptions. Names are percent-encoded. A batch of several forms counts as the form "*".
"""

import json
from dataclasses import asdict, dataclass, fields, replace
from urllib.parse import quote

from medaid_desktop.operations.paper.print_plan import LEAST_PERCENT, MOST_COPIES, MOST_PERCENT, Collation, Scaling
from medaid_desktop.ui.settings import WindowSettings

SEVERAL_FORMS = "*"
MOST_OFFSET_MM = 30.0

_CHOICES = {
    "collation": ("sets", "filings", "pages"),
    "scaling": ("true", "fit", "percent"),
    "sides": ("one", "long", "short"),
}


@dataclass(frozen=True, slots=True)
class PrintOptions:
    """The choices of the print dialog. `pages` and `copies` are for one time only and are not remembered.

    `paper` and `tray` are names that the printer offers, "" for its own choice; `sides` one side, both bound at the
    long edge, both at the short one.
    """

    copies: int = 1
    collation: Collation = "sets"
    backwards: bool = False
    pages: str = ""
    sides: str = "one"
    paper: str = "A4"
    tray: str = ""
    grey: bool = False
    scaling: Scaling = "true"
    percent: int = 100
    right_mm: float = 0.0
    down_mm: float = 0.0


class PrintMemory:
    """Reads and writes what is remembered; whatever cannot be read counts as not set."""

    def __init__(self, settings: WindowSettings) -> None:
        self._settings = settings

    def printer(self, form: str) -> str | None:
        """The printer a form was last printed with, else the one used last at all; None before the first print."""
        for key in (f"print/printer/{_name(form)}", "print/last"):
            kept = self._settings.text(key)
            if kept.startswith("="):
                return kept[1:]
        return None

    def options(self, form: str, printer: str) -> PrintOptions:
        """The choices made last for a form on a printer."""
        try:
            kept = json.loads(self._settings.text(_key(form, printer)) or "{}")
        except ValueError:
            kept = {}
        return _checked(kept if isinstance(kept, dict) else {})

    def keep(self, form: str, printer: str, options: PrintOptions) -> None:
        """Remembers what was printed with."""
        self._settings.put(f"print/printer/{_name(form)}", f"={printer}")
        self._settings.put("print/last", f"={printer}")
        if printer:
            lasting = asdict(replace(options, copies=1, pages=""))
            self._settings.put(_key(form, printer), json.dumps(lasting, ensure_ascii=False))


def _checked(kept: dict[str, object]) -> PrintOptions:
    """Options out of what was read: values of another kind or beyond the bounds fall back."""
    usual = PrintOptions()
    good: dict[str, object] = {}
    for field in fields(PrintOptions):
        value, default = kept.get(field.name), getattr(usual, field.name)
        if isinstance(default, float) and isinstance(value, int) and not isinstance(value, bool):
            value = float(value)
        if type(value) is type(default) and value in _CHOICES.get(field.name, (value,)):
            good[field.name] = value
    options = PrintOptions(**good)  # type: ignore[arg-type]
    return replace(
        options,
        copies=min(max(options.copies, 1), MOST_COPIES),
        percent=min(max(options.percent, LEAST_PERCENT), MOST_PERCENT),
        right_mm=min(max(options.right_mm, -MOST_OFFSET_MM), MOST_OFFSET_MM),
        down_mm=min(max(options.down_mm, -MOST_OFFSET_MM), MOST_OFFSET_MM),
    )


def _key(form: str, printer: str) -> str:
    return f"print/options/{_name(form)}/{_name(printer)}"


def _name(text: str) -> str:
    """A name as one part of a key: slashes and backslashes (\\\\server\\printer) would make groups."""
    return quote(text, safe="")
