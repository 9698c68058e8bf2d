"""The bookmarks of a batch: groups, and under each its sheets."""

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFObjectReference, PDFString

from medaid_desktop.formats.pdf.document import StreamedDocument, name

Target = tuple[str, PDFObjectReference]
"""A title and the page it leads to."""


class Outline:
    """Collects bookmarks while pages are written. Sheets of one group stand together, in the order they came."""

    def __init__(self) -> None:
        self._groups: dict[str, list[Target]] = {}
        self._top: list[str | Target] = []

    def add(self, group: str, title: str, page: PDFObjectReference) -> None:
        """A bookmark; without a group it stands at the top."""
        if not group:
            self._top.append((title, page))
            return
        if group not in self._groups:
            self._groups[group] = []
            self._top.append(group)
        self._groups[group].append((title, page))

    def write(self, document: StreamedDocument) -> PDFObjectReference | None:
        """Writes the outline objects; None where there are no bookmarks."""
        if not self._top:
            return None
        root = document.reserve()
        places = [document.reserve() for _ in self._top]
        for number, item in enumerate(self._top):
            links = _links(places, number, root)
            if isinstance(item, str):
                self._write_group(document, places[number], item, links)
            else:
                _write_item(document, places[number], item, links)
        document.fill(root, PDFDictionary({
            "Type": name("Outlines"), "First": places[0], "Last": places[-1], "Count": len(places),
        }))  # fmt: skip
        return root

    def _write_group(
        self, document: StreamedDocument, place: PDFObjectReference, group: str, links: dict[str, object]
    ) -> None:
        targets = self._groups[group]
        places = [document.reserve() for _ in targets]
        for number, target in enumerate(targets):
            _write_item(document, places[number], target, _links(places, number, place))
        closed = {"First": places[0], "Last": places[-1], "Count": -len(places)}
        _write_item(document, place, (group, targets[0][1]), links | closed)


def _links(places: list[PDFObjectReference], number: int, parent: PDFObjectReference) -> dict[str, object]:
    links: dict[str, object] = {"Parent": parent}
    if number:
        links["Prev"] = places[number - 1]
    if number + 1 < len(places):
        links["Next"] = places[number + 1]
    return links


def _write_item(
    document: StreamedDocument, place: PDFObjectReference, target: Target, links: dict[str, object]
) -> None:
    title, page = target
    destination = PDFArray([page, name("Fit")])
    document.fill(place, PDFDictionary({"Title": PDFString(title), "Dest": destination, **links}))
