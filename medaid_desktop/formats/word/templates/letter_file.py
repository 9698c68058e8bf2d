"""A letter opened to be written in: its parts, and its body with where each element lies."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from xml.etree.ElementTree import Element

from medaid_desktop.formats.archive import Archive
from medaid_desktop.formats.guard import DamagedError, Watch
from medaid_desktop.formats.relations import Relation, main_part, part_of_kind, relations
from medaid_desktop.formats.safe_xml import tree
from medaid_desktop.formats.word.letter import LetterReader, LetterTable, settle_controls
from medaid_desktop.formats.word.names import PREFIXES
from medaid_desktop.formats.word.numbering import Numbering
from medaid_desktop.formats.word.paragraphs import Paragraph, ParagraphReader
from medaid_desktop.formats.word.styles import Styles
from medaid_desktop.formats.word.templates.located import Located, Splice, spliced
from medaid_desktop.formats.zip_copy import ZipCopy


class _Noting(ParagraphReader):
    """Remembers the automatic number of each paragraph."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        super().__init__(styles, numbering)
        self.numbers: dict[Element, str] = {}

    def read(self, element: Element) -> Paragraph:
        paragraph = super().read(element)
        if paragraph.number:
            self.numbers[element] = paragraph.number
        return paragraph


@dataclass(frozen=True, slots=True)
class LetterSource:
    """What a letter's body is read with, and the file it lies in; the same for all that is made of it."""

    package: ZipCopy
    main: str
    styles: Styles
    styles_root: Element | None
    numbering: Element | None
    settings: Element | None
    theme: Element | None

    @classmethod
    def opened(cls, content: bytes) -> "LetterSource":
        """Raises DamagedError where it is no letter, UserError where it is too large."""
        watch = Watch()
        archive = Archive(content, watch)
        main = main_part(archive, watch)
        package = ZipCopy(content)
        name = next(
            (each for each in package.names if each.replace("\\", "/").lstrip("/").lower() == main.lower()), None
        )
        if name is None:
            raise DamagedError(f"no member {main}")
        found = relations(archive, main, watch)
        roots = {kind: _root(archive, found, kind, watch) for kind in ("styles", "numbering", "settings", "theme")}
        styles = roots["styles"]
        return cls(package, name, Styles(styles), styles, roots["numbering"], roots["settings"], roots["theme"])

    @property
    def document(self) -> bytes:
        """The main part as it lies there."""
        return self.package.read(self.main)

    def with_document(self, document: bytes) -> bytes:
        """The file with another main part, all else kept to the byte."""
        return self.package.with_parts({self.main: document})


def _root(archive: Archive, found: Mapping[str, Relation], kind: str, watch: Watch) -> Element | None:
    part = part_of_kind(found, kind, archive)
    return None if part is None else tree(archive.pieces(part), PREFIXES, watch)


class LetterBody:
    """The body of a letter, as its reader sees it: `tables` are the grids of the document, `below` is behind the last."""

    def __init__(self, source: LetterSource, document: bytes) -> None:
        """Raises DamagedError where the part is broken."""
        watch = Watch()
        self.source = source
        self.located = Located(document, watch)
        body = self.located.root.find("w|body")
        if body is None:
            raise DamagedError("no body")
        self.body = body
        settle_controls(body)
        paragraphs = _Noting(source.styles, Numbering(source.numbering))
        reader = LetterReader(paragraphs, watch)
        reader.read(body)
        self.tables: list[LetterTable] = reader.tables
        self.below = reader.below
        self.numbers: Mapping[Element, str] = paragraphs.numbers

    @cached_property
    def prefix(self) -> bytes:
        """The prefix of this part's own names, with its colon."""
        name = self.located.name(self.located.root)
        if b":" not in name:
            raise DamagedError("names without a prefix")
        return name.partition(b":")[0] + b":"

    def spliced(self, splices: Iterable[Splice]) -> bytes:
        """The part with places written anew; a text box that is there twice, for old programs too, is changed in both."""
        found = list(splices)
        for new, old in self._twins:
            span, other = self.located.span(new), self.located.span(old)
            inside = [each for each in found if span.open_end <= each[0] and each[1] <= span.close]
            if inside:
                found.append(
                    (other.open_end, other.close, spliced(self.located.data, inside, span.open_end, span.close))
                )
        return spliced(self.located.data, found)

    @cached_property
    def _twins(self) -> list[tuple[Element, Element]]:
        """Text boxes with the same content in the choice that is read and in the one that older programs read."""
        pairs: list[tuple[Element, Element]] = []
        for element in self.body.iter("mc|AlternateContent"):
            boxes = [list(choice.iter("w|txbxContent")) for choice in element]
            boxes = [held for held in boxes if held]
            for other in boxes[1:]:
                pairs += [
                    (one, two)
                    for one, two in zip(boxes[0], other, strict=False)
                    if self.located.inner(one) == self.located.inner(two)
                ]
        return pairs
