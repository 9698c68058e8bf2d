"""What a workbook of ours carries of its sheets unseen, in hidden names that Office keeps."""

from collections import defaultdict
from collections.abc import Mapping
from xml.etree.ElementTree import Element

from medaid_desktop.formats.safe_xml import integer

CARRIED = "_medaid_"
"""How these names begin; the number of the piece stands behind."""
_MOST = 20_000


def carried_texts(workbook: Element) -> Mapping[int, str]:
    """The carried text of each sheet that has one, by its number among the sheets of the workbook."""
    pieces: defaultdict[int, dict[int, str]] = defaultdict(dict)
    for number, element in enumerate(workbook.iterfind("x|definedNames/x|definedName")):
        name = element.get("name", "")
        if number >= _MOST:
            break
        if name.startswith(CARRIED):
            at, sheet = integer(name.removeprefix(CARRIED), -1), integer(element.get("localSheetId"), -1)
            pieces[sheet][at] = (element.text or "").strip().strip('"')
    return {sheet: "".join(text for _, text in sorted(found.items())) for sheet, found in pieces.items()}
