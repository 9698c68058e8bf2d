"""Cells that the workbook of a form works out are content that nobody types, in line with all that is typed."""

import json
from io import BytesIO

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from medaid_desktop.core.definitions.completeness import RequiredPlaces
from medaid_desktop.core.filing import row_text
from medaid_desktop.operations.checking.checking import check
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.exports.exporting import export_files
from medaid_desktop.operations.filings import editing, history
from medaid_desktop.operations.filings.carry_over import carry_year, only_dates
from medaid_desktop.operations.filings.computed import not_taken
from medaid_desktop.operations.filings.filings import add_filing, public_json
from medaid_desktop.operations.incoming import Choice, import_files
from medaid_desktop.operations.templates import keep_template, move_filings, read_template
from medaid_desktop.store.forms.form_library import FormLibrary
from medaid_desktop.store.ground.database import Connection
from medaid_desktop.store.ledger import Ledger
from tests.operations.templates.blanks import letter, target_book, written
from tests.operations.templates.computed_blanks import CENTRAL, FORM, HEADS, LOCAL, MONEY, RATE, SPENT, TOTAL, sums

COUNTY, PEOPLE, SUM, EACH = "extra:县（市、区）", "extra:救助人数", "extra:救助金额", "extra:人均救助水平"

_FORMS = FormLibrary()


def started(desk, tmp_path, **formulas):
    keep_template(desk, read_template(desk, written(tmp_path / "下发", sums(**formulas))))
    return add_filing(desk, FORM, "371521", 2024)


def typed(desk, filing, *edits, **how):
    return editing.commit(desk, filing.id, edits, "填写", **how)


def row(county, people, money):
    return row_text({COUNTY: county, PEOPLE: people, SUM: money})


def shown(desk, filing):
    return [cell.text for cell in desk.paper(desk.ledger.filings.get(filing.id)).sheet.cells]


def test_a_new_filing_shows_what_its_workbook_shows(desk, tmp_path):
    filing = started(desk, tmp_path)
    assert [filing.get(path) for path in (TOTAL, RATE, HEADS, MONEY)] == ["0.00", "", "0", "0.00"]
    assert desk.form_of(filing).fields_by_id["funding_total"].computed
    copy = add_filing(desk, FORM, "371521", 2025, source=filing.id)
    assert copy.values == filing.values


def test_what_is_typed_changes_what_is_worked_out_in_the_same_step(desk, tmp_path):
    filing = started(desk, tmp_path)
    typed(desk, filing, (CENTRAL, "100"), (LOCAL, "54.18"))
    after = typed(desk, filing, (SPENT, "77.09")).filing
    assert (after.get(TOTAL), after.get(RATE)) == ("154.18", "50.00%")
    assert {"154.18", "50.00%"} <= set(shown(desk, filing))
    undone = editing.undo(desk, filing.id).filing
    assert (undone.get(TOTAL), undone.get(RATE), undone.get(SPENT)) == ("154.18", "0.00%", "")
    assert editing.redo(desk, filing.id).filing == after
    assert public_json(desk, after)["values"]["funding_total"] == "154.18"


def test_an_error_is_not_put_on_paper(desk, tmp_path):
    filing = started(desk, tmp_path)
    typed(desk, filing, (CENTRAL, "100"), (SPENT, "50"))
    assert typed(desk, filing, (CENTRAL, "")).filing.get(RATE) == ""


def test_a_result_that_nobody_can_tell_any_more_goes(desk, tmp_path):
    filing = started(desk, tmp_path)
    after = typed(desk, filing, (CENTRAL, "100"), (LOCAL, "12万")).filing
    assert (after.get(TOTAL), typed(desk, filing, (LOCAL, "12")).filing.get(TOTAL)) == ("", "112.00")


def test_rows_have_their_formulas_also_those_that_come_in(desk, tmp_path):
    filing = started(desk, tmp_path)
    rows = [(f"tables.rows[+{at}]", row(f"甲{at}县", "10", "1.5")) for at in range(8)]
    after = typed(desk, filing, *rows).filing
    assert [line[EACH] for line in after.rows("rows")] == ["1,500.00"] * 8
    assert (after.get(HEADS), after.get(MONEY)) == ("80", "12.00")
    after = typed(desk, filing, ("tables.rows[2]", "")).filing
    assert (len(after.rows("rows")), after.get(HEADS)) == (7, "70")


def test_a_row_left_with_nothing_typed_is_paper(desk, tmp_path):
    filing = started(desk, tmp_path)
    typed(desk, filing, ("tables.rows[0]." + PEOPLE, "10"), keep_groups=True)
    assert typed(desk, filing, ("tables.rows[0]." + PEOPLE, ""), keep_groups=True).filing.tables == {}


def test_nobody_types_a_result(desk, tmp_path):
    filing = started(desk, tmp_path)
    edits = [(CENTRAL, "100"), (TOTAL, "160")]
    [notice] = not_taken(desk, filing, edits)
    assert notice == "“资金总额”由原表的公式算出，是 100.00，没有写成 160；要改请改它所依据的格。"
    assert not list(not_taken(desk, filing, [(CENTRAL, "100"), (TOTAL, "100")]))
    assert typed(desk, filing, *edits).filing.get(TOTAL) == "100.00"


def test_a_mend_that_the_formula_would_take_back_is_not_offered(desk, tmp_path):
    book = load_workbook(BytesIO(target_book()))
    book["目标表"]["C6"] = "=SUM(C7:C8)+1"
    book.save(tmp_path / "表.xlsx")
    [kept] = keep_template(desk, read_template(desk, tmp_path / "表.xlsx"))
    filing = add_filing(desk, kept.form, "371521", 2024)
    after = typed(desk, filing, ("values.funding_fiscal", "100"), ("values.funding_other", "50")).filing
    assert after.get(TOTAL) == "151.00"
    [told] = [one.finding for one in check(desk, filing.id) if one.finding.rule == "amount.sum"]
    assert not any(path == TOTAL for mend in told.mends for path, _ in mend.edits)


def test_a_formula_that_nobody_here_can_work_out_leaves_its_cell_to_the_clerk(desk, tmp_path):
    filing = started(desk, tmp_path, rate='=WEBSERVICE("x")')
    typed(desk, filing, (RATE, "50%"), (CENTRAL, "3"))
    assert not list(not_taken(desk, filing, [(RATE, "51%")]))
    assert typed(desk, filing, (LOCAL, "4")).filing.get(RATE) == "50%"


def test_what_is_worked_out_is_never_asked_for(desk, tmp_path):
    filing = started(desk, tmp_path)
    assert not any(one.required for one in desk.form_of(filing).fields if one.computed)
    assert {TOTAL, RATE, HEADS, MONEY}.isdisjoint(RequiredPlaces(desk.form_of(filing)).open_paths(filing))


def contradicting(desk, filing, tmp_path):
    """A filing handed in with a total of its own; its id."""
    data = public_json(desk, filing) | {"id": "", "region": "371522"}
    data["values"] |= {"funding_central": "100", "funding_local": "54.18", "funding_total": "160", "extra:执行数": ""}
    file = tmp_path / "甲.json"
    file.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    report = import_files(desk, [file])
    said = [notice.message for outcome in report.outcomes for table in outcome.tables for notice in table.doubts]
    assert said == ["“资金总额”是 160，按原表的公式应是 154.18，先照文件保留，请核对。"]
    return desk.ledger.filings.get(report.ids[0])


def test_a_figure_handed_in_stays_until_its_parts_are_changed(desk, tmp_path):
    filing = contradicting(desk, started(desk, tmp_path), tmp_path)
    assert (filing.get(TOTAL), filing.get(HEADS)) == ("160", "0")
    [notice] = export_files(desk, [filing.id], tmp_path / "a.xlsx").notices
    assert "由公式算出 154.18，填报件写的是 “160”" in notice
    assert typed(desk, filing, ("values.extra:备注说明", "已核")).filing.get(TOTAL) == "160"
    assert typed(desk, filing, (LOCAL, "60")).filing.get(TOTAL) == "160.00"
    assert editing.undo(desk, filing.id).filing.get(TOTAL) == "160"
    assert typed(desk, filing, (TOTAL, "155")).filing.get(TOTAL) == "154.18"
    assert export_files(desk, [filing.id], tmp_path / "b.xlsx").notices == []


def test_the_past_comes_back_as_it_was(desk, tmp_path):
    filing = contradicting(desk, started(desk, tmp_path), tmp_path)
    typed(desk, filing, (LOCAL, "70"))
    assert history.restore(desk, filing.id, 0).filing.get(TOTAL) == "160"


def test_a_copy_that_is_read_over_a_filing_is_completed(desk, tmp_path):
    filing = started(desk, tmp_path)
    out = tmp_path / "甲.xlsx"
    typed(desk, filing, (CENTRAL, "5"))
    export_files(desk, [filing.id], out)
    typed(desk, filing, (CENTRAL, "6"), ("tables.rows[+0]", row("乙县", "3", "2")))
    import_files(desk, [out], "371521", 2024, same=Choice.REVISE)
    after = desk.ledger.filings.get(filing.id)
    assert (after.get(TOTAL), after.get(MONEY), after.tables) == ("5.00", "0.00", {})


def test_another_year_begins_with_sums_of_its_own(desk, tmp_path):
    filing = started(desk, tmp_path)
    typed(desk, filing, (CENTRAL, "5"), ("values.extra:备注说明", "已核"))
    [carried] = carry_year(desk, 2025, only_dates).filings
    after = desk.ledger.filings.get(carried.made.id)
    assert after.values == {
        "extra:备注说明": "已核",
        "funding_total": "0.00",
        "extra:合计·救助人数": "0",
        "extra:合计·救助金额": "0.00",
    }
    assert [one.label for one in carried.report.cleared] == ["中央补助"]


def test_a_filing_moved_over_is_worked_out_by_the_new_version(desk, tmp_path):
    filing = started(desk, tmp_path)
    typed(desk, filing, (CENTRAL, "5"), (LOCAL, "2"))
    keep_template(desk, read_template(desk, written(tmp_path, sums(total="=D3", more="填报说明"))))
    assert [one.id for one in move_filings(desk, FORM).moved] == [filing.id]
    assert desk.ledger.filings.get(filing.id).get(TOTAL) == "5.00"
    assert editing.undo(desk, filing.id).filing.get(TOTAL) == "7.00"


def test_forms_kept_with_a_letter_or_a_lost_workbook_have_nothing_worked_out(desk, tmp_path):
    [kept] = keep_template(desk, read_template(desk, written(tmp_path, letter(), "函.docx")))
    filing = add_filing(desk, kept.form, "371521", 2024)
    assert desk.workings.results(filing) == {}
    filing = started(desk, tmp_path)
    connection = Connection(desk.ledger.path, "rw")
    connection.execute("UPDATE templates SET digest = NULL WHERE kind = 'xlsx'")
    connection.close()
    assert not any(one.computed for one in desk.form_of(filing).fields)
    assert typed(desk, filing, (CENTRAL, "5"), (TOTAL, "6")).filing.get(TOTAL) == "6"


FIGURES = st.decimals(0, 99999, places=2).map(str) | st.sampled_from(["", "0", "1,234.5", "12万", "见附件"])
LINES = st.lists(st.tuples(st.sampled_from(["甲县", "乙县"]), FIGURES, FIGURES), max_size=6)
TOTALS = ("=D3+D4", "=SUM(D3:D4)", "=ROUND(SUM(D3,D4),1)", '=IF(D3="","",D3*1)', "=MAX(D3:D4)-D5", "=SUM(D3:D4)/7")
RATES = ("=D5/D2", '=IFERROR(D5/D2,"")', '=IF(D2>0,D5/D2,"—")', "=ROUND(D5/(D3+D4),4)", '=IF(D2>=D5,"达到","未达到")')
TEMPLATES = st.fixed_dictionaries(
    {
        "rows": st.integers(1, 4),
        "total": st.sampled_from(TOTALS),
        "rate": st.sampled_from(RATES),
        "code": st.sampled_from(["0.00", "#,##0.0", "0.000_ ", '0.00;-0.00;"-"', "General", "0"]),
    }
)


@settings(
    max_examples=20, deadline=None, phases=[Phase.explicit, Phase.generate],
)  # fmt: skip
@given(template=TEMPLATES, figures=st.tuples(FIGURES, FIGURES, FIGURES), lines=LINES)
def test_what_is_written_is_what_is_read(tmp_path_factory, template, figures, lines):
    folder = tmp_path_factory.mktemp("台账")
    with Desk(Ledger.create(folder / "a.medaid", "371521"), _FORMS) as desk:
        filing = started(desk, folder, **template)
        edits = [*zip((CENTRAL, LOCAL, SPENT), figures, strict=True)]
        edits += [(f"tables.rows[+{at}]", row(*line)) for at, line in enumerate(lines)]
        typed(desk, filing, ("values.extra:备注说明", "已核"), *edits)
        out = folder / "甲.xlsx"
        assert not any("由公式算出" in notice for notice in export_files(desk, [filing.id], out).notices)
        assert import_files(desk, [out], "371521", 2024).skipped == [filing.id]
        stored = desk.ledger.filings.get(filing.id)
        assert all(stored.get(path) == (text or "") for path, text in desk.workings.results(stored).items())
