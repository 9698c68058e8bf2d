"""Filings out as workbooks and back again."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from medaid_desktop.core.filing import Filing
from medaid_desktop.errors import UserError
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.filings import title_of
from medaid_desktop.operations.reading import knowledge, read_file
from medaid_desktop.operations.sample import sample_filings
from medaid_desktop.operations.workbooks import export_workbook, export_workbooks


@pytest.fixture
def ids(desk: Desk) -> list[str]:
    filings = sample_filings(desk.forms)
    return desk.ledger.filings.add_many([(filing, title_of(desk.form_of(filing), filing)) for filing in filings])


def on_paper(desk: Desk, filing: Filing) -> dict[str, object]:
    """What paper shows of a filing: texts that are there, without marks that are never printed."""
    form = desk.form_of(filing)
    return {
        "form": filing.form,
        "year": filing.year,
        "values": {name: text for name, text in filing.values.items() if text},
        "tables": {
            table: [{c: text for c, text in row.items() if text and form.definition(table, c).on_paper} for row in rows]
            for table, rows in filing.tables.items()
            if rows
        },
    }


def test_every_sample_comes_back_whole(desk: Desk, ids: list[str], tmp_path: Path):
    known = knowledge({form.id: form for form in desk.forms}, desk.regions)
    files = export_workbooks(desk, ids, tmp_path)
    for filing_id, file in zip(ids, files, strict=True):
        (table,) = read_file(file, known).tables
        assert on_paper(desk, table.filing) == on_paper(desk, desk.ledger.filings.get(filing_id)), file.name


def test_one_workbook_has_a_tab_for_each(desk: Desk, ids: list[str], tmp_path: Path):
    steps: list[tuple[int, int]] = []
    assert export_workbook(desk, ids, tmp_path / "全部.xlsx", lambda *step: steps.append(step)) == len(ids)
    assert len(load_workbook(tmp_path / "全部.xlsx").sheetnames) == len(ids)
    assert steps[-1] == (len(ids), len(ids))


def test_files_of_a_batch_have_names_of_their_own(desk: Desk, ids: list[str], tmp_path: Path):
    files = export_workbooks(desk, [ids[0], ids[0]], tmp_path / "新" / "文件夹")
    assert len({file.name.casefold() for file in files}) == 2 and all(file.is_file() for file in files)


def test_nothing_to_export_is_said(desk: Desk, tmp_path: Path):
    with pytest.raises(UserError, match="没有可导出的填报件"):
        export_workbook(desk, [], tmp_path / "a.xlsx")
    assert not (tmp_path / "a.xlsx").exists()


def test_a_file_in_the_place_of_the_folder_is_said(desk: Desk, ids: list[str], tmp_path: Path):
    (tmp_path / "占用").write_text("x")
    with pytest.raises(UserError, match="文件夹建不了"):
        export_workbooks(desk, ids[:1], tmp_path / "占用")
