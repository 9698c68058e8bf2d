"""What was done to a page, in sentences: which cell says what instead of what, and what was laid over, taken off or drawn."""

from collections.abc import Callable, Iterable, Sequence

from medaid_desktop.formats.pdf.reading.comparing import Laid, Unlike, laid
from medaid_desktop.formats.pdf.reading.page import Annotation, Character, Picture, Place, ReadPage
from medaid_desktop.operations.verifying.places import Box, Named, Places, box_of, in_reading_order
from medaid_desktop.operations.verifying.verdict import Fault

_MARGIN = Named("页边空白处", "")
_MOST = 20
_CONTEXT = 6
_NEAR_MM = 3.5
_MOST_OF = 0.85
_SCANNED = "整页是一幅图片，可能是扫描件或被图片盖住；画面无法逐点核对，请输入页脚的校验码，再对照台账"


def page_faults(
    differing: Unlike, places: Places, page: int, number: int, found: ReadPage, made: ReadPage
) -> list[Fault]:
    """The faults of a page: `page` is its place in the sheet (from 0), `number` that in the document (from 1)."""
    boxes = places.boxes(page)
    if any(_fills(one, found) for one in differing.pictures):
        return [Fault(number, _SCANNED), *_laid_over(differing.annotations, boxes, number)]
    lies = laid(found, made)
    if lies is not None and not lies.is_in_place:
        return [_laid_otherwise(lies, number), *_laid_over(differing.annotations, boxes, number)]
    faults: list[Fault] = []
    if differing.other_paper:
        faults.append(Fault(number, "纸张大小或方向与打印时不同，页面可能被裁切或替换"))
    told = set[Named]()
    for one in _laid_over([*differing.annotations, *differing.pictures], boxes, number):
        faults.append(one)
        told.add(Named(one.where, one.path))
    for spot in differing.seals:
        title = places.step_title(spot.step)
        faults.append(Fault(number, f"“{title}”栏打印时盖的印章不见了，或被移动、换了大小", f"“{title}”栏"))
    for spot in differing.exchanged:
        title = places.step_title(spot.step)
        faults.append(Fault(number, f"“{title}”栏的印章图像与打印时不同", f"“{title}”栏"))
    texts, changed = _texts(differing, boxes, number, found, made)
    faults += texts
    faults += _looks(differing.places, [*differing.extra, *differing.missing], told | changed, boxes, number)
    if len(faults) > _MOST:
        rest = len(faults) - _MOST
        faults = [*faults[:_MOST], Fault(number, f"另有 {rest} 处不同")]
    return faults


def _fills(picture: Picture, page: ReadPage) -> bool:
    return picture.width >= _MOST_OF * page.width and picture.height >= _MOST_OF * page.height


def _laid_otherwise(lies: Laid, number: int) -> Fault:
    """A page that another program printed anew: it says the same, in another size or place."""
    what = f"整页被缩放到约 {lies.scale:.1%}" if lies.is_resized else "整页被移动过"
    said = f"{what}，可能由别的程序重新打印成 PDF；文字逐字一致，但画面无法逐点核对，请改用原来的文件，或对照台账"
    return Fault(number, said)


def _laid_over(found: Iterable[Annotation | Picture], boxes: Sequence[Box], number: int) -> list[Fault]:
    """What stands on a page and was not printed there."""
    faults: list[Fault] = []
    for one in found:
        named = _at(boxes, one.x + one.width / 2, one.y + one.height / 2)
        what = f"加了{one.kind}" if isinstance(one, Annotation) else "多出一幅图片，或一枚没有打印过的印章"
        faults.append(Fault(number, f"{named.words}{what}", named.words, named.path))
    return faults


def _texts(
    differing: Unlike, boxes: Sequence[Box], number: int, found: ReadPage, made: ReadPage
) -> tuple[list[Fault], set[Named]]:
    """The places whose characters differ, and those that have been told of."""
    if not (differing.extra or differing.missing):
        return [], set()
    concerned = {box_of(boxes, one) for one in (*differing.extra, *differing.missing)}
    one_side, other_side = _by_box(boxes, found.characters()), _by_box(boxes, made.characters())
    order = sorted((box for box in concerned if box is not None), key=lambda box: box.number)
    faults = [_text_fault(box.named, one_side.get(box, ()), other_side.get(box, ()), number) for box in order]
    if None in concerned:
        faults.append(_text_fault(_MARGIN, one_side.get(None, ()), other_side.get(None, ()), number))
    return _once(faults), {box.named if box else _MARGIN for box in concerned}


def _text_fault(named: Named, found: Iterable[Character], made: Iterable[Character], number: int) -> Fault:
    sheet, printed = in_reading_order(found), in_reading_order(made)
    if sheet == printed:
        return Fault(
            number, f"{named.words}的文字没有变，但被移动过或改了大小", named.words, named.path, sheet, printed
        )
    shown, expected = _differing_part(sheet, printed)
    said = f"{named.words}：表上是 {_quoted(shown)}，打印时是 {_quoted(expected)}"
    return Fault(number, said, named.words, named.path, shown, expected)


def _looks(
    places: Sequence[Place], characters: Sequence[Character], told: set[Named], boxes: Sequence[Box], number: int
) -> list[Fault]:
    """The places that look different although their characters are the same."""
    faults: list[Fault] = []
    for place in places:
        if any(_is_near(place, one) for one in characters):
            continue
        named = _at(boxes, place.x + place.width / 2, place.y + place.height / 2)
        if named not in told:
            said = f"{named.words}的画面与打印时不同，文字却没有变：可能被遮盖、涂改，或画上了别的内容"
            faults.append(Fault(number, said, named.words, named.path))
    return _once(faults)


def _is_near(place: Place, one: Character) -> bool:
    return (
        place.x - _NEAR_MM <= one.x <= place.x + place.width + _NEAR_MM
        and place.y - _NEAR_MM <= one.y <= place.y + place.height + _NEAR_MM
    )


def _at(boxes: Sequence[Box], x: float, y: float) -> Named:
    return next((box.named for box in boxes if box.holds(x, y)), _MARGIN)


def _by_box(boxes: Sequence[Box], characters: Iterable[Character]) -> dict[Box | None, list[Character]]:
    found: dict[Box | None, list[Character]] = {}
    for one in characters:
        found.setdefault(box_of(boxes, one), []).append(one)
    return found


def _once(faults: Iterable[Fault]) -> list[Fault]:
    return list(dict.fromkeys(faults))


def _differing_part(one: str, other: str) -> tuple[str, str]:
    """What two texts differ in, with some characters around it."""
    shortest = min(len(one), len(other))
    same: Callable[[Iterable[tuple[str, str]]], int] = lambda pairs: next(  # noqa: E731
        (count for count, (a, b) in enumerate(pairs) if a != b), shortest
    )
    before = same(zip(one, other, strict=False))
    behind = min(same(zip(reversed(one), reversed(other), strict=False)), shortest - before)
    start, end = max(before - _CONTEXT, 0), max(behind - _CONTEXT, 0)
    return _cut(one, start, end), _cut(other, start, end)


def _cut(text: str, start: int, end: int) -> str:
    middle = text[start : len(text) - end]
    return f"{'…' if start else ''}{middle}{'…' if end else ''}" if middle else ""


def _quoted(text: str) -> str:
    return f"“{text}”" if text else "空白"
