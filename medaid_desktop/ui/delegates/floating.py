"""Where a list or calendar stands that belongs to a cell: under it, or over it where there is no room."""

from PySide6.QtCore import QRect, QSize

_LEAST = 48
"""Less room than this below a cell is none."""


def beside(cell: QRect, size: QSize, room: QRect) -> QRect:
    """The rectangle of a panel of that size at a cell, inside the room; cut in height only where neither side has enough."""
    width = min(size.width(), room.width())
    left = max(room.left(), min(cell.left(), room.right() + 1 - width))
    under, over = room.bottom() - cell.bottom(), cell.top() - room.top()
    if size.height() <= under or under >= over:
        return QRect(left, cell.bottom() + 1, width, min(size.height(), max(_LEAST, under)))
    height = min(size.height(), max(_LEAST, over))
    return QRect(left, cell.top() - height, width, height)
