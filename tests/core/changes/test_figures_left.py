"""Figures of last year in texts: found again after edits around them, gone once they are changed."""

from medaid_desktop.core.changes.carry_over import last_years_figures
from medaid_desktop.core.changes.figures_left import figures_left
from medaid_desktop.core.filing import Filing
from medaid_desktop.store.forms.form_library import FormLibrary

FORM = FormLibrary().get("declaration")


def filing() -> Filing:
    made = Filing("declaration", 2021, "371521")
    made.values["annual_goal"] = "救助2866人，支出154.18万元；资助200人。再资助200人。"
    made.tables["indicators"] = [
        {"level1": "产出指标", "level3": "救助人数", "target": "2866人"},
        {"level1": "产出指标", "level3": "资助人数", "target": "200人"},
    ]
    return made


def texts(changed: Filing) -> list[str | None]:
    left = figures_left(FORM, changed, last_years_figures(FORM, filing()))
    return [f"{found.path.split('.')[1][:10]} {found.text}" if found else None for found in left]


def test_nothing_changed():
    assert texts(filing()) == [
        "annual_goa 2866人", "annual_goa 154.18万元", "annual_goa 200人", "annual_goa 200人", "indicators 2866人",
        "indicators 200人",
    ]  # fmt: skip


def test_changed_figures_go_and_their_neighbours_stay():
    made = filing()
    made.set("values.annual_goal", "救助2900人，支出154.18万元；资助200人。再资助210人。")
    assert texts(made)[:4] == [None, "annual_goa 154.18万元", "annual_goa 200人", None]


def test_rows_are_followed_and_deleted_ones_are_gone():
    made = filing()
    one, other = made.tables["indicators"]
    made.tables["indicators"] = [other, one]
    left = figures_left(FORM, made, last_years_figures(FORM, filing()))
    assert [found.path for found in left[4:] if found] == ["tables.indicators[1].target", "tables.indicators[0].target"]
    made.tables["indicators"] = [other]
    assert [found and found.path for found in figures_left(FORM, made, last_years_figures(FORM, filing()))[4:]] == [
        None, "tables.indicators[0].target",
    ]  # fmt: skip
