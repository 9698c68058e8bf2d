"""Makes the icon of the Windows program, resources/icons/app/medaid.ico, out of the SVG beside it.

    python resources/icons/build/make_ico.py

Each size is drawn from the SVG itself, not shrunk, and stored as PNG, which Windows reads since Vista.
"""

import os
import struct
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF
from PySide6.QtGui import QColor, QGuiApplication, QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgRenderer

APP = Path(__file__).resolve().parents[1] / "app"
SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
_HEAD, _ENTRY = "<HHH", "<BBBBHHII"


def drawn(renderer: QSvgRenderer, side: int) -> bytes:
    """The icon at a size, as PNG."""
    image = QImage(side, side, QImage.Format.Format_ARGB32)
    image.fill(QColor(0, 0, 0, 0))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


def ico(pictures: dict[int, bytes]) -> bytes:
    """An ICO file of PNG pictures by their side in pixels; 0 stands for 256."""
    offset = struct.calcsize(_HEAD) + len(pictures) * struct.calcsize(_ENTRY)
    head, body = [struct.pack(_HEAD, 0, 1, len(pictures))], list[bytes]()
    for side, picture in pictures.items():
        head.append(struct.pack(_ENTRY, side % 256, side % 256, 0, 0, 1, 32, len(picture), offset))
        body.append(picture)
        offset += len(picture)
    return b"".join(head + body)


def main() -> None:
    """Writes the file."""
    app = QGuiApplication([])
    renderer = QSvgRenderer(QByteArray((APP / "medaid.svg").read_bytes()))
    (APP / "medaid.ico").write_bytes(ico({side: drawn(renderer, side) for side in SIZES}))
    app.quit()


if __name__ == "__main__":
    main()
