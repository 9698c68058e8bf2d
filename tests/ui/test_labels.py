"""Labels for narrow places."""

import pytest
from PySide6.QtGui import QFontMetrics

from medaid_desktop.ui.views.labels import ElidedLabel


@pytest.mark.usefixtures("qapp")
def test_a_line_gives_way_within_its_edges():
    label = ElidedLabel()
    label.setContentsMargins(12, 4, 8, 4)
    label.set_whole("城镇职工长期护理保险政府补贴·阳谷县·2020")
    label.resize(label.sizeHint())
    assert label.text() == label.whole() and not label.toolTip()
    label.resize(label.width() - 3, label.height())
    label.grab()
    assert label.text().endswith("…") and label.toolTip() == label.whole()
    assert QFontMetrics(label.font()).horizontalAdvance(label.text()) <= label.width() - 20
