"""Choosing a form: a line to type in over the forms, each with what it is for and an outline of its paper."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from medaid_desktop.core.compose import compose
from medaid_desktop.core.filing import Filing
from medaid_desktop.core.forms import Form
from medaid_desktop.core.sheet import NO_BORDER, Sheet
from medaid_desktop.core.texts.initials import fold_typed
from medaid_desktop.store.forms.form_library import FormLibrary
from medaid_desktop.store.shipped.vocabulary import load_vocabulary
from medaid_desktop.ui.icons import icon
from medaid_desktop.ui.palette import Colours, colours
from medaid_desktop.ui.views.rows import SECOND_LINE_ROLE

Index = QModelIndex | QPersistentModelIndex
_ID_ROLE = Qt.ItemDataRole.UserRole
_SHEET_ROLE = Qt.ItemDataRole.UserRole + 2
_OUTLINE = QSize(32, 40)
_EDGE = 8
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class FormChooser(QWidget):
    """Typing narrows the list, the arrow keys choose in it, whichever of the two has the focus."""

    form_changed = Signal()
    confirmed = Signal()
    """A form was double-clicked."""

    def __init__(self, forms: FormLibrary, only: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._forms = forms
        self._filter = _Filter(self)
        self._list = QListWidget(self)
        self._list.setObjectName("formChooser")
        self._list.setAccessibleName(self.tr("表种"))
        self._list.setItemDelegate(_FormRows(self._list))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._list.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._filter.moves_to = self._list
        self._filter.setVisible(not only)
        for form in forms:
            if not only or form.id == only:
                self._add(form)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._filter)
        layout.addWidget(self._list, 1)
        self.setFocusProxy(self._list if only else self._filter)
        if only:
            self._list.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._list.setCurrentRow(0)
        self._filter.textChanged.connect(self._narrow)
        self._list.currentItemChanged.connect(self._on_current_changed)
        self._list.itemDoubleClicked.connect(lambda _: self.confirmed.emit())

    def form_id(self) -> str:
        """The id of the chosen form, "" while none fits what was typed."""
        item = self._list.currentItem()
        return item.data(_ID_ROLE) if item and not item.isHidden() else ""

    def choose(self, form_id: str) -> None:
        """Chooses a form; an unknown one changes nothing."""
        for item in self._items():
            if item.data(_ID_ROLE) == form_id:
                self._list.setCurrentItem(item)

    def _items(self) -> list[QListWidgetItem]:
        return [self._list.item(row) for row in range(self._list.count())]

    def _add(self, form: Form) -> None:
        purpose = self._forms.purpose(form.id)
        item = QListWidgetItem(form.title, self._list)
        item.setData(_ID_ROLE, form.id)
        item.setData(SECOND_LINE_ROLE, purpose)
        item.setData(_SHEET_ROLE, form.id)
        item.setToolTip(f"{form.title}\n{purpose}" if purpose else form.title)

    def sheet(self, form_id: str) -> Sheet:
        """The blank paper of a form."""
        return compose(self._forms.get(form_id), Filing(form_id)).sheet

    def _narrow(self, text: str) -> None:
        words = text.casefold().split()
        shown: list[QListWidgetItem] = []
        for item in self._items():
            item.setHidden(not all(self._is_meant(item, word) for word in words))
            if not item.isHidden():
                shown.append(item)
        current = self._list.currentItem()
        if shown and (current is None or current.isHidden()):
            self._list.setCurrentItem(shown[0])
        self.form_changed.emit()

    def _is_meant(self, item: QListWidgetItem, word: str) -> bool:
        """Whether a word stands in what is told of a form, or is made of the initials of its name (sbb 申报表)."""
        form_id = item.data(_ID_ROLE)
        short = self._forms.get(form_id).short
        if word in f"{item.text()} {short} {item.data(SECOND_LINE_ROLE)} {form_id}".casefold():
            return True
        return load_vocabulary().initials.fit(fold_typed(word), item.text(), (short,)) is not None

    def _on_current_changed(self, current: QListWidgetItem | None) -> None:
        if current is not None:
            self._list.scrollToItem(current)
            self.form_changed.emit()


class _Filter(QLineEdit):
    """The arrow keys go to the list below."""

    moves_to: QListWidget

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("formFilter")
        self.setAccessibleName(self.tr("筛选表种"))
        self.setPlaceholderText(self.tr("输入几个字或首字母；↑ ↓ 选择"))
        self.setClearButtonEnabled(True)
        self.addAction(icon("find"), QLineEdit.ActionPosition.LeadingPosition)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _MOVES:
            QApplication.sendEvent(self.moves_to, event)
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class _FormRows(QStyledItemDelegate):
    """An outline of the paper, the title, and what the form is for in quieter ink."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._drawn: dict[tuple[str, str, float], QPixmap] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        lines = 2 * option.fontMetrics.height()
        return QSize(0, max(_OUTLINE.height(), lines) + _EDGE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        style = option.widget.style() if option.widget else QApplication.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, option.widget)
        shades = colours(option.palette)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        inks = (shades.accent_text, shades.accent_text) if selected else (shades.text, shades.muted)
        box = option.rect
        outline = self._outline(str(index.data(_SHEET_ROLE)), shades, option.widget)
        if outline is not None:
            painter.drawPixmap(box.left() + _EDGE, box.top() + (box.height() - _OUTLINE.height()) // 2, outline)
        height = option.fontMetrics.height()
        left = box.left() + 2 * _EDGE + _OUTLINE.width()
        top = box.top() + (box.height() - 2 * height) // 2
        painter.save()
        for number, text in enumerate((index.data(), index.data(SECOND_LINE_ROLE))):
            painter.setPen(QColor(inks[number]))
            line = QRect(left, top + number * height, box.right() - left - _EDGE, height)
            shown = option.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, line.width())
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()

    def _outline(self, form_id: str, shades: Colours, widget: QWidget | None) -> QPixmap | None:
        """The small picture of a form; drawn when first seen, as composing all forms takes a moment."""
        chooser = widget.parent() if widget else None
        if not isinstance(chooser, FormChooser):
            return None
        ratio = chooser.devicePixelRatioF()
        key = (form_id, shades.paper, ratio)
        if key not in self._drawn:
            self._drawn[key] = draw_first_page(chooser.sheet(form_id), _OUTLINE, shades, ratio)
        return self._drawn[key]


def draw_first_page(sheet: Sheet, size: QSize, shades: Colours, ratio: float) -> QPixmap:
    """The first page of a sheet in a few lines: rules, and the cells to be filled in their tint."""
    picture = QPixmap(size * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(QColor(0, 0, 0, 0))
    page = sheet.page
    scale = min(size.width() / page.width_mm, size.height() / page.height_mm)
    whole = QRectF(0, 0, page.width_mm * scale - 1, page.height_mm * scale - 1)
    whole.moveCenter(QRectF(0, 0, size.width() - 1, size.height() - 1).center())
    lefts, tops = [0.0], [0.0]
    for width in sheet.columns_mm:
        lefts.append(lefts[-1] + width * scale)
    for row in sheet.rows:
        tops.append(tops[-1] + row.least_mm * scale)
    painter = QPainter(picture)
    painter.setPen(QColor(shades.paper_line))
    painter.fillRect(whole, QColor(shades.paper))
    painter.drawRect(whole)
    painter.setClipRect(whole)
    painter.translate(whole.left() + page.left_mm * scale, whole.top() + page.top_mm * scale)
    for cell in sheet.cells:
        box = QRectF(lefts[cell.col], tops[cell.row], 0, 0)
        box.setRight(lefts[cell.col + cell.cols])
        box.setBottom(tops[cell.row + cell.rows])
        if cell.role == "field":
            painter.fillRect(box, QColor(shades.hint_ground))
        if cell.style.border != NO_BORDER:
            painter.setPen(QColor(shades.handle))
            painter.drawLine(box.topLeft(), box.topRight())
            painter.drawLine(box.topLeft(), box.bottomLeft())
        elif cell.text and cell.row < 2:
            middle = box.center()
            painter.setPen(QColor(shades.ink))
            painter.drawLine(
                QRectF(middle.x() - 5, middle.y(), 10, 0).topLeft(),
                QRectF(middle.x() - 5, middle.y(), 10, 0).topRight(),
            )
    painter.end()
    return picture
