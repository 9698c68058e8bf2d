"""What is new: shown until the clerk has seen it, then behind a link."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from medaid_desktop.operations.news import newest_release
from medaid_desktop.ui.settings import WindowSettings

_SEEN_KEY = "news/seen"
_MARK = "·"


class NewsPanel(QWidget):
    """Shows nothing where there are no news."""

    def __init__(self, settings: WindowSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._version = ""
        self._news: tuple[str, ...] = ()
        self._frame = QFrame(self)
        self._frame.setObjectName("newsPanel")
        self._title = QLabel(self._frame)
        self._title.setProperty("part", "heading")
        self._points = QVBoxLayout()
        self._points.setSpacing(0)
        self._seen = QPushButton(self.tr("不再显示"), self._frame)
        self._seen.setObjectName("newsSeen")
        self._link = QPushButton(self.tr("看看新增功能"), self)
        self._link.setObjectName("newsLink")
        self._link.setFlat(True)
        self._seen.clicked.connect(self._on_seen)
        self._link.clicked.connect(lambda: self._show(True))
        self._lay_out()
        self._frame.hide()
        self._link.hide()
        self._read()

    def _lay_out(self) -> None:
        inner = QVBoxLayout(self._frame)
        inner.setContentsMargins(12, 8, 8, 8)
        inner.setSpacing(0)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._seen)
        inner.addLayout(head)
        inner.addLayout(self._points)
        link = QHBoxLayout()
        link.addWidget(self._link)
        link.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._frame)
        layout.addLayout(link)

    def _read(self) -> None:
        release = newest_release()
        if release is None:
            return
        self._version, self._news = release
        self._title.setText(self.tr("新增功能　%1").replace("%1", release.version))
        self._show(self._settings.text(_SEEN_KEY) != release.version)

    def _show(self, whole: bool) -> None:
        if whole and not self._points.count():
            for point in self._news:
                self._points.addLayout(_point(point))
        self._frame.setVisible(whole)
        self._link.setVisible(not whole)
        if whole and self._link.hasFocus():
            self._seen.setFocus()

    def _on_seen(self) -> None:
        self._settings.put(_SEEN_KEY, self._version)
        self._show(False)
        self._link.setFocus()


def _point(words: str) -> QHBoxLayout:
    """A point with its mark in front, which further lines leave free."""
    beside = QVBoxLayout()
    beside.addWidget(QLabel(_MARK))
    beside.addStretch(1)
    text = QLabel(words)
    text.setWordWrap(True)
    line = QHBoxLayout()
    line.setSpacing(4)
    line.addLayout(beside)
    line.addWidget(text, 1)
    return line
