# pyright: reportUnknownMemberType=false
# Pillow declares some of its pictures only in part.
"""A scanned or photographed seal as a picture that can be laid over a sheet: only its ink, upright, square, nothing else.

The program never draws a seal; it takes away the paper around the one an office supplied.
"""

import io
import warnings
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFilter, ImageMath, ImageOps, ImageStat, UnidentifiedImageError

from medaid_desktop.errors import UserError

LARGEST_BYTES = 20_000_000
_MOST_PIXELS = 60_000_000
_LEAST_PX = 96
_SOFT_PX = 400
"""A seal of 42 mm wants 400 pixels to look as on paper (240 dots an inch)."""
_MOST_PX = 1_000
_CLEAR = 245
_PAPER, _INK = 48, 176
"""How much darker than the paper a pixel may be and still be paper, and how dark it is to be all ink; of 255."""
_SMALL = 96
_LEAST_RATIO, _MOST_IN_CORNERS = 0.92, 0.02
"""How far from a circle a seal may be: its sides one to the other, and the share of its ink outside of the circle."""


@dataclass(frozen=True, slots=True)
class SealImage:
    """A seal ready for use: `png` is square, with transparency; `pixels` its width; `notices` Chinese sentences on what may
    disturb (too coarse, not red, not round)."""

    png: bytes
    pixels: int
    notices: tuple[str, ...]


def seal_image(content: bytes) -> SealImage:
    """Makes a seal out of a PNG, JPEG, BMP or TIFF: its own transparency is kept, white or grey paper becomes transparent.

    Raises UserError where the content is no picture, too large, or shows nothing that could be a seal.
    """
    picture = _opened(content)
    is_clear = _has_transparency(picture)
    if is_clear and _is_mostly_paper(picture):  # the paper around it was cut away, that within it was not
        sheet = Image.new("RGBA", picture.size, "white")
        picture, is_clear = Image.alpha_composite(sheet, picture), False
    cut = picture if is_clear else _without_paper(picture.convert("RGB"))
    box = cut.getchannel("A").point(_ABOVE_HALF).getbbox()
    if box is None:
        raise UserError("图片里没有找到印章", "", "请换一张盖在白纸上的印章扫描件，四周留白")
    seal = cut.crop(box)
    square = _square(seal)
    if square.width < _LEAST_PX:
        raise UserError(
            "印章图片太小", f"印章只有 {square.width} 像素宽", f"请用 300 dpi 以上重新扫描（至少 {_LEAST_PX} 像素）"
        )
    notices: list[str] = []
    if square.width < _SOFT_PX:
        notices.append(f"印章只有 {square.width} 像素宽，打印出来会有些模糊，建议用 300 dpi 以上重新扫描")
    if not _is_red(square):
        notices.append("印章不是红色，请确认选对了图片")
    if not _is_round(seal):
        notices.append("图里的印章不是圆的：可能是方章、扫描变了形，或者旁边还有别的字迹，请裁去印章以外的部分")
    if square.width > _MOST_PX:
        square = square.resize((_MOST_PX, _MOST_PX), Image.Resampling.LANCZOS)
    file = io.BytesIO()
    square.save(file, "PNG", optimize=True)
    return SealImage(file.getvalue(), square.width, tuple(notices))


def _opened(content: bytes) -> Image.Image:
    if len(content) > LARGEST_BYTES:
        raise UserError("图片太大", f"{len(content) // 1_000_000} MB", "请裁去印章以外的部分，或缩小后再用")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(content), formats=("PNG", "JPEG", "BMP", "TIFF"))
            if picture.width * picture.height > _MOST_PIXELS:
                raise UserError("图片太大", f"{picture.width} × {picture.height} 像素", "请裁去印章以外的部分再用")
            upright = ImageOps.exif_transpose(picture)
            return (upright.point(_in_eight_bits, "L") if upright.mode.startswith("I") else upright).convert("RGBA")
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise UserError("图片太大", "像素太多", "请裁去印章以外的部分再用") from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise UserError("不是可以使用的图片", "", "请选 PNG 或 JPG 格式的印章扫描件") from error


def _in_eight_bits(level: Image.ImagePointTransform) -> Image.ImagePointTransform:
    """Greys of sixteen bits as greys of eight: Pillow would take all but the darkest for white."""
    return level * (1 / 257)


def _has_transparency(picture: Image.Image) -> bool:
    low, _ = picture.getchannel("A").getextrema()
    return isinstance(low, int | float) and low < _CLEAR


def _without_paper(picture: Image.Image) -> Image.Image:
    """The ink alone, in its own mean colour; how dark a pixel is against the paper around it says how much ink it bears."""
    paper = _paper(picture)
    bands = [
        ImageMath.lambda_eval(lambda at: at["convert"](at["min"](at["a"] * 255 / at["max"](at["b"], 1), 255), "L"), a=one, b=other)
        for one, other in zip(picture.split(), paper.split(), strict=True)
    ]  # fmt: skip
    darkest = ImageMath.lambda_eval(
        lambda at: at["convert"](at["min"](at["min"](at["r"], at["g"]), at["b"]), "L"),
        r=bands[0],
        g=bands[1],
        b=bands[2],
    )
    alpha = darkest.point(_INK_OF).filter(ImageFilter.MedianFilter(3))
    ink = _mean_colour(Image.merge("RGB", bands), alpha)
    cut = Image.new("RGBA", picture.size, (*ink, 0))
    cut.putalpha(alpha)
    return cut


def _paper(picture: Image.Image) -> Image.Image:
    """What the paper would look like without the seal: the light parts of a small copy, spread over the dark ones."""
    small = picture.resize((_SMALL, _SMALL), Image.Resampling.BOX)
    for _ in range(3):
        small = small.filter(ImageFilter.MaxFilter(9))
    return small.filter(ImageFilter.GaussianBlur(6)).resize(picture.size, Image.Resampling.BICUBIC)


def _table(value: Callable[[int], int]) -> list[int]:
    return [value(level) for level in range(256)]


_ABOVE_HALF = _table(lambda alpha: 255 if alpha > 127 else 0)
_IS_LIGHT = _table(lambda light: 255 if light > 225 else 0)
_INVERTED = _table(lambda level: 255 - level)
_INK_OF = _table(lambda darkest: max(0, min(255, (255 - darkest - _PAPER) * 255 // (_INK - _PAPER))))


def _mean_colour(picture: Image.Image, alpha: Image.Image) -> tuple[int, int, int]:
    mask = alpha.point(_ABOVE_HALF)
    if mask.getbbox() is None:
        return (0, 0, 0)
    red, green, blue = ImageStat.Stat(picture, mask).mean
    return round(red), round(green), round(blue)


def _is_red(picture: Image.Image) -> bool:
    red, green, blue = _mean_colour(picture.convert("RGB"), picture.getchannel("A"))
    return red > 100 and red > 1.5 * max(green, blue)


def _is_mostly_paper(picture: Image.Image) -> bool:
    """Whether most of what is not transparent is as light as paper, which would cover what a seal lies over."""
    solid = picture.getchannel("A").point(_ABOVE_HALF)
    light = ImageMath.lambda_eval(
        lambda at: at["convert"](at["min"](at["l"], at["a"]), "L"), l=picture.convert("L").point(_IS_LIGHT), a=solid
    )
    return ImageStat.Stat(light).sum[0] > 0.4 * max(1.0, ImageStat.Stat(solid).sum[0])


def _is_round(seal: Image.Image) -> bool:
    """Whether a seal is as wide as high and leaves the corners of its place free, as a circle does."""
    wide, high = seal.size
    if not _LEAST_RATIO <= wide / high <= 1 / _LEAST_RATIO:
        return False
    alpha = seal.getchannel("A").resize((_SMALL, _SMALL), Image.Resampling.BOX)
    inside = Image.new("L", alpha.size, 0)
    ImageDraw.Draw(inside).ellipse(
        (-2, -2, _SMALL + 1, _SMALL + 1), fill=255
    )  # a little larger: scans are not so exact
    ink = ImageStat.Stat(alpha).sum[0]
    corners = ImageStat.Stat(alpha, inside.point(_INVERTED)).sum[0]
    return corners < _MOST_IN_CORNERS * max(1.0, ink)


def _square(picture: Image.Image) -> Image.Image:
    side = max(picture.size)
    square = Image.new("RGBA", (side, side), (255, 255, 255, 0))
    square.paste(picture, ((side - picture.width) // 2, (side - picture.height) // 2))
    return square
