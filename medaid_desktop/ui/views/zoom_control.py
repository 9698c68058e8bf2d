"""Percent, slider and buttons for the zoom of the paper."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QToolButton, QWidget

from medaid_desktop.ui.icons import icon
from medaid_desktop.ui.views.zoom import LEAST_ZOOM, MOST_ZOOM, ZOOM_STEP


class ZoomControl(QWidget):
    """Hidden where no paper is in front."""

    zoom_requested = Signal(int)
    """Percent."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._percent = QLabel(self)
        self._percent.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._percent.setFixedWidth(self._percent.fontMetrics().horizontalAdvance("000 %") + 2)
        self._slider = QSlider(Qt.Orientation.Horizontal, self)
        self._slider.setObjectName("zoomSlider")
        self._slider.setRange(LEAST_ZOOM, MOST_ZOOM)
        self._slider.setSingleStep(ZOOM_STEP)
        self._slider.setPageStep(ZOOM_STEP)
        self._slider.setFixedWidth(100)
        self._slider.setAccessibleName(self.tr("显示比例"))
        self._slider.setToolTip(self.tr("显示比例"))
        self._slider.valueChanged.connect(self.zoom_requested)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._percent)
        layout.addWidget(self._button("zoom-out", self.tr("缩小"), -ZOOM_STEP))
        layout.addWidget(self._slider)
        layout.addWidget(self._button("zoom-in", self.tr("放大"), ZOOM_STEP))
        self.show_zoom(None)

    def show_zoom(self, percent: int | None) -> None:
        """Shows the zoom of the paper in front, None where there is none."""
        self.setVisible(percent is not None)
        if percent is None:
            return
        self._percent.setText(f"{percent} %")
        self._slider.blockSignals(True)
        self._slider.setValue(percent)
        self._slider.blockSignals(False)

    def _button(self, name: str, words: str, step: int) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(name))
        button.setIconSize(QSize(16, 16))
        button.setAutoRaise(True)
        button.setToolTip(words)
        button.setAccessibleName(words)
        button.clicked.connect(lambda: self._slider.setValue(self._slider.value() + step))
        return button
