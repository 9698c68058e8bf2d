"""Round marks that stand for seals, and are nobody's."""

import io

from PIL import Image, ImageDraw


def round_mark(colour: str = "red", pixels: int = 240) -> bytes:
    """A ring on nothing, as a PNG."""
    image = Image.new("RGBA", (pixels, pixels), (0, 0, 0, 0))
    ImageDraw.Draw(image).ellipse((4, 4, pixels - 5, pixels - 5), outline=colour, width=pixels // 20)
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()
