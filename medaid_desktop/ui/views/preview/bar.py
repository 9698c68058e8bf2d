"""The line above a preview: which page of how many, the size, and what leads on."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QToolButton, QWidget

from medaid_desktop.ui.icons import icon
from medaid_desktop.ui.settings import WindowSettings
from medaid_desktop.ui.views.preview.view import PreviewView, Zoom

_PERCENTS = (50, 75, 100, 125, 150, 200)
_MARGIN, _GAP, _ICON = 8, 4, 16


class PreviewBar(QWidget):
    """Works on one view; its size is remembered under a key of the settings of this PC."""

    def __init__(self, view: PreviewView, settings: WindowSettings, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._settings = settings
        self._key = key
        self._words = QLabel(self)
        self._words.setObjectName("previewPage")
        self._words.setAccessibleName(self.tr("第几页"))
        self.back = self._button("back", self.tr("上一页（Page Up）"))
        self.forward = self._button("forward", self.tr("下一页（Page Down）"))
        self.chooser = QComboBox(self)
        self.chooser.setObjectName("previewZoom")
        self.chooser.setAccessibleName(self.tr("预览大小"))
        self.chooser.setToolTip(self.tr("预览大小：W 适合宽度，Z 整页，1 实际大小，+ 和 - 放大缩小"))
        self._fill()
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(_MARGIN, 0, _MARGIN, _GAP)
        self._layout.setSpacing(_GAP)
        for widget in (self.back, self._words, self.forward):
            self._layout.addWidget(widget)
        self._layout.addStretch(1)
        self._layout.addWidget(self.chooser)
        self.back.clicked.connect(lambda: view.go_to_page(view.current_page - 1))
        self.forward.clicked.connect(lambda: view.go_to_page(view.current_page + 1))
        self.chooser.activated.connect(lambda: view.set_zoom(self.chooser.currentData()))
        view.page_changed.connect(self._show_page)
        view.zoom_changed.connect(self._on_zoom_changed)
        view.zoom = self._kept()
        self._show_page()
        self._show_zoom()

    def add_button(self, picture: str, words: str) -> QToolButton:
        """A button at the right end."""
        button = self._button(picture, words)
        self._layout.addWidget(button)
        return button

    def _fill(self) -> None:
        self.chooser.addItem(self.tr("适合宽度"), "width")
        self.chooser.addItem(self.tr("整页"), "page")
        for percent in _PERCENTS:
            words = self.tr("实际大小") if percent == 100 else f"{percent} %"
            self.chooser.addItem(words, percent)

    def _button(self, picture: str, words: str) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(picture))
        button.setIconSize(QSize(_ICON, _ICON))
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setToolTip(words)
        button.setAccessibleName(words.split("（")[0])
        return button

    def _kept(self) -> Zoom:
        kept = self._settings.text(self._key, "width")
        if kept.isdecimal():
            return int(kept)
        return "page" if kept == "page" else "width"

    def _show_page(self) -> None:
        count = len(self._view.pages.sizes)
        page = min(self._view.current_page + 1, count)
        self._words.setText(f"{page} / {count}" if count else "")
        words = self.tr("第 %1 页，共 %2 页").replace("%1", str(page)).replace("%2", str(count))
        self._words.setToolTip(words if count else "")
        self._view.setAccessibleDescription(words if count else "")
        self.back.setEnabled(page > 1)
        self.forward.setEnabled(page < count)

    def _on_zoom_changed(self) -> None:
        self._settings.put(self._key, str(self._view.zoom))
        self._show_zoom()

    def _show_zoom(self) -> None:
        place = self.chooser.findData(self._view.zoom)
        self.chooser.setPlaceholderText(f"{self._view.percent()} %")
        self.chooser.setCurrentIndex(place)
