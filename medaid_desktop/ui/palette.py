"""The colours of the window: light, dark and high contrast, ours or the system's. No other module names a colour."""

import sys
from functools import lru_cache
from typing import Literal, NamedTuple

from PySide6.QtGui import QColor, QPalette

Scheme = Literal["light", "dark", "contrast", "system contrast"]
"""In `system contrast` the system's own palette is used as it stands."""

READABLE = 4.5
"""Least contrast of text, WCAG 2.1 (1.4.3)."""


class Colours(NamedTuple):
    """Every colour by its meaning, as #rrggbb."""

    window: str
    base: str
    raised: str
    text: str
    muted: str
    line: str
    accent: str
    accent_text: str
    hover: str
    handle: str
    """The thumb of a scroll bar."""
    outline: str
    """Around fields and buttons: by it alone one sees where they end (WCAG 2.1, 1.4.11)."""
    desk: str
    """Behind the paper."""
    paper: str
    ink: str
    paper_line: str
    """Rules of the form and the edge of the page."""
    fill: str
    """A cell to be filled."""
    required: str
    """The thin bar at a required field that is blank."""
    error: str
    warning: str
    hint: str
    good: str
    seal: str
    error_ground: str
    warning_ground: str
    hint_ground: str
    found: str
    """The frame of a cell that shows what is looked for; by it alone such cells are told in the system's high contrast."""
    found_ground: str
    found_here: str
    """The ground of the one among them at the cursor."""


LIGHT = Colours(
    window="#f4f5f7", base="#ffffff", raised="#ffffff", text="#1b1f24", muted="#57606a", line="#d9dce1",
    accent="#1f6fb2", accent_text="#ffffff", hover="#e6eaef", handle="#b4bbc4", outline="#868d98", desk="#e3e6ea", paper="#ffffff", ink="#111111",
    paper_line="#333333", fill="#f2f7ff", required="#a85b00", error="#c62828", warning="#a85b00", hint="#1565c0",
    good="#1b7a3a", seal="#c8102e", error_ground="#fdecea", warning_ground="#fff4e0", hint_ground="#e8f1fc",
    found="#b8860b", found_ground="#fff6cc", found_here="#ffdf70",
)  # fmt: skip

DARK = Colours(
    window="#1e2227", base="#16191d", raised="#262b31", text="#e4e7eb", muted="#a3abb5", line="#383e46",
    accent="#5aa7e6", accent_text="#0b1116", hover="#2d333b", handle="#4b535e", outline="#6f7884", desk="#0f1114", paper="#1a1e23", ink="#e8eaed",
    paper_line="#8b949e", fill="#1c2734", required="#ffb74d", error="#ff8a80", warning="#ffb74d", hint="#82b1ff",
    good="#7bd88f", seal="#ff6b6b", error_ground="#3a2224", warning_ground="#38301f", hint_ground="#1d2c40",
    found="#d9b23c", found_ground="#38320f", found_here="#6b5910",
)  # fmt: skip

CONTRAST = Colours(
    window="#010101", base="#000000", raised="#000000", text="#ffffff", muted="#ffffff", line="#ffffff",
    accent="#ffd93b", accent_text="#000000", hover="#333333", handle="#ffffff", outline="#ffffff", desk="#000000", paper="#000000",
    ink="#ffffff", paper_line="#ffffff", fill="#0a2440", required="#ffd93b", error="#ff9d94", warning="#ffc46b",
    hint="#9cc7ff", good="#8ff0a4", seal="#ff9d94", error_ground="#3b0a08", warning_ground="#332200",
    hint_ground="#0a2440", found="#ffd93b", found_ground="#332c00", found_here="#665800",
)  # fmt: skip
"""Our own high contrast, for who chooses it; its window is not quite black, by which its palette is known again."""

_SHADES: dict[str, Colours] = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST}


def colours(palette: QPalette) -> Colours:
    """The colours that go with a widget's or the application's palette."""
    window, text = palette.color(QPalette.ColorRole.Window), palette.color(QPalette.ColorRole.WindowText)
    accent = palette.color(QPalette.ColorRole.Highlight)
    on_accent = palette.color(QPalette.ColorRole.HighlightedText)
    return _colours(window.name(), text.name(), accent.name(), on_accent.name())


@lru_cache(maxsize=8)
def _colours(window: str, text: str, accent: str, on_accent: str) -> Colours:
    for known in (LIGHT, DARK, CONTRAST):
        if known.window == window:
            return known._replace(accent=accent, accent_text=on_accent)
    if contrast_ratio(window, text) > 15:
        return _high_contrast(window, text, accent, on_accent)
    known = DARK if QColor(window).lightness() < 128 else LIGHT
    return known._replace(accent=accent, accent_text=on_accent)


def _high_contrast(window: str, text: str, accent: str, on_accent: str) -> Colours:
    """Only the system's own four colours; meanings are told by shape and word."""
    grounds = (
        "window",
        "base",
        "raised",
        "hover",
        "desk",
        "paper",
        "fill",
        "error_ground",
        "warning_ground",
        "hint_ground",
        "found_ground",
        "found_here",
    )
    values = dict.fromkeys(Colours._fields, text) | dict.fromkeys(grounds, window)
    return Colours(**(values | {"accent": accent, "accent_text": on_accent}))


def system_palette(scheme: Scheme, system: QPalette) -> QPalette:
    """The palette of the whole application: ours with the system's accent, or the system's own in its high contrast."""
    if scheme == "system contrast":
        return QPalette(system)
    shades = _SHADES[scheme]
    is_contrast = scheme == "contrast"
    accent = shades.accent if is_contrast else _readable_accent(system.color(QPalette.ColorRole.Accent), shades)
    palette = QPalette()
    role = QPalette.ColorRole
    for name, colour in (
        (role.Window, shades.window), (role.WindowText, shades.text), (role.Base, shades.base),
        (role.AlternateBase, shades.window), (role.ToolTipBase, shades.raised), (role.ToolTipText, shades.text),
        (role.Text, shades.text), (role.Button, shades.window), (role.ButtonText, shades.text),
        (role.BrightText, shades.error), (role.Link, accent), (role.LinkVisited, accent), (role.Highlight, accent),
        (role.HighlightedText, shades.accent_text), (role.Accent, accent), (role.PlaceholderText, shades.muted),
        (role.Light, shades.raised), (role.Midlight, shades.hover), (role.Mid, shades.line),
        (role.Dark, shades.muted), (role.Shadow, shades.desk),
    ):  # fmt: skip
        palette.setColor(name, QColor(colour))
    faint = QColor(_mixed(shades.text, shades.window, 0.6 if is_contrast else 0.45))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, faint)
    return palette


def system_scheme(system: QPalette) -> Scheme:
    """What the system asks for: its high contrast before its dark or light, which its palette tells."""
    if _system_wants_contrast():
        return "system contrast"
    return "dark" if system.color(QPalette.ColorRole.Window).lightness() < 128 else "light"


def contrast_ratio(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21 (WCAG 2.1)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _readable_accent(accent: QColor, shades: Colours) -> str:
    """The system's accent, moved away from the text that stands on it until that can be read."""
    towards = shades.text if shades is DARK else "#000000"
    name = accent.name()
    for _ in range(20):
        if contrast_ratio(name, shades.accent_text) >= READABLE:
            break
        name = _mixed(towards, name, 0.08)
    return name


def _mixed(over: str, under: str, share: float) -> str:
    """`under` with a share (0 to 1) of `over` in it."""
    a, b = QColor(over), QColor(under)
    channels = [(a.red(), b.red()), (a.green(), b.green()), (a.blue(), b.blue())]
    return QColor(*(round(x * share + y * (1 - share)) for x, y in channels)).name()


def _luminance(name: str) -> float:
    colour = QColor(name)
    channels = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]


def _system_wants_contrast() -> bool:
    """Windows' high contrast; Qt below 6.10 does not tell."""
    if sys.platform != "win32":
        return False
    import ctypes

    class HighContrast(ctypes.Structure):
        _fields_ = (("size", ctypes.c_uint), ("flags", ctypes.c_uint), ("scheme", ctypes.c_wchar_p))

    asked = HighContrast(ctypes.sizeof(HighContrast), 0, None)
    get_high_contrast, is_on = 0x0042, 1
    if not ctypes.windll.user32.SystemParametersInfoW(get_high_contrast, asked.size, ctypes.byref(asked), 0):
        return False
    return bool(asked.flags & is_on)
