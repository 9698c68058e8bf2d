"""Pictures of a page compared: edges may be rounded otherwise, strokes may not come or go."""

import pytest
from PIL import Image, ImageDraw, ImageFilter

from medaid_desktop.formats.pdf.reading.likeness import differing
from medaid_desktop.formats.pdf.reading.page import Grey

SIZE, WIDTH_MM = (600, 800), 76.2


def page(*strokes: tuple[int, int, int, int], ink: int = 0) -> Image.Image:
    image = Image.new("L", SIZE, 255)
    drawn = ImageDraw.Draw(image)
    drawn.line((50, 100, 550, 100), fill=0, width=2)
    for stroke in strokes:
        drawn.rectangle(stroke, fill=ink)
    return image


def grey(image: Image.Image) -> Grey:
    return Grey(*image.size, image.tobytes())


def apart(one: Image.Image, other: Image.Image) -> int:
    return len(differing(grey(one), grey(other), WIDTH_MM))


def test_the_same_and_the_rounded_are_alike() -> None:
    plain = page((100, 200, 104, 260))
    assert apart(plain, plain.copy()) == 0
    soft = plain.filter(ImageFilter.GaussianBlur(0.4))
    assert apart(soft, plain) == 0
    moved = Image.new("L", SIZE, 255)
    moved.paste(plain, (1, 0))
    assert apart(moved, plain) == 0


@pytest.mark.parametrize("ink", [0, 128, 240])
def test_what_came_or_went_is_found_where_it_stands(ink: int) -> None:
    mark = (300, 400, 303, 403)
    for one, other in ((page(mark, ink=ink), page()), (page(), page(mark, ink=ink))):
        [place] = differing(grey(one), grey(other), WIDTH_MM)
        x, y = 301 * WIDTH_MM / SIZE[0], 401 * WIDTH_MM / SIZE[0]
        assert place.x <= x <= place.x + place.width and place.y <= y <= place.y + place.height
        assert place.width < 10


def test_a_thin_rule_that_was_wiped_out_is_found() -> None:
    assert apart(Image.new("L", SIZE, 255), page()) == 1


def test_two_places_are_two_and_other_sizes_are_all_other() -> None:
    assert apart(page((100, 300, 110, 310), (400, 600, 410, 610)), page()) == 2
    assert len(differing(Grey(1, 1, b"\0"), grey(page()), WIDTH_MM)) == 1
    assert differing(None, None, WIDTH_MM) == []
    assert len(differing(None, grey(page()), WIDTH_MM)) == 1
