"""Charts, sparklines and pivot tables: they follow their cells, and remember nothing of cells that hold something else."""

import io
import zipfile

from openpyxl.chart import BarChart, Reference

from medaid_desktop.formats.excel.patching.around import moved_source, without_old_texts
from medaid_desktop.formats.excel.patching.charts import moved_chart
from medaid_desktop.formats.excel.patching.edits import Number
from medaid_desktop.formats.excel.patching.results import CellIndex
from medaid_desktop.formats.excel.patching.shift import RowShift
from medaid_desktop.formats.guard import Watch
from tests.formats.excel.patching.books import SHEET, book, filled

NOTHING = CellIndex([])


def reference(cells: str) -> str:
    return f"<c:numRef><c:f>表!{cells}</c:f><c:numCache><c:ptCount val='1'/><c:pt idx='0'><c:v>7</c:v></c:pt></c:numCache></c:numRef>"


def after(chart: str, inserted=None, touched=NOTHING) -> str:
    shift = RowShift({row - 1: count for row, count in (inserted or {}).items()})
    return moved_chart(
        f"<x xmlns:c='c' xmlns:cx='x'>{chart}</x>".encode(), {SHEET: shift, "别": RowShift({})}, touched, Watch()
    ).decode()


def test_a_chart_forgets_what_it_remembers_of_rows_that_moved():
    new = after(reference("$A$1:$A$2") + reference("$B$3:$B$6"), {5: 2})
    assert reference("$A$1:$A$2") in new
    assert "<c:numRef><c:f>表!$B$3:$B$8</c:f></c:numRef>" in new


def test_a_chart_forgets_what_it_remembers_of_cells_written():
    new = after(reference("$A$1:$A$2") + reference("$B$3:$B$6"), touched=CellIndex([(SHEET, 3, 1), ("别", 0, 0)]))
    assert reference("$A$1:$A$2") in new and "<c:numRef><c:f>表!$B$3:$B$6</c:f></c:numRef>" in new
    assert "Cache" not in after(reference("$A$1").replace("表!$A$1", "金额"))


def test_a_series_over_the_only_row_of_a_list_grows_but_not_its_title_nor_one_along_the_row():
    title = "<c:tx><c:strRef><c:f>表!$A$3</c:f></c:strRef></c:tx>"
    new = after(f"{title}<c:val>{reference('$D$3')}</c:val><c:val>{reference('$B$3:$E$3')}</c:val>", {3: 2})
    assert title in new and "表!$D$3:$D$5<" in new and "表!$B$3:$E$3<" in new


def test_charts_of_the_newer_kind_move_and_forget_too():
    data = "<cx:strDim type='cat'><cx:f>表!$A$3:$A$4</cx:f><cx:lvl ptCount='1'><cx:pt idx='0'>甲</cx:pt></cx:lvl></cx:strDim>"
    title = "<cx:tx><cx:txData><cx:f>表!$B$1</cx:f><cx:v>旧题</cx:v></cx:txData></cx:tx>"
    new = after(data + title, {4: 1}, CellIndex([(SHEET, 0, 1)]))
    assert "<cx:f>表!$A$3:$A$5</cx:f></cx:strDim>" in new and "<cx:f>表!$B$1</cx:f></cx:txData>" in new


def test_labels_and_hidden_series_of_a_chart_follow_their_cells():
    labels = "<c:datalabelsRange><c:f>表!$A$3</c:f><c:dlblRangeCache><c:pt/></c:dlblRangeCache></c:datalabelsRange>"
    new = after(f"{labels}<c:fullRef><c:sqref>表!$B$2:$B$3</c:sqref></c:fullRef>", {3: 1})
    assert "<c:f>表!$A$3:$A$4</c:f></c:datalabelsRange>" in new and "<c:sqref>表!$B$2:$B$4</c:sqref>" in new


def test_a_text_box_that_shows_a_cell_forgets_what_it_showed():
    field = '<a:fld id="{1}" type="TxLink"><a:rPr/><a:t>7</a:t></a:fld>'
    drawing = f'<w xmlns:a="a"><sp textlink="$B$2">{field}</sp><sp textlink="别!$B$2">{field}</sp><sp><a:t>印章</a:t></sp></w>'
    new = without_old_texts(
        drawing.encode(), SHEET, {SHEET: RowShift({})}, CellIndex([(SHEET, 1, 1)]), Watch()
    ).decode()
    assert new == drawing.replace("<a:t>7</a:t>", "<a:t></a:t>", 1)


def test_a_pivot_table_is_made_anew_where_its_cells_changed():
    source = b'<pivotCacheDefinition refreshOnLoad="0"><cacheSource><worksheetSource ref="A1:C4" sheet="\xe8\xa1\xa8"/></cacheSource></pivotCacheDefinition>'
    moved = {SHEET: RowShift({3: 2})}
    assert b'refreshOnLoad="0"' in moved_source(source, {SHEET: RowShift({})}, NOTHING, Watch())
    new = moved_source(source, moved, CellIndex([(SHEET, 4, 0)]), Watch())
    assert b'refreshOnLoad="1"' in new and b'ref="A1:C6"' in new


def test_charts_on_other_sheets_and_sheets_of_their_own_forget_what_was_written():
    def charted(made):
        for sheet in (made.create_sheet("图"), made.create_chartsheet("图表")):
            chart = BarChart()
            chart.add_data(Reference(made[SHEET], min_col=1, min_row=1, max_row=3))
            sheet.add_chart(chart)

    data = book({"A1": 1, "A2": 2, "A3": 3, "B1": 1}, charted)
    remembering = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(remembering, "w") as new:
        for name in old.namelist():
            new.writestr(
                name, old.read(name).replace(b"</f></numRef>", b'</f><numCache><ptCount val="3"/></numCache></numRef>')
            )
    for cells, kept in (({"A2": Number("9")}, 0), ({"B1": Number("9")}, 2)):
        with zipfile.ZipFile(io.BytesIO(filled(remembering.getvalue(), cells))) as file:
            charts = [file.read(name) for name in file.namelist() if "/charts/chart" in name]
        assert len(charts) == 2 and sum(b"numCache" in chart for chart in charts) == kept
