"""The fonts of the paper for the screen: the same chains of faces that the printed sheet uses."""

from functools import lru_cache

from PySide6.QtGui import QFont, QFontDatabase

from medaid_desktop import paths
from medaid_desktop.core.sheet import FontRole

_FILES = {
    "song": ("MedAidSong-Regular.ttf", "MedAidSong-Bold.ttf"),
    "hei": ("MedAidHei-Medium.ttf",),
    "fang": ("MedAidFang-Regular.ttf",),
    "kai": ("MedAidKai-Regular.ttf",),
    "signs": ("MedAidSigns-Regular.ttf",),
    "song-extra": ("MedAidSongExtra-Regular.ttf",),
}
_FAMILIES = {
    "song": "MedAid Song",
    "hei": "MedAid Hei",
    "fang": "MedAid Fang",
    "kai": "MedAid Kai",
    "signs": "MedAid Signs",
    "song-extra": "MedAid Song Extra",
    "system-song": "SimSun",
    "system-fang": "FangSong",
    "system-hei": "SimHei",
    "system-kai": "KaiTi",
}
_CHAINS: dict[FontRole, tuple[str, ...]] = {
    "song": ("system-song", "song"),
    "fangsong": ("system-fang", "fang"),
    "kai": ("system-kai", "kai"),
    "hei": ("system-hei", "hei"),
    "title": ("song",),
}
_BEHIND = ("song", "signs", "song-extra")


def paper_font(role: FontRole, size_pt: float, bold: bool = False) -> QFont:
    """The font of a role at a size in points; loads its files when first asked for."""
    font = QFont(_base(role, bold or role == "title"))
    font.setPointSizeF(size_pt)
    return font


@lru_cache(maxsize=256)
def screen_font(role: FontRole, em: float, bold: bool = False) -> QFont:
    """The font of a role with an em of so many pixels.

    Qt makes glyphs in whole pixels only; what that adds to a line or takes from it is given back between them, so
    that lines are as wide as in print.
    """
    font = QFont(_base(role, bold or role == "title"))
    whole = max(1, round(em))
    font.setPixelSize(whole)
    font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 100 * em / whole)
    return font


@lru_cache(maxsize=16)
def _base(role: FontRole, bold: bool) -> QFont:
    families: list[str] = []
    for key in dict.fromkeys((*_CHAINS[role], *_BEHIND)):
        if key in _FILES:
            _load(key)
        elif _FAMILIES[key] not in QFontDatabase.families():
            continue
        families.append(_FAMILIES[key])
    font = QFont(families)
    font.setBold(bold)
    font.setKerning(False)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


@lru_cache(maxsize=16)
def _load(key: str) -> None:
    for file in _FILES[key]:
        QFontDatabase.addApplicationFont(str(paths.resource("fonts", file)))
