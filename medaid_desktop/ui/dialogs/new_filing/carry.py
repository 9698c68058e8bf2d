"""The second step of carrying over: the years offered for change one by one, what is cleared, what is to be looked at."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from medaid_desktop.core.changes.carry_over import Found, YearOffer
from medaid_desktop.operations.filings.carry_over import Preview
from medaid_desktop.ui.views.rows import RoomyRows

_KEY = Qt.ItemDataRole.UserRole
_FIELD, _CHANGE, _SENTENCE = range(3)
_LONGEST = 40
_LABEL_WIDTH, _CHANGE_WIDTH = 200, 320
Key = tuple[str, str, str, str]


class CarryPage(QWidget):
    """Nothing is changed silently: each year stands with its sentence, ticked where it plainly is one of this form."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = QLabel(self)
        self._words.setWordWrap(True)
        self._tree = QTreeWidget(self)
        self._tree.setObjectName("carryTree")
        self._tree.setAccessibleName(self.tr("结转时改的年份、清空的数和要核对的数"))
        self._tree.setHeaderLabels([self.tr("位置"), self.tr("改动"), self.tr("所在的句子")])
        self._tree.setUniformRowHeights(True)
        self._tree.setItemDelegate(RoomyRows(self._tree))
        self._tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._tree.setAllColumnsShowFocus(True)
        head = self._tree.header()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.resizeSection(_FIELD, _LABEL_WIDTH)
        head.resizeSection(_CHANGE, _CHANGE_WIDTH)
        head.setSectionResizeMode(_SENTENCE, QHeaderView.ResizeMode.Stretch)
        ticks = QHBoxLayout()
        ticks.setSpacing(8)
        for words, on in ((self.tr("年份全选(&A)"), True), (self.tr("年份全不选(&N)"), False)):
            button = QPushButton(words, self)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, on=on: self._tick(on))
            ticks.addWidget(button)
        ticks.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._words)
        layout.addWidget(self._tree, 1)
        layout.addLayout(ticks)
        self._offers: list[QTreeWidgetItem] = []
        self.setFocusProxy(self._tree)

    def show_preview(self, preview: Preview) -> None:
        """Lists what carrying over would do."""
        self._tree.clear()
        self._offers = []
        cleared = sum(count for _, count in preview.cleared.values())
        words = self.tr("结转 %1 份：%2 格照抄，%3 格清空。勾选的年份会改，没有勾选的原样保留。")
        words = words.replace("%1", str(preview.filings)).replace("%2", str(preview.kept))
        self._words.setText(words.replace("%3", str(cleared)))
        group = self._group(self.tr("年份：空格键勾选或取消"), len(preview.offers))
        for offer, count in preview.offers.values():
            self._offers.append(self._add_offer(group, offer, count))
        group = self._group(self.tr("文字里仍是去年的数：建好后请逐处核对"), len(preview.figures))
        for found, count in preview.figures.values():
            _row(group, self._label(found.label, count), found.text, _sentence(found, found.text))
        group = self._group(self.tr("清空：今年另填"), len(preview.cleared))
        for example, count in preview.cleared.values():
            text = " ".join(example.text.split())
            _row(
                group,
                self._label(example.label, count),
                self.tr("清空"),
                _short(self.tr("原为 %1").replace("%1", text)),
            )
        first = self._offers[0] if self._offers else self._tree.topLevelItem(0)
        if first:
            self._tree.setCurrentItem(first)

    def accepted(self) -> frozenset[Key]:
        """The keys of the offers that are ticked."""
        return frozenset(
            item.data(_FIELD, _KEY) for item in self._offers if item.checkState(_FIELD) is Qt.CheckState.Checked
        )

    def _group(self, words: str, count: int) -> QTreeWidgetItem:
        group = QTreeWidgetItem([f"{words}（{count}）" if count else ""])
        if count:
            self._tree.addTopLevelItem(group)
            group.setFirstColumnSpanned(True)
            font = group.font(_FIELD)
            font.setBold(True)
            group.setFont(_FIELD, font)
            group.setExpanded(True)
        return group

    def _add_offer(self, group: QTreeWidgetItem, offer: YearOffer, count: int) -> QTreeWidgetItem:
        change = f"{offer.span.old} → {offer.span.new}"
        if offer.must:
            change = self.tr("不改则清空：%1").replace("%1", change)
        item = _row(group, self._label(offer.found.label, count), change, _sentence(offer.found, offer.span.old))
        item.setData(_FIELD, _KEY, offer.key)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(_FIELD, Qt.CheckState.Checked if offer.span.plain else Qt.CheckState.Unchecked)
        return item

    def _label(self, label: str, count: int) -> str:
        return label if count == 1 else self.tr("%1（%2 处）").replace("%1", label).replace("%2", str(count))

    def _tick(self, on: bool) -> None:
        for item in self._offers:
            item.setCheckState(_FIELD, Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)


def _row(group: QTreeWidgetItem, *texts: str) -> QTreeWidgetItem:
    item = QTreeWidgetItem(group, list(texts))
    for column, text in enumerate(texts):
        item.setToolTip(column, text)
    return item


def _sentence(found: Found, text: str) -> str:
    return f"{found.before}「{text}」{found.after}"  # no quotation: the sentence may have some of its own


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
