"""The styles of a new workbook: each look of paper with a number of its own, and the part that holds them."""

from collections.abc import Mapping
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

from medaid_desktop.core.sheet import BOTTOM, LEFT, NO_BORDER, RIGHT, TOP, CellStyle, FontRole
from medaid_desktop.formats.excel.paper.paper_workbook_values import GENERAL

_FONTS: Mapping[FontRole, str] = {"song": "宋体", "fangsong": "仿宋", "kai": "楷体", "hei": "黑体", "title": "宋体"}
_VERTICAL = {"top": "top", "middle": "center", "bottom": "bottom"}
_BUILT_IN = {GENERAL: 0, "0": 1, "0.00": 2, "#,##0": 3, "#,##0.00": 4, "0%": 9, "0.00%": 10, "@": 49}
_FIRST_OWN = 164
_USUAL_FONT = '<font><sz val="12"/><name val="Arial"/><family val="2"/></font>'
"""The font whose digits columns are measured in: one that is everywhere, or has a stand-in of the same widths, and whose digits
are as wide on paper as on the screen (to 1 %). That keeps the columns at their millimetres on any machine."""
DIGIT_PIXELS = 8.898
_SIDES = ((LEFT, "left"), (RIGHT, "right"), (TOP, "top"), (BOTTOM, "bottom"))


class Look(NamedTuple):
    """How a cell of a workbook looks. `shrinks`: a number is set smaller where it is too wide, as it cannot be broken.
    `indented`: its text keeps off the rule at its left."""

    style: CellStyle
    size_pt: float
    border: int
    code: str = GENERAL
    shrinks: bool = False
    quoted: bool = False
    indented: bool = False


class StyleTable:
    """Numbers for looks, in the order in which they are first asked for. 0 is a cell without any."""

    def __init__(self) -> None:
        self._looks: dict[Look, int] = {}
        self._edges: dict[int, int] = {}
        self._fonts: dict[str, int] = {_USUAL_FONT: 0}
        self._borders: dict[str, int] = {_border(NO_BORDER): 0}
        self._codes: dict[str, int] = {}
        self._formats: list[str] = ['<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>']

    def number(self, look: Look) -> int:
        """The number of a look."""
        found = self._looks.get(look)
        if found is None:
            found = self._looks[look] = self._add(look)
        return found

    def edge(self, border: int) -> int:
        """The number of a cell that only bears a part of the rules around a merged one."""
        found = self._edges.get(border)
        if found is None:
            found = self._edges[border] = self._keep(
                f'<xf numFmtId="0" fontId="0" fillId="0" borderId="{_index(self._borders, _border(border))}" xfId="0"'
                ' applyBorder="1"/>'
            )
        return found

    def _add(self, look: Look) -> int:
        style = look.style
        font = _index(self._fonts, _font(style, look.size_pt))
        border = _index(self._borders, _border(look.border))
        code = _BUILT_IN.get(look.code)
        if code is None:
            code = self._codes.setdefault(look.code, _FIRST_OWN + len(self._codes))
        fitting = 'shrinkToFit="1"' if look.shrinks else 'wrapText="1"'
        quoted = ' quotePrefix="1"' if look.quoted else ""
        indent = ' indent="1"' if look.indented else ""
        return self._keep(
            f'<xf numFmtId="{code}" fontId="{font}" fillId="0" borderId="{border}" xfId="0"{quoted} applyNumberFormat="1"'
            f' applyFont="1" applyBorder="1" applyAlignment="1">'
            f'<alignment horizontal="{style.align}" vertical="{_VERTICAL[style.valign]}"{indent} {fitting}/></xf>'
        )

    def _keep(self, xml: str) -> int:
        self._formats.append(xml)
        return len(self._formats) - 1

    def part(self) -> str:
        """The part xl/styles.xml."""
        codes = "".join(f'<numFmt numFmtId="{n}" formatCode={quoteattr(code)}/>' for code, n in self._codes.items())
        formats = f'<numFmts count="{len(self._codes)}">{codes}</numFmts>' if codes else ""
        return (
            '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            f"{formats}{_listed('fonts', list(self._fonts))}"
            '<fills count="2"><fill><patternFill patternType="none"/></fill>'
            '<fill><patternFill patternType="gray125"/></fill></fills>'
            f"{_listed('borders', list(self._borders))}"
            '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
            f"{_listed('cellXfs', self._formats)}"
            '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
            '<dxfs count="0"/></styleSheet>'
        )


def _font(style: CellStyle, size_pt: float) -> str:
    bold = "<b/>" if style.bold or style.font == "title" else ""
    return f'<font>{bold}<sz val="{size_pt:g}"/><name val="{_FONTS[style.font]}"/><charset val="134"/></font>'


def _border(mask: int) -> str:
    sides = (
        f'<{name} style="thin"><color auto="1"/></{name}>' if mask & side else f"<{name}/>" for side, name in _SIDES
    )
    return f"<border>{''.join(sides)}<diagonal/></border>"


def _index(known: dict[str, int], xml: str) -> int:
    return known.setdefault(xml, len(known))


def _listed(name: str, items: list[str]) -> str:
    return f'<{name} count="{len(items)}">{"".join(items)}</{name}>'
