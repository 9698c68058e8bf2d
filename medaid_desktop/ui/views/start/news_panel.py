"""What is new: shown until the clerk has seen it, then behind a link."""

from html import escape

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from medaid_desktop.ui.settings import WindowSettings

_SEEN_KEY = "news/seen"
_MARK = "·\N{NO-BREAK SPACE}"


class NewsPanel(QWidget):
    """Reads the news once the window stands; shows nothing where there are none."""

    def __init__(self, settings: WindowSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._version = ""
        self._frame = QFrame(self)
        self._frame.setObjectName("newsPanel")
        self._title = QLabel(self._frame)
        self._title.setProperty("part", "heading")
        self._text = QLabel(self._frame)
        self._text.setWordWrap(True)
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
        QTimer.singleShot(0, self, self._read)

    def _lay_out(self) -> None:
        inner = QVBoxLayout(self._frame)
        inner.setContentsMargins(12, 8, 8, 8)
        inner.setSpacing(0)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._seen)
        inner.addLayout(head)
        inner.addWidget(self._text)
        link = QHBoxLayout()
        link.addWidget(self._link)
        link.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._frame)
        layout.addLayout(link)

    def _read(self) -> None:
        from medaid_desktop.operations.news import newest_release

        release = newest_release()
        if release is None:
            return
        self._version = release.version
        self._title.setText(self.tr("新增功能　%1").replace("%1", release.version))
        indent = self._text.fontMetrics().horizontalAdvance(_MARK)
        hanging = f'<p style="margin:0 0 0 {indent}px; text-indent:-{indent}px">'
        self._text.setText("".join(f"{hanging}{_MARK}{escape(point)}</p>" for point in release.points))
        self._text.setAccessibleName("\n".join(release.points))
        self._show(self._settings.text(_SEEN_KEY) != release.version)

    def _show(self, whole: bool) -> None:
        self._frame.setVisible(whole)
        self._link.setVisible(not whole)
        if whole and self._link.hasFocus():
            self._seen.setFocus()

    def _on_seen(self) -> None:
        self._settings.put(_SEEN_KEY, self._version)
        self._show(False)
        self._link.setFocus()
