"""Which printer is chosen, before and after their names have come in."""

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from medaid_desktop.ui.dialogs.printing.printer import PrinterField
from tests.ui.shell import Key, wait_until


def shown(qtbot: QtBot) -> tuple[PrinterField, QComboBox]:
    field = PrinterField(None)
    qtbot.addWidget(field)
    field.begin_with(None)
    field.show()
    chooser = field.findChild(QComboBox, "printerChooser")
    assert chooser is not None
    return field, chooser


def test_the_first_printer_is_chosen_where_nothing_was_printed_yet(qtbot: QtBot):
    field, _ = shown(qtbot)
    field.show_names(["激光", "针式"])
    assert field.printer() == "激光"


def test_a_pdf_chosen_before_the_names_are_there_stays_chosen(qtbot: QtBot):
    field, chooser = shown(qtbot)
    QTest.keyClick(chooser, Key.Key_Space)
    wait_until(chooser.view().isVisible)
    QTest.keyClick(chooser.view(), Key.Key_Return)
    field.show_names(["激光", "针式"])
    assert field.printer() == "" and chooser.count() == 3
