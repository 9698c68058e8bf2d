"""What a clerk is told of formulas: what they give otherwise than the filing says, and rows put in that they may not take in."""

from medaid_desktop.core.forms import FieldDef
from medaid_desktop.core.templates.filling.filled import BodyRow, Filled, FilledBody, FilledCell
from medaid_desktop.core.templates.template_map import ColumnMark, Spot, TemplateMap
from medaid_desktop.formats.excel.filling.template_filling import FilledWorkbook, TemplateFiller
from medaid_desktop.formats.excel.filling.template_filling_results import lists_of, overlooked
from medaid_desktop.formats.excel.patching.leaving_out import LeftOut
from tests.formats.excel.patching.books import SHEET, book, formula, stored

AMOUNT = FieldDef("money", "金额", "amount")


def done(cells, filled: Filled, **others) -> FilledWorkbook:
    return TemplateFiller(book(cells, **others), TemplateMap(SHEET, 0, SHEET)).filled(filled)


def computed(name: str, text: str) -> Filled:
    return Filled(
        cells=(FilledCell(Spot(0, 0), "5", "", AMOUNT),),
        computed=(FilledCell(Spot(1, 0), text, "", FieldDef(name, name)),),
    )


def test_a_text_that_a_formula_gives_is_compared_with_that_of_the_filing():
    cells = {"A1": 1, "A2": '=IF(A1>3,"超支","")'}
    assert done(cells, computed("check", "超支")).notices == ()
    told = "单元格 A2 由公式算出 超支，填报件写的是 “正常”，导出的是公式的结果，请核对"
    assert done(cells, computed("check", "正常")).notices == (told,)
    blank = {"A1": 1, "A2": '=IF(A1>9,"超支","")'}
    assert "由公式算出 空白" in done(blank, computed("check", "超支")).notices[0]
    assert "由公式算出 #DIV/0!" in done({"A1": 1, "A2": "=1/(A1-5)"}, computed("check", "8")).notices[0]


def one_row(count: int) -> Filled:
    """A list of one entry in row 3 with its total in row 4, filled with more."""
    rows = [BodyRow(2 + number, 2, number, "row", {"money": str(number)}, number) for number in range(count)]
    rows.append(BodyRow(2 + count, 3, 0, "total", {}))
    body = FilledBody("rows", (ColumnMark(0, 1, AMOUNT),), tuple(rows), ())
    cells = tuple(FilledCell(Spot(row.row, 0), str(row.content + 1), "", AMOUNT) for row in rows[:-1])
    return Filled({2: count - 1}, cells, (body,))


def test_the_total_of_a_list_of_one_row_takes_in_all_its_rows():
    assert [(sorted(one.entries), sorted(one.totals)) for one in lists_of(one_row(4))] == [([2], [3])]
    out = done(
        {"A3": 0, "A4": "=A3", "B4": "=A4/2", "A9": "=A3*2"},
        one_row(4),
        汇总={"B2": '=表!A3&"元"', "B3": "=SUM(表!A3)"},
    )
    assert formula(out.content, "A7") == "=SUM(A3:A6)" and stored(out.content, "A7") == 10
    assert stored(out.content, "B7") == 5 and stored(out.content, "B3", "汇总") == 10
    assert out.notices == (
        "单元格 A12（=A3*2）的公式不一定算进了新插入的行，请打开文件核对",
        '工作表“汇总”的 B2（=表!A3&"元"）的公式不一定算进了新插入的行，请打开文件核对',
    )
    assert done({"A3": 0, "A4": "=A3", "A9": "=A3*2"}, one_row(1)).notices == ()


def test_many_formulas_are_told_in_one_sentence():
    found = [LeftOut(SHEET, row, 1, f"A{row}" + "+1" * row) for row in range(30)]
    (told,) = overlooked(found, SHEET)
    assert told.startswith("单元格 B1（=A0）、B2（=A1+1）") and "等 30 处的公式" in told and len(told) < 200


def test_what_the_workbook_shows_is_told_without_a_file():
    cells = {
        "A1": 1,
        "A2": "=A1/3",
        "A3": '=IF(A1>3,"超支","")',
        "A4": "=1/(A1-5)",
        "A5": '=WEBSERVICE("x")',
        "A6": "打印",
        "A7": "=2*3",
    }
    filler = TemplateFiller(book(cells), TemplateMap(SHEET, 0, SHEET))
    filled = Filled(cells=(FilledCell(Spot(0, 0), "5", "", AMOUNT),))
    shown = filler.results(filled, {(row, 0) for row in range(9)})
    assert shown.pop((1, 0)) == filler.styles_book.format(None).look.number(5 / 3)
    assert shown == {(2, 0): "超支", (3, 0): "", (4, 0): None, (6, 0): "6"}
    assert stored(filler.filled(filled).content, "A3") == "超支"  # and filling goes on as before


def test_rows_put_in_have_results_of_their_own():
    filled = one_row(3)
    shown = TemplateFiller(book({"A3": 0, "B3": "=A3*2", "A4": "=SUM(A3:A3)"}), TemplateMap(SHEET, 0, SHEET)).results(
        filled, {(2, 1), (3, 1), (4, 1), (5, 0)}
    )
    assert shown == {(2, 1): "2", (3, 1): "4", (4, 1): "6", (5, 0): "6"}
