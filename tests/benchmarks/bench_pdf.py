"""Compares printing with drawing by hand, stock tables and typst, in one run: python -m tests.benchmarks.bench_pdf [N]

Every contender prints the same N two-page declarations (default 1 000) in a process of its own; making the sheets is not
counted, starting and importing neither. Peak memory is that of the whole process.
"""

import importlib
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import groupby, pairwise
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

from medaid_desktop import paths
from medaid_desktop.core.sheet import Cell, Sheet
from medaid_desktop.formats.pdf.content import PT_PER_MM
from medaid_desktop.formats.pdf.fonts import default_fonts
from medaid_desktop.formats.pdf.layout import Piece
from medaid_desktop.formats.pdf.paginate import lay_out
from medaid_desktop.formats.pdf.textblock import BASELINE_BELOW_MIDDLE, LEADING, LINE_BOX, MM_PER_PT, TextSetter
from medaid_desktop.formats.pdf.writer import PrintJob, write_pdf
from tests.benchmarks.declarations import COLUMNS_MM, declarations

LIMITS = {"raw reportlab": 1.0, "reportlab tables": 0.35, "typst": 1.0}
MEMORY_LIMIT_MB = 200
SIZE_PT = 10.5
FILES = {"song": "MedAidSong-Regular", "fangsong": "MedAidFang-Regular", "title": "MedAidSong-Bold"}
FAMILIES = {"song": "MedAid Song", "fangsong": "MedAid Fang", "title": "MedAid Song"}

Text = tuple[str, float, float, float, str]
"""Font, size, x, y (points) and a run of text."""
DrawnPage = tuple[list[tuple[float, float, float, float]], list[Text]]


class Stopwatch:
    """Passes sheets on and leaves out the time their making takes."""

    def __init__(self) -> None:
        self.making = 0.0

    def passing(self, count: int) -> Iterator[Sheet]:
        sheets = declarations(count)
        while True:
            start = time.perf_counter()
            sheet = next(sheets, None)
            self.making += time.perf_counter() - start
            if sheet is None:
                return
            yield sheet


def ours(count: int, target: Path) -> float:
    """The product's own writer."""
    watch = Stopwatch()
    start = time.perf_counter()
    write_pdf((PrintJob(sheet, False, sheet.title, "县") for sheet in watch.passing(count)), target)
    return time.perf_counter() - start - watch.making


def raw_reportlab(count: int, target: Path) -> float:
    """reportlab's canvas and stock TrueType fonts: the same lines of text and rules at places known beforehand."""
    setter = TextSetter(default_fonts())
    pages = [page for sheet in declarations(count) for page in _recorded(sheet, setter)]
    names = sorted({text[0] for _, texts in pages for text in texts})
    start = time.perf_counter()
    for name in names:
        pdfmetrics.registerFont(TTFont(name, str(paths.resource("fonts", f"{name}.ttf"))))
    canvas = Canvas(str(target), pagesize=(210 * PT_PER_MM, 297 * PT_PER_MM), pageCompression=1, invariant=1)
    for rules, texts in pages:
        canvas.setLineWidth(0.5)
        canvas.lines(rules)
        for name, size, x, y, text in texts:
            canvas.setFont(name, size)
            canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()
    return time.perf_counter() - start


def _recorded(sheet: Sheet, setter: TextSetter) -> Iterator[DrawnPage]:
    height = sheet.page.height_mm
    for page in lay_out(sheet, setter).pages:
        rules = [
            (x1 * PT_PER_MM, (height - y1) * PT_PER_MM, x2 * PT_PER_MM, (height - y2) * PT_PER_MM)
            for x1, y1, x2, y2 in page.rules
        ]
        yield rules, [text for piece in (*page.pieces, *page.foot) for text in _runs(piece, height)]


def _runs(piece: Piece, height: float) -> Iterator[Text]:
    block = piece.block
    em = block.size_pt * MM_PER_PT
    share = {"left": 0.0, "center": 0.5, "right": 1.0}[block.style.align]
    for number, (line, width) in enumerate(block.lines[piece.first : piece.behind]):
        x = piece.x + block.padding_mm + share * (block.inner_mm - width * em / 1000)
        y = height - piece.text_y - (LINE_BOX / 2 + BASELINE_BELOW_MIDDLE + number * LEADING) * em
        for place, characters in groupby(line, lambda character: block.font.foreign.get(character, 0)):
            run = "".join(characters)
            yield block.font.face(place)[0].name, block.size_pt, x * PT_PER_MM, y * PT_PER_MM, run
            x += sum(map(block.font.advances.__getitem__, run)) * em / 1000


def reportlab_tables(count: int, target: Path) -> float:
    """reportlab as its manual has it: a Table of Paragraphs; cut where our pages end, for it cannot cut spans."""
    setter = TextSetter(default_fonts())
    parts = [(sheet, part) for sheet in declarations(count) for part in _parts(sheet, setter)]
    start = time.perf_counter()
    for name in {*FILES.values(), "MedAidSigns-Regular"}:
        pdfmetrics.registerFont(TTFont(name, str(paths.resource("fonts", f"{name}.ttf"))))
    styles = {
        (role, align): ParagraphStyle(
            f"{role}-{align}", fontName=name, fontSize=SIZE_PT, leading=SIZE_PT * LEADING, wordWrap="CJK",
            alignment={"left": TA_LEFT, "center": TA_CENTER, "right": TA_RIGHT}[align],
        )
        for role, name in FILES.items() for align in ("left", "center", "right")
    }  # fmt: skip
    story: list[Flowable] = []
    for sheet, (first, behind) in parts:
        story += [_table(sheet, first, behind, styles), PageBreak()]
    document = SimpleDocTemplate(str(target), pagesize=(210 * PT_PER_MM, 297 * PT_PER_MM), leftMargin=18 * PT_PER_MM,
                                 rightMargin=18 * PT_PER_MM, topMargin=10, bottomMargin=10, invariant=1)  # fmt: skip
    document.build(story)
    return time.perf_counter() - start


def _parts(sheet: Sheet, setter: TextSetter) -> list[tuple[int, int]]:
    pages = lay_out(sheet, setter).pages
    first_rows = [min(sheet.cells[p.cell].row for p in page.pieces if p.first == 0 and p.behind
                      and sheet.cells[p.cell].rows == 1 and sheet.cells[p.cell].role == "field") for page in pages]  # fmt: skip
    starts = [0, *first_rows[1:], len(sheet.rows)]
    return list(pairwise(starts))


def _table(sheet: Sheet, first: int, behind: int, styles: dict[tuple[str, str], ParagraphStyle]) -> Table:
    data: list[list[object]] = [["" for _ in COLUMNS_MM] for _ in range(first, behind)]
    commands: list[tuple[object, ...]] = [
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("FONTNAME", (0, 0), (-1, -1), FILES["song"]),
    ]
    for cell in sheet.cells:
        top, bottom = max(cell.row, first) - first, min(cell.row + cell.rows, behind) - first - 1
        if bottom < top:
            continue
        corner = (cell.col + cell.cols - 1, bottom)
        data[top][cell.col] = _content(cell, styles)
        if corner != (cell.col, top):
            commands.append(("SPAN", (cell.col, top), corner))
        if cell.style.border:
            commands.append(("BOX", (cell.col, top), corner, 0.5, (0, 0, 0)))
    heights = [row.least_mm * PT_PER_MM if row.least_mm > 30 else None for row in sheet.rows[first:behind]]
    return Table(data, colWidths=[width * PT_PER_MM for width in COLUMNS_MM], rowHeights=heights, style=commands)


def _content(cell: Cell, styles: dict[tuple[str, str], ParagraphStyle]) -> object:
    style = styles[cell.style.font, cell.style.align]
    if cell.seal:
        return [Spacer(1, 16 * PT_PER_MM), Paragraph("<br/>".join(cell.seal.lines), style), Spacer(1, 12 * PT_PER_MM)]
    text = escape(cell.text).replace("\n", "<br/>")
    for sign in "☑☐":
        text = text.replace(sign, f'<font name="MedAidSigns-Regular">{sign}</font>')
    return Paragraph(text, style)


TYPST_TEMPLATE = """
#set page(width: 210mm, height: 297mm, margin: (left: 20mm, right: 20mm, top: 18mm, bottom: 20mm),
  footer: [#grid(columns: (1fr, 1fr, 1fr), [预算绩效目标申报表], align(center)[第 #context counter(page).display() 页], [])])
#set text(size: 10.5pt, lang: "zh", region: "cn")
#set par(leading: 0.45em)
#for sheet in json("sheets.json") {
  table(columns: (COLUMNS), inset: 1.2mm, stroke: none, align: horizon,
    ..sheet.map(c => table.cell(x: c.x, y: c.y, colspan: c.w, rowspan: c.h,
      stroke: if c.b { 0.5pt } else { none }, align: (if c.a == "center" { center } else if c.a == "right" { right } else { left }) + horizon,
      if c.s { box(height: 38mm, align(horizon, text(font: c.f, c.t))) } else { text(font: c.f, weight: c.g, size: c.z * 1pt, c.t) })))
  pagebreak(weak: true)
}
"""


def typst(count: int, target: Path) -> float:
    """typst: one document, all sheets as tables from one JSON file."""
    compiler = importlib.import_module("typst")
    folder = target.parent
    sheets = [[_typst_cell(cell) for cell in sheet.cells] for sheet in declarations(count)]
    (folder / "sheets.json").write_text(json.dumps(sheets, ensure_ascii=False), encoding="utf-8")
    columns = ", ".join(f"{width}mm" for width in COLUMNS_MM)
    source = folder / "sheets.typ"
    source.write_text(TYPST_TEMPLATE.replace("COLUMNS", columns), encoding="utf-8")
    start = time.perf_counter()
    compiler.compile(str(source), output=str(target), font_paths=[str(paths.resource("fonts"))])
    return time.perf_counter() - start


def _typst_cell(cell: Cell) -> dict[str, object]:
    text = "\n".join(cell.seal.lines) if cell.seal else cell.text
    weight = "bold" if cell.style.font == "title" else "regular"
    return {"x": cell.col, "y": cell.row, "w": cell.cols, "h": cell.rows, "b": bool(cell.style.border), "g": weight,
            "a": cell.style.align, "t": text, "s": bool(cell.seal), "z": cell.style.size_pt,
            "f": [FAMILIES[cell.style.font], "MedAid Song", "MedAid Signs"]}  # fmt: skip


CONTENDERS: dict[str, Callable[[int, Path], float]] = {
    "ours": ours, "raw reportlab": raw_reportlab, "reportlab tables": reportlab_tables, "typst": typst,
}  # fmt: skip


def child(name: str, count: int) -> None:
    """Runs one contender and prints seconds, peak memory and file size as JSON."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "out.pdf"
        seconds = CONTENDERS[name](count, target)
        print(json.dumps({"seconds": seconds, "memory": _peak_megabytes(), "size": target.stat().st_size / 1e6}))


def _peak_megabytes() -> float:
    """The most memory this process ever held; 0 on Windows, which does not tell it this way."""
    if sys.platform == "win32":
        return 0.0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(arguments: list[str]) -> int:
    """Runs every contender and prints the table; exit status 1 where a limit is broken."""
    if arguments[:1] == ["--child"]:
        child(arguments[1], int(arguments[2]))
        return 0
    count = int(arguments[0]) if arguments else 1000
    results: dict[str, dict[str, float]] = {}
    for name in CONTENDERS:
        command = [sys.executable, "-m", "tests.benchmarks.bench_pdf", "--child", name, str(count)]
        results[name] = json.loads(subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout)
    mine = results["ours"]
    good = mine["memory"] <= MEMORY_LIMIT_MB
    print(
        f"{count} two-page declarations{'seconds':>12}{'ms/sheet':>10}{'peak MB':>10}{'file MB':>10}{'ours/it':>10}{'limit':>8}"
    )
    for name, result in results.items():
        ratio, limit = mine["seconds"] / result["seconds"], LIMITS.get(name)
        good = good and (limit is None or ratio <= limit)
        print(
            f"{name:<{len(str(count)) + 22}}{result['seconds']:>12.2f}{result['seconds'] / count * 1000:>10.2f}"
            f"{result['memory']:>10.0f}{result['size']:>10.1f}{ratio:>10.2f}{limit or '':>8}"
        )
    print("all limits held" if good else "a limit is broken")
    return 0 if good else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
