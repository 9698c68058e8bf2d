"""The blank forms of the tests with usual filings in them."""

import io
import zipfile
from functools import cache, lru_cache

from hypothesis import strategies as st

from medaid_desktop.core.filing import Filing
from medaid_desktop.core.templates.filling.filled import Filled
from medaid_desktop.core.templates.filling.filling import fill
from medaid_desktop.core.texts.numbers import value_of
from medaid_desktop.formats.documents import document_of
from medaid_desktop.formats.excel.filling.template_filling import FilledWorkbook, TemplateFiller
from tests.formats.excel.patching.blank_forms import BLANK_FORMS, SHEET, BlankForm

FORMS = list(BLANK_FORMS)
VALUES = {
    "filled_on": "2025年6月1日", "project_name": "=医疗救助项目", "project_category": "续建", "funding_total": "360.50",
    "funding_central": "350", "funding_local": "10.5", "annual_goal": "减轻困难群众就医负担，防止因病致贫返贫。" * 6,
    "filler": "张某", "issued_on": "2020年6月1日",
}  # fmt: skip


def a_filing(blank: BlankForm, counts=(4, 1, 3, 0, 2)) -> Filing:
    """Values for all fields; so many rows in each group, more than the form has in some, a group it lacks."""
    values = {name: text for name, text in VALUES.items() if name in blank.form.fields_by_id}
    filing = Filing(blank.form.id, 2025, values=values)
    for table in blank.map.tables:
        if table.id == "schedule":
            rows = [{"activity": f"活动{number}", "starts": "2025年1月", "ends": "2025年12月"} for number in range(4)]
        else:
            groups = list(
                dict.fromkeys((mark.given["level1"], mark.given["level2"]) for mark in table.rows if mark.kind == "row")
            )
            rows = [
                {
                    "level1": one,
                    "level2": two,
                    "level3": f"{two[:2]}{number}",
                    "target": ("100%", "≥90%", "3,064")[number % 3],
                    "extra:金额": ("154.185", "20", "3.5")[number % 3],
                }
                for (one, two), count in zip(groups, counts, strict=False)
                for number in range(count)
            ]
            rows.insert(
                5,
                {"level1": groups[0][0], "level2": "新设指标", "level3": "新的", "target": "明显提高", "note": "=说明"},
            )
        filing.tables[table.id] = rows
    return filing


def export(blank: BlankForm, filing: Filing) -> tuple[FilledWorkbook, Filled]:
    filled = fill(blank.map, blank.form, filing, "阳谷县")
    return TemplateFiller(blank.data, blank.map).filled(filled), filled


@cache
def exported(name: str) -> tuple[BlankForm, Filing, FilledWorkbook, Filled]:
    """A blank form, its usual filing, and what comes of it; to be looked at only."""
    blank = BLANK_FORMS[name]()
    filing = a_filing(blank)
    return blank, filing, *export(blank, filing)


def packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


def same(wanted: str, found: str) -> bool:
    """Whether a cell shows a text, or a plain number in its own format."""
    return wanted.strip() == found.strip() or (value_of(wanted) is not None and value_of(wanted) == value_of(found))


def shown(content: bytes, sheet: str = SHEET):
    grid = next(grid for grid in read(content).grids if grid.name == sheet)
    top, left = grid.origin
    return lambda row, col: cell.text if (cell := grid.at(row - top, col - left)) else ""


@lru_cache(maxsize=4)
def read(content: bytes):
    return document_of(content, "x.xlsx")


figures = st.decimals(-(10**9), 10**9, places=3).map(lambda n: f"{n.normalize():f}") | st.integers(0, 10**12).map(
    lambda n: f"{n:,}"
)
