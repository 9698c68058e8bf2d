"""Files named .xls that are web pages, XML or text."""

from pathlib import Path

import pytest

from medaid_desktop.core.grid import Document
from medaid_desktop.errors import UserError
from medaid_desktop.formats.documents import read_document
from medaid_desktop.formats.guard import Watch
from tests.formats.packages import saved


def read(folder: Path, text: str, encoding: str = "utf-8") -> Document:
    return read_document(saved(folder, text.encode(encoding), "导出.xls"))


PAGE = """<html><head><meta charset="{charset}"><title>标题</title><style>td {{color: red}}</style></head><body>
<p>信的正文</p><table border=1>
<tr><th colspan=2>资金&nbsp;分配表<tr><td rowspan="2">杭州市<td>第一行<br>第二行</td></tr>
<tr><td><s>旧</s><!-- <td>注释 --></td><td><b>粗</b></tr>
<tr style="display: none"><td><font face="Wingdings 2">R</font>是</td></tr>
</table><script>document.write("<table><tr><td>脚本</td></tr></table>")</script></body></html>"""


@pytest.mark.parametrize(("charset", "encoding"), [("utf-8", "utf-8"), ("gb2312", "gb18030"), ("utf-16", "utf-16")])
def test_a_web_page_is_read(tmp_path: Path, charset: str, encoding: str):
    document = read(tmp_path, PAGE.format(charset=charset), encoding)
    (grid,) = document.grids
    assert document.kind == "html"
    assert [(c.row, c.col, c.rows, c.cols, c.text) for c in grid.cells] == [
        (0, 0, 1, 2, "资金\xa0分配表"), (1, 0, 2, 1, "杭州市"), (1, 1, 1, 1, "第一行\n第二行"),
        (2, 1, 1, 1, "旧"), (2, 2, 1, 1, "粗"), (3, 0, 1, 1, "☑是"),
    ]  # fmt: skip
    assert [c.text for c in grid.cells if c.bold] == ["资金\xa0分配表", "粗"]
    assert [c.text for c in grid.cells if c.struck] == ["旧"]
    assert grid.hidden_rows == {3}


def test_an_inner_table_follows_the_outer_one(tmp_path: Path):
    page = "<table><tr><td>外<table><tr><td>内</td></tr></table></td><td>右</td></tr></table>"
    assert [[cell.text for cell in grid.cells] for grid in read(tmp_path, page).grids] == [["外", "右"], ["内"]]


def test_a_page_without_tables_is_refused(tmp_path: Path):
    with pytest.raises(UserError, match="没有表格"):
        read(tmp_path, "<html><body><p>关于下达资金的通知</p></body></html>")


@pytest.mark.parametrize(
    "piece", ['<a b="', "</", "<!--", "<", "<![CDATA[", "<td colspan=1000 rowspan=1000>a", "<script", "&"]
)
def test_a_broken_page_comes_to_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, piece: str):
    monkeypatch.setattr(Watch.__init__, "__defaults__", (None, 0.5))  # what would be given up is so without the wait
    try:
        document = read(tmp_path, "<html><table><tr><td>甲" + piece * 3000)
    except UserError:
        return
    assert document.grids[0].cells[0].text.startswith("甲")


def test_tabs_part_columns(tmp_path: Path):
    document = read(tmp_path, '地区\t金额\r\n杭州市\t"3,064"\r\n"多\n行"\t\r\n', "gb18030")
    assert document.kind == "text"
    assert [(c.row, c.col, c.text) for c in document.grids[0].cells] == [
        (0, 0, "地区"), (0, 1, "金额"), (1, 0, "杭州市"), (1, 1, "3,064"), (2, 0, "多\n行"),
    ]  # fmt: skip


def test_commas_part_columns(tmp_path: Path):
    (grid,) = read(tmp_path, "\ufeff地区,金额\n杭州市,115\n").grids
    assert [cell.text for cell in grid.cells] == ["地区", "金额", "杭州市", "115"]


def test_text_without_columns_is_refused(tmp_path: Path):
    with pytest.raises(UserError, match="没有表格"):
        read(tmp_path, "关于下达资金的通知\n各县市区：\n")


SPREADSHEET = """<?xml version="1.0" encoding="{charset}"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:x="urn:schemas-microsoft-com:office:excel" xmlns:html="http://www.w3.org/TR/REC-html40">
<Styles><Style ss:ID="Default"><Font ss:FontName="宋体"/></Style>
<Style ss:ID="p"><NumberFormat ss:Format="Percent"/></Style>
<Style ss:ID="d"><NumberFormat ss:Format="yyyy&quot;年&quot;m&quot;月&quot;"/><Font ss:Bold="1"/></Style></Styles>
<Worksheet ss:Name="分配表"><Table><Column ss:Index="3" ss:Hidden="1"/>
<Row ss:Index="2"><Cell ss:MergeAcross="1"><Data ss:Type="String">标题<html:B>粗</html:B></Data></Cell></Row>
<Row><Cell ss:StyleID="p"><Data ss:Type="Number">0.75</Data></Cell><Cell ss:Index="3" ss:StyleID="d">
<Data ss:Type="DateTime">2020-06-01T00:00:00.000</Data></Cell><Cell ss:Formula="=1+1"/></Row></Table>
<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet></Workbook>"""


@pytest.mark.parametrize(("charset", "encoding"), [("UTF-8", "utf-8"), ("gb2312", "gb18030")])
def test_a_workbook_in_xml_is_read(tmp_path: Path, charset: str, encoding: str):
    document = read(tmp_path, SPREADSHEET.format(charset=charset), encoding)
    (grid,) = document.grids
    assert (document.kind, grid.name, grid.shown, grid.origin, grid.hidden_cols) == (
        "xml",
        "分配表",
        "hidden",
        (1, 0),
        {2},
    )
    assert [(c.row, c.col, c.cols, c.text, c.kind, c.bold) for c in grid.cells] == [
        (0, 0, 2, "标题粗", "text", False), (1, 0, 1, "75.00%", "number", False), (1, 2, 1, "2020年6月", "date", True),
    ]  # fmt: skip
    assert [doubt.place for doubt in document.doubts] == [(1, 3)]


def test_other_xml_is_refused(tmp_path: Path):
    with pytest.raises(UserError, match="XML"):
        read(tmp_path, '<?xml version="1.0"?><data><row/></data>')
