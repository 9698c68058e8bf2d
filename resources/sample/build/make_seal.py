"""Draws the seal of the sample ledger, resources/sample/seal.png: a ring and the words 样章, like nothing official.

    python resources/sample/build/make_seal.py

No star, no office, no number: nobody can take it for a real one. Offices supply their own.
"""

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

ROOT = Path(__file__).resolve().parents[2]
SIZE, OVER = 600, 4
RED = (200, 30, 40, 255)


def main() -> None:
    """Writes the picture, drawn four times as large and made smaller for smooth edges."""
    side = SIZE * OVER
    picture = Image.new("RGBA", (side, side), (*RED[:3], 0))
    draw = ImageDraw.Draw(picture)
    width = 18 * OVER
    draw.ellipse((0, 0, side - 1, side - 1), outline=RED, width=width)
    _text(draw, "样章", 170 * OVER, side * 0.29)  # name and date are printed a little below the middle
    _text(draw, "仅供试用", 56 * OVER, side * 0.82)
    ink = Image.new("RGBA", (SIZE, SIZE), RED)
    ink.putalpha(picture.getchannel("A").resize((SIZE, SIZE), Image.Resampling.LANCZOS))
    ink.save(ROOT / "sample" / "seal.png", optimize=True)


def _text(draw: ImageDraw.ImageDraw, words: str, size: int, middle: float) -> None:
    font = ImageFont.truetype(str(ROOT / "fonts" / "MedAidSong-Bold.ttf"), size)
    draw.text((SIZE * OVER / 2, middle), words, font=font, fill=RED, anchor="mm")


if __name__ == "__main__":
    main()
