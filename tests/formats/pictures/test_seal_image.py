"""Seals out of scans and photographs; the seal of the tests says 样章 by being nothing but a ring and a bar."""

import io

import pytest
from PIL import Image, ImageDraw

from medaid_desktop.errors import UserError
from medaid_desktop.formats.pictures.seal_image import seal_image

RED = (205, 30, 40)


def _scan(
    size: int = 900, paper: tuple[int, int, int] = (255, 255, 255), diameter: int = 500, ink: tuple[int, int, int] = RED
) -> Image.Image:
    picture = Image.new("RGB", (size, size), paper)
    draw = ImageDraw.Draw(picture)
    start = (size - diameter) // 2
    draw.ellipse((start, start, start + diameter, start + diameter), outline=ink, width=18)
    inset = diameter // 4
    draw.rectangle((start + inset, size // 2 - 20, start + diameter - inset, size // 2 + 20), fill=ink)
    return picture


def _bytes(picture: Image.Image, kind: str = "PNG") -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, quality=80)
    return file.getvalue()


def _result(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(seal_image(content).png))


def _looks_like_a_ring(picture: Image.Image, near: int) -> None:
    alpha = picture.getchannel("A")
    assert picture.width == picture.height and abs(picture.width - near) <= 6
    middle = picture.width // 2
    assert alpha.getpixel((middle, 8)) > 200  # the ring
    assert alpha.getpixel((middle, middle)) > 200  # the bar
    assert alpha.getpixel((middle, middle // 2)) == 0  # paper between them
    assert alpha.getpixel((2, 2)) == 0  # paper outside
    red, green, blue, _ = picture.getpixel((middle, middle))
    assert red > 150 and green < 90 and blue < 90


def test_a_scan_on_white_paper() -> None:
    _looks_like_a_ring(_result(_bytes(_scan())), 501)


def test_a_photograph_on_grey_paper_with_a_shadow() -> None:
    shadow = Image.linear_gradient("L").resize((900, 900)).point(lambda light: 150 + light * 90 // 255)
    picture = Image.composite(_scan(), Image.new("RGB", (900, 900)), shadow)
    _looks_like_a_ring(_result(_bytes(picture, "JPEG")), 501)


def test_transparency_is_kept_as_it_is() -> None:
    picture = _scan().convert("RGBA")
    picture.putalpha(picture.getchannel("G").point(lambda light: 0 if light > 200 else 255))
    _looks_like_a_ring(_result(_bytes(picture)), 501)


def test_large_scans_are_made_smaller_and_coarse_ones_are_told() -> None:
    assert seal_image(_bytes(_scan(3000, diameter=2400))).pixels == 1000
    coarse = seal_image(_bytes(_scan(500, diameter=300)))
    assert coarse.notices and "300 dpi" in coarse.notices[0]
    assert seal_image(_bytes(_scan())).notices == ()


def test_a_seal_that_is_not_red_is_told() -> None:
    assert seal_image(_bytes(_scan(ink=(20, 20, 20)))).notices == ("印章不是红色，请确认选对了图片",)


def test_a_seal_that_is_not_round_is_told() -> None:
    square = Image.new("RGB", (900, 900), "white")
    ImageDraw.Draw(square).rectangle((200, 200, 700, 700), outline=RED, width=20)
    flat = _scan().resize((900, 700))
    page = _scan()
    ImageDraw.Draw(page).text((700, 720), "2020", fill=RED, font_size=60)
    for picture in (square, flat, page):
        assert any("不是圆的" in notice for notice in seal_image(_bytes(picture)).notices)


def test_white_within_a_cut_out_seal_becomes_transparent_too() -> None:
    picture = _scan().convert("RGBA")
    mask = Image.new("L", picture.size, 0)
    ImageDraw.Draw(mask).ellipse((200, 200, 700, 700), fill=255)
    picture.putalpha(mask)
    _looks_like_a_ring(_result(_bytes(picture)), 501)


def test_greys_of_sixteen_bits_are_greys() -> None:
    grey = _scan().convert("L")
    deep = Image.frombytes("I;16", grey.size, b"".join(bytes((level, level)) for level in grey.tobytes()))
    assert seal_image(_bytes(deep)).pixels == seal_image(_bytes(grey)).pixels


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "不是可以使用的图片"),
        (b"%PDF-1.7", "不是可以使用的图片"),
        (_bytes(_scan())[:400], "不是可以使用的图片"),
        (_bytes(Image.new("RGB", (900, 900), (255, 255, 255))), "没有找到印章"),
        (_bytes(_scan(300, diameter=80)), "印章图片太小"),
        (b"x" * 20_000_001, "图片太大"),
        (_bytes(Image.new("1", (20_000, 20_000), 1)), "图片太大"),
    ],
)
def test_what_cannot_be_a_seal(content: bytes, what: str) -> None:
    with pytest.raises(UserError, match=what):
        seal_image(content)
