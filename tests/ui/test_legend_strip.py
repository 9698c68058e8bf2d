"""A strip of signs and their words: no entry is left out, however narrow the window."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from medaid_desktop.ui.views.legend_strip import LegendStrip
from medaid_desktop.ui.views.templates.legend import TemplateLegend


@pytest.mark.parametrize("width", [1200, 640, 380, 200])
def test_all_entries_are_in_sight(qapp: QApplication, width: int):
    around = QWidget()
    layout = QVBoxLayout(around)
    layout.setContentsMargins(0, 0, 0, 0)
    legend = TemplateLegend(around)
    layout.addWidget(QLabel("表", around), 1)
    layout.addWidget(legend)
    around.resize(width, 400)
    around.show()
    qapp.processEvents()
    places = [label.parentWidget().geometry() for label in legend.findChildren(QLabel)]
    assert len(places) == 10
    assert all(legend.rect().contains(place) for place in places)
    assert not any(one.intersects(other) for at, one in enumerate(places) for other in places[:at])
    assert legend.height() == legend.heightForWidth(width) < 400
    around.close()


def test_a_strip_without_entries_takes_no_room(qapp: QApplication):
    assert qapp is not None
    assert LegendStrip(8).heightForWidth(300) < 8
