"""The dialog that begins filings, by keys and clicks: blank, carried over, copied, for many regions at once."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QRadioButton,
    QSpinBox,
    QTreeWidget,
    QTreeWidgetItem,
)  # fmt: skip

from tests.ui.shell import Key, Shell, button, click, in_dialog, type_text, wait_until

CTRL = Qt.KeyboardModifier.ControlModifier


def press_named(dialog: QDialog, letter: str) -> None:
    """Space on the visible control with this mnemonic; the offscreen screen itself knows no Alt keys."""
    found = [b for b in dialog.findChildren(QAbstractButton) if f"&{letter}" in b.text() and b.isVisible()]
    assert len(found) == 1, [b.text() for b in found]
    found[0].setFocus()
    QTest.keyClick(found[0], Key.Key_Space)


def choose_region(shell: Shell, code: str) -> None:
    shell.search.setFocus()
    shell.type(code)
    shell.press(Key.Key_Return)


def choose_form(dialog: QDialog, words: str) -> None:
    line = dialog.findChild(QLineEdit, "formFilter")
    assert line is not None and line.hasFocus()
    type_text(words)


def set_year(dialog: QDialog, year: str) -> None:
    field = dialog.findChild(QSpinBox, "yearField")
    assert field is not None
    field.setFocus()
    field.selectAll()
    type_text(year)
    QTest.keyClick(field, Key.Key_Tab)


def words_of(dialog: QDialog) -> str:
    label = dialog.findChild(QLabel, "consequences")
    assert label is not None
    return label.text()


def tree(dialog: QDialog) -> QTreeWidget:
    found = dialog.findChild(QTreeWidget, "carryTree")
    assert found is not None
    return found


def offers(dialog: QDialog) -> list[QTreeWidgetItem]:
    group = tree(dialog).topLevelItem(0)
    assert group is not None and group.text(0).startswith("年份")
    return [group.child(row) for row in range(group.childCount())]


def starts(dialog: QDialog) -> QListWidget:
    found = dialog.findChild(QListWidget, "startList")
    assert found is not None
    return found


def checked(view: QListWidget) -> list[str]:
    items = [view.item(row) for row in range(view.count())]
    return [item.text() for item in items if item.checkState() is Qt.CheckState.Checked]


def test_ctrl_n_and_enter_make_the_form_used_last(shell: Shell):
    choose_region(shell, "371521")
    in_dialog(lambda d: (choose_form(d, "监控"), shell.press(Key.Key_Return)), shell.action("actionNew").trigger)
    assert shell.editor.session.filing.form == "monitoring"
    count = shell.filings.model().rowCount()
    shell.window.activateWindow()
    wait_until(shell.editor.hasFocus)
    in_dialog(lambda _: shell.press(Key.Key_Return), lambda: shell.press(Key.Key_N, CTRL))
    filing = shell.editor.session.filing
    assert (filing.form, filing.region) == ("monitoring", "371521") and shell.filings.model().rowCount() == count + 1
    slot = shell.editor.session.grid.slot(shell.editor.anchor)
    assert slot is not None and slot.path == "values.project_name"


def test_typing_filters_the_forms_and_arrows_choose(shell: Shell):
    def fill(dialog: QDialog) -> None:
        forms = dialog.findChild(QListWidget, "formChooser")
        assert forms is not None
        choose_form(dialog, "目标")
        shown = [forms.item(row).text() for row in range(forms.count()) if not forms.item(row).isHidden()]
        assert "资金分配表" not in shown and len(shown) >= 4
        assert forms.currentItem().text() == shown[0]
        shell.press(Key.Key_Down)
        assert forms.currentItem().text() == shown[1]
        type_text("没有这种")
        assert "没有这样的表种" in words_of(dialog) and not button(dialog, "新建").isEnabled()
        shell.press(Key.Key_Escape)
        assert button(dialog, "新建").isEnabled() and dialog.isVisible()
        shell.press(Key.Key_Escape)
        assert not dialog.isVisible()

    count = shell.filings.model().rowCount()
    in_dialog(fill, shell.action("actionNew").trigger)
    assert shell.filings.model().rowCount() == count


def test_forms_are_found_by_their_initials(shell: Shell):
    def fill(dialog: QDialog) -> None:
        forms = dialog.findChild(QListWidget, "formChooser")
        assert forms is not None
        for letters, title in (("sbb", "预算绩效目标申报表"), ("zjfp", "资金分配表"), ("JXZP", "绩效自评表")):
            choose_form(dialog, letters)
            assert [forms.item(row).text() for row in range(forms.count()) if not forms.item(row).isHidden()] == [title]
            shell.press(Key.Key_Escape)

    in_dialog(fill, shell.action("actionNew").trigger)


def test_last_years_filings_are_carried_over_by_keyboard(shell: Shell):
    choose_region(shell, "371521")

    def fill(dialog: QDialog) -> None:
        choose_form(dialog, "申报")
        set_year(dialog, "2021")
        press_named(dialog, "J")
        radio = dialog.findChild(QRadioButton, "start-carry")
        assert radio is not None and radio.isChecked() and "2020 年度的 3 份" in radio.text()
        view = starts(dialog)
        assert len(checked(view)) == 3
        view.setFocus()
        for row in (1, 2):
            view.setCurrentRow(row)
            shell.press(Key.Key_Space)
        assert checked(view) == ["2020 年度　2020 年度贫困人口医疗救助资金项目（草稿）"]
        assert "新建 1 份 2021 年度《预算绩效目标申报表》" in words_of(dialog)
        shell.press(Key.Key_Return)
        rows = offers(dialog)
        ticked = [row.text(2) for row in rows if row.checkState(0) is Qt.CheckState.Checked]
        left = [row.text(2) for row in rows if row.checkState(0) is Qt.CheckState.Unchecked]
        assert len(ticked) == 6 and len(left) == 6 and all("【「2019」】" in words for words in left)
        groups = [tree(dialog).topLevelItem(n).text(0) for n in range(tree(dialog).topLevelItemCount())]
        assert any(words.startswith("清空") for words in groups) and any("去年的数" in words for words in groups)
        goal = next(row for row in rows if row.text(0) == "年度目标")
        tree(dialog).setCurrentItem(goal)
        shell.press(Key.Key_Space)
        shell.press(Key.Key_Return)

    in_dialog(fill, shell.action("actionNew").trigger)
    filing = shell.editor.session.filing
    assert filing.values["project_name"].startswith("2021 年度") and filing.values["annual_goal"].startswith(
        "2020 年，"
    )
    assert "funding_fiscal" not in filing.values and filing.status == "draft"
    assert "照抄 39 格，清空 2 格，改年份 5 处" in shell.notice.text and "去年的数" in shell.notice.text
    slot = shell.editor.session.grid.slot(shell.editor.anchor)
    assert slot is not None and slot.path == "values.filled_on"
    shell.press_notice_button("noticeSecondButton")
    assert "移到了回收站" in shell.notice.text


def test_all_years_on_and_off_and_one_step_back(shell: Shell):
    choose_region(shell, "371521")

    def fill(dialog: QDialog) -> None:
        choose_form(dialog, "申报")
        set_year(dialog, "2021")
        click(dialog.findChild(QRadioButton, "start-carry"))  # type: ignore[arg-type]
        click(button(dialog, "下一步"))
        for words, state in (("年份全选", Qt.CheckState.Checked), ("年份全不选", Qt.CheckState.Unchecked)):
            click(button(dialog, words))
            assert {row.checkState(0) for row in offers(dialog)} == {state}
        click(button(dialog, "上一步"))
        assert not tree(dialog).isVisible() and button(dialog, "下一步").isVisible()
        shell.press(Key.Key_Escape)

    in_dialog(fill, shell.action("actionNew").trigger)


def test_a_filing_that_is_there_can_be_opened_instead(shell: Shell):
    choose_region(shell, "371521")
    count = shell.filings.model().rowCount()

    def fill(dialog: QDialog) -> None:
        choose_form(dialog, "自评")
        set_year(dialog, "2020")
        assert "2020 年度已有 1 份：2020 年度贫困人口医疗救助资金项目（草稿）" in words_of(dialog)
        press_named(dialog, "O")

    in_dialog(fill, shell.action("actionNew").trigger)
    assert shell.filings.model().rowCount() == count
    assert shell.editor.session.filing.form == "self-evaluation" and shell.editor.session.filing.year == 2020


def test_eight_counties_in_one_go_and_taken_back(shell: Shell):
    choose_region(shell, "371500")
    ledger = shell.window.workspace.desk.ledger

    def fill(dialog: QDialog) -> None:
        choose_form(dialog, "申报")
        set_year(dialog, "2021")
        press_named(dialog, "M")
        view = starts(dialog)
        assert len(checked(view)) == 8
        click(button(dialog, "全不选"))
        assert checked(view) == [] and not button(dialog, "新建").isEnabled() and "请勾选下级区划" in words_of(dialog)
        click(button(dialog, "全选"))
        assert len(checked(view)) == view.count() > 8
        press_named(dialog, "J")
        assert len(checked(view)) == 8
        assert "阳谷县　结转 2020 年度的 3 份" in checked(view) and "冠县　没有往年的，空白" in checked(view)
        assert "没有往年的：东昌府区" in words_of(dialog)
        click(button(dialog, "下一步"))
        click(button(dialog, "新建 10 份"))

    in_dialog(fill, shell.action("actionNew").trigger)
    wait_until(lambda: "已新建 10 份" in shell.notice.text)
    assert "结转 3 份" in shell.notice.text and ledger.filings.count("371500", "declaration", 2021) == 10
    assert len(shell.titles()) == ledger.filings.count("371500") and shell.tree.chosen == "371500"
    shell.press_notice_button("noticeSecondButton")
    assert ledger.filings.count("371500", "declaration", 2021) == 0 and "已撤销新建，10 份" in shell.notice.text


def test_all_that_were_made_are_listed_and_the_first_is_open(shell: Shell):
    choose_region(shell, "371500")
    years = shell.part(QComboBox, "yearChooser")
    years.setFocus()
    for _ in range(years.findData(2020) - years.currentIndex()):
        shell.press(Key.Key_Down)
    assert shell.window._workbench.place.year() == 2020  # type: ignore[union-attr]
    whole = shell.window.workspace.desk.ledger.filings

    def fill(dialog: QDialog) -> None:
        choose_form(dialog, "申报")
        set_year(dialog, "2021")
        press_named(dialog, "M")
        shell.press(Key.Key_Return)

    in_dialog(fill, shell.action("actionNew").trigger)
    made = {one.id for one in whole.list("371500", "declaration", 2021)}
    listed = {shell.window._workbench.place.filings.model.filing_id(row) for row in range(len(shell.titles()))}  # type: ignore[union-attr]
    assert len(made) == 8 and made <= listed
    assert shell.tree.chosen == "371500" and shell.editor.session.filing_id in made
    assert shell.window._workbench.place.filings.selected_ids() == [shell.editor.session.filing_id]  # type: ignore[union-attr]


def test_many_are_read_and_made_in_the_background(shell: Shell):
    choose_region(shell, "650100")
    ledger = shell.window.workspace.desk.ledger
    for code in ("650102", "650103"):
        for number in range(6):
            filing = ledger.filings.get(ledger.filings.list(code, "target-breakdown")[0].id)
            ledger.filings.add(filing, f"另一项目 {number}")

    def fill(dialog: QDialog) -> None:
        choose_form(dialog, "分解")
        set_year(dialog, "2021")
        click(dialog.findChild(QCheckBox, "belowField"))  # type: ignore[arg-type]
        press_named(dialog, "J")
        click(button(dialog, "下一步"))
        wait_until(lambda: tree(dialog).isVisible())
        click(button(dialog, "新建 20 份"))

    in_dialog(fill, shell.action("actionNew").trigger)
    wait_until(lambda: "已新建 20 份" in shell.notice.text)
    assert ledger.filings.count("650100", "target-breakdown", 2021) == 20


def test_a_copy_goes_through_the_same_dialog(shell: Shell):
    choose_region(shell, "371521")
    shell.select_row(0)
    title = shell.titles()[0]

    def fill(dialog: QDialog) -> None:
        radio = dialog.findChild(QRadioButton, "start-copy")
        assert radio is not None and radio.isVisible() and radio.isChecked()
        assert "内容照抄所选的一份" in words_of(dialog)
        set_year(dialog, "2022")
        shell.press(Key.Key_Return)

    in_dialog(fill, shell.action("actionDuplicate").trigger)
    filing = shell.editor.session.filing
    assert filing.year == 2022 and filing.values["project_name"] == title


def test_making_many_can_be_stopped_and_then_none_is_made(shell: Shell):
    choose_region(shell, "370000")
    tasks, ledger = shell.window.tasks, shell.window.workspace.desk.ledger
    count = ledger.filings.count()
    tasks.started.connect(lambda task: task.cancel())

    def fill(dialog: QDialog) -> None:
        choose_form(dialog, "申报")
        set_year(dialog, "2023")
        press_named(dialog, "M")
        press_named(dialog, "D")
        assert len(checked(starts(dialog))) > 100
        shell.press(Key.Key_Return)

    in_dialog(fill, shell.action("actionNew").trigger)
    wait_until(lambda: "已停止，一份也没有建" in shell.notice.text)
    assert ledger.filings.count() == count
