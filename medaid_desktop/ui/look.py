"""The dress of the window: style, fonts, palette and the few rules of style.qss, following the system or a choice."""

import re
import sys
from typing import Literal

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from medaid_desktop import paths
from medaid_desktop.ui.palette import Colours, Scheme, colours, system_palette, system_scheme
from medaid_desktop.ui.settings import WindowSettings

Choice = Literal["system", "light", "dark", "contrast"]
CHOICES: tuple[Choice, ...] = ("system", "light", "dark", "contrast")

STYLE = "fusion"
"""Qt's own style on every system: native styles differ in what they colour, and Windows 10's has no dark at all."""

BODY_PT = 9
TITLE_PT = 15
_FAMILIES = ["Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei UI", "WenQuanYi Micro Hei"]
_ONLY_ON_DARK = "/* only on dark grounds"
_TOKEN = re.compile(r"@(\w+)")


class Look(QObject):
    """Dresses an application and the windows given to it, and again when the system or the clerk chooses otherwise.

    The style itself is chosen with `STYLE` when the application is made.
    """

    changed = Signal()

    def __init__(self, app: QApplication, settings: WindowSettings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._settings = settings
        self._windows: list[QWidget] = []
        self._system: QPalette = app.property("system_palette") or app.palette()
        app.setProperty("system_palette", self._system)
        app.setFont(body_font())
        app.styleHints().colorSchemeChanged.connect(self._on_system_changed)
        self._put_on()

    @property
    def choice(self) -> Choice:
        """What the clerk chose."""
        kept = self._settings.text("look", "system")
        return CHOICES[CHOICES.index(kept)] if kept in CHOICES else "system"

    def choose(self, choice: Choice) -> None:
        """Follows a choice from now on and remembers it."""
        self._settings.put("look", choice)
        self._put_on()
        self.changed.emit()

    def dress(self, window: QWidget) -> None:
        """Gives a main window the rules of style.qss; its dialogs inherit them."""
        self._windows.append(window)
        window.setStyleSheet(self._rules)

    def _put_on(self) -> None:
        palette = system_palette(self._scheme(), self._system)
        self._app.setPalette(palette)
        shades = colours(palette)
        source, _, dark = paths.resource("style.qss").read_text(encoding="utf-8").partition(_ONLY_ON_DARK)
        source += dark.partition("*/")[2] if _is_dark(shades) else ""
        words = shades._asdict() | _pictures(shades)
        self._rules = _TOKEN.sub(lambda match: words[match[1]], source)
        for window in self._windows:
            window.setStyleSheet(self._rules)

    def _scheme(self) -> Scheme:
        scheme = system_scheme(self._system)
        return scheme if scheme == "system contrast" or self.choice == "system" else self.choice

    def _on_system_changed(self) -> None:
        self._app.setPalette(QPalette())
        self._system = self._app.palette()
        self._put_on()
        self.changed.emit()


def _pictures(shades: Colours) -> dict[str, str]:
    """The ticks and arrows that stand out in boxes and fields: rules of style.qss cannot colour them."""
    ink = "light" if _is_dark(shades) else "dark"
    files = {"tick": f"{ink}.svg", "up": f"up-{ink}.svg", "down": f"down-{ink}.svg"}
    return {name: paths.resource("icons", "ticks", file).as_posix() for name, file in files.items()}


def _is_dark(shades: Colours) -> bool:
    return QColor(shades.base).lightness() < 128


def body_font() -> QFont:
    """The font of the window: Microsoft YaHei UI 9 pt on Windows, Noto Sans CJK SC elsewhere."""
    families = ["Microsoft YaHei UI", *_FAMILIES] if sys.platform == "win32" else _FAMILIES
    font = QFont(families)
    font.setPointSize(BODY_PT)
    return font


def title_font(widget: QWidget) -> QFont:
    """The one larger size, for the titles of pages."""
    font = QFont(widget.font())
    font.setPointSize(TITLE_PT)
    return font
