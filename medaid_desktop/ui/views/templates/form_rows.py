"""Lines of the list of forms: F2 writes another name over the old one, as with files."""

from PySide6.QtCore import QAbstractItemModel, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QStyleOptionViewItem, QWidget

from medaid_desktop.ui.views.rows import Index, TwoLines

NAME_ROLE = Qt.ItemDataRole.UserRole + 2
"""What the form of a line is called."""
_PAD = 4


class FormRows(TwoLines):
    """Two lines; the name in the first of them can be written anew."""

    renamed = Signal(int, str)
    """The row, and what its form is to be called."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:  # noqa: ARG002
        editor = QLineEdit(parent)
        editor.setObjectName("ownFormName")
        editor.setAccessibleName(self.tr("表种名称"))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        assert isinstance(editor, QLineEdit)
        if not editor.isModified():
            editor.setText(index.data(NAME_ROLE))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:  # noqa: ARG002
        assert isinstance(editor, QLineEdit)
        name = " ".join(editor.text().split())
        if name and name != index.data(NAME_ROLE):
            self.renamed.emit(index.row(), name)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: ARG002
        editor.setGeometry(option.rect.adjusted(_PAD, 1, -_PAD, -1))
