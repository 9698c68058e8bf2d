"""A form written as text (tests/recognition/templates/paper.py) as a blank workbook or letter, filled in and read again."""

import io
import re
from collections.abc import Mapping, Sequence
from functools import cache

from docx import Document as Letter

from medaid_desktop.core.definitions.form_reader import read_form_json
from medaid_desktop.core.filing import Filing
from medaid_desktop.core.templates.filling.filling import fill
from medaid_desktop.core.templates.making.form_making import form_data, form_json
from medaid_desktop.core.templates.map_json import map_from_json, map_to_json
from medaid_desktop.core.templates.stored import StoredTemplate
from medaid_desktop.formats.documents import document_of
from medaid_desktop.formats.excel.filling.template_filling import TemplateFiller
from medaid_desktop.formats.looks import looks_of
from medaid_desktop.formats.word.templates.template_filling import TemplateFiller as LetterFiller
from medaid_desktop.operations.reading import knowledge
from medaid_desktop.recognition.recognise import recognise
from medaid_desktop.recognition.templates.drawing.drawing import draw
from medaid_desktop.store.forms.form_library import FormLibrary
from medaid_desktop.store.shipped.regions import load_regions
from tests.core.templates.books import workbook

KINDS = ("xlsx", "docx")
Rows = Sequence[Mapping[str, str]]


def letter(text: str) -> bytes:
    """The same form in a letter: lines before and behind the table are paragraphs."""
    lines = [line.strip() for line in text.strip("\n").splitlines()]
    body = [[_NOTE.sub("", part).strip(" ") for part in line.split("|")] for line in lines if not line.startswith("~")]
    first = next(at for at, line in enumerate(lines) if not line.startswith("~"))
    document = Letter()
    for line in lines[:first]:
        document.add_paragraph(_words(line))
    table = document.add_table(len(body), len(body[0]))
    for at, row in enumerate(body):
        for col, part in enumerate(row):
            if part in ("<", "^"):
                continue
            right, below = col, at
            while right + 1 < len(row) and row[right + 1] == "<":
                right += 1
            while below + 1 < len(body) and body[below + 1][col] == "^":
                below += 1
            cell = table.cell(at, col)
            (cell if (right, below) == (col, at) else cell.merge(table.cell(below, right))).text = _words(part)
    for line in lines[first:]:
        if line.startswith("~"):
            document.add_paragraph(_words(line))
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


_NOTE = re.compile(r"\{[^}]*\}")


def _words(text: str) -> str:
    texts = (part.strip(" ") for part in text.removeprefix("~").split("|"))
    return "　　".join(part for part in texts if part not in ("", "<")).replace("\\n", "\n").replace("␣", " ")


class Blank:
    """A blank form with what the program makes of it."""

    def __init__(self, text: str, kind: str) -> None:
        self.kind = kind
        self.content = workbook(text) if kind == "xlsx" else letter(text)
        document = document_of(self.content, f"样表.{kind}")
        looks = looks_of(self.content, document)
        (drawn,) = draw(document, looks, knowledge(_forms(), load_regions()))
        self.map = map_from_json(map_to_json(drawn))
        definition = form_json(
            form_data(drawn, document.grids[drawn.grid], looks[drawn.grid], "custom:表", "1", _forms().get(drawn.base))
        )
        self.form = read_form_json(definition, "表")
        self.stored = StoredTemplate("custom:表", "1", definition, self.map, "样表", kind, "0")

    def started(self) -> Filing:
        """A new filing, with what the form begins with."""
        rows = {name: [dict(row) for row in rows] for name, rows in self.form.start.tables.items()}
        return Filing("custom:表", 2024, values=dict(self.form.start.values), tables=rows)

    def filled(self, filing: Filing) -> tuple[bytes, tuple[str, ...]]:
        """The document with a filing, and what is said of it."""
        filler = TemplateFiller(self.content, self.map) if self.kind == "xlsx" else LetterFiller(self.content, self.map)
        filled = fill(self.map, self.form, filing)
        content, notices = filler.filled(filled)
        return content, (*filled.notices, *notices)

    def read(self, content: bytes) -> Filing:
        """What a filled copy holds."""
        known = knowledge(_forms(), load_regions(), None, None, [self.stored])
        (one,) = recognise(document_of(content, f"填好.{self.kind}"), known)
        assert one.form == "custom:表"
        return one.filing

    def comes_back(self, filing: Filing) -> bool:
        """Whether a filing is the same after writing and reading."""
        return said(self.read(self.filled(filing)[0])) == said(filing)


def said(filing: Filing) -> tuple[dict[str, str], dict[str, list[dict[str, str]]]]:
    """Values and rows without blanks."""
    tables = {
        name: [{n: t for n, t in row.items() if t} for row in rows] for name, rows in filing.tables.items() if rows
    }
    return {name: text for name, text in filing.values.items() if text}, tables


@cache
def blank(text: str, kind: str) -> Blank:
    """A form, made once."""
    return Blank(text, kind)


@cache
def _forms():
    return {form.id: form for form in FormLibrary()}
