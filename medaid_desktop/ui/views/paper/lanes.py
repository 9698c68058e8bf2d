"""Which texts of a table surely take but one line on paper, told without making their cells: tables have thousands."""

from dataclasses import dataclass, field

from medaid_desktop.core.paper.merging import Run
from medaid_desktop.core.paper.paper_cells import Band
from medaid_desktop.formats.pdf.textblock import LINE_BOX, MM_PER_PT, PADDING_MM
from medaid_desktop.ui.views.paper.setter import PaperSetter


class Lanes:
    """The columns of one table on the paper. Where it is in doubt, a line is said to take more."""

    def __init__(self, band: Band, edges_mm: list[float], least_mm: float, setter: PaperSetter) -> None:
        self.band = band
        self._edges_mm = edges_mm
        self._setter = setter
        self._least_mm = least_mm
        part = band.part
        largest_pt = max(band.style("left", True, at).size_pt for at in range(len(part.body)))
        is_low = LINE_BOX * largest_pt * MM_PER_PT + 2 * PADDING_MM > least_mm
        self._is_beyond_telling = is_low or any(part.has_boxes(body) for body in part.body)
        self._known: dict[tuple[int, int, bool], _Lane] = {}
        self._plain = {
            bold: [self._lane(at, body.cols, bold) for at, body in enumerate(part.body)] for bold in (False, True)
        }

    def follow(self, band: Band, edges_mm: list[float]) -> bool:
        """Goes on to another state of the same table; False where it is another one."""
        mine = self.band
        if (mine.part.section, mine.left) != (band.part.section, band.left) or self._edges_mm is not edges_mm:
            return False
        self.band = band
        return True

    def is_one_line(self, line: int) -> bool:
        """Whether every cell of a line that is one line high takes but one line of text."""
        part = self.band.part
        if self._is_beyond_telling:
            return False
        bold, texts = part.is_bold(line), part.line_texts(line)
        if part.is_linewise:
            return all(
                text in lane.known or self._fits(text, lane, bold)
                for text, lane in zip(texts, self._plain[bold], strict=True)
            )
        return all(
            part.runs.at(number, line) != (line, line) or self._fits_at(text, number, line, bold)
            for number, text in enumerate(texts)
            if text
        )

    def tall_beyond_their_lines(self) -> list[tuple[int, int]]:
        """(line, col) of the cells over several lines whose texts may take more than the least height of these."""
        part = self.band.part
        return [
            (run[0], part.starts[number])
            for number, runs in part.runs.tall.items()
            for run in runs
            if self._is_beyond_telling or not self._has_room(number, run)
        ]

    def _has_room(self, number: int, run: Run) -> bool:
        part, line = self.band.part, run[0]
        text, bold = part.line_texts(line)[number], part.is_bold(line)
        lane = self._lane(number, part.cols_at(number, line), bold)
        if text in lane.known or self._fits(text, lane, bold):
            return True
        need = lane.needs.get(text)
        if need is None:
            block = self._setter.set(text, self.band.style("left", bold, lane.number), lane.width_mm)
            need = lane.needs[text] = block.height(0, len(block.lines))
        return need <= (run[1] - line + 1) * self._least_mm

    def _fits_at(self, text: str, number: int, line: int, bold: bool) -> bool:
        lane = self._lane(number, self.band.part.cols_at(number, line), bold)
        return text in lane.known or self._fits(text, lane, bold)

    def _fits(self, text: str, lane: "_Lane", bold: bool) -> bool:
        is_short = len(text) <= lane.surely and "\n" not in text
        if not (is_short or self._setter.is_one_line(text, self.band.style("left", bold, lane.number), lane.width_mm)):
            return False
        lane.known.add(text)
        return True

    def _lane(self, number: int, cols: int, bold: bool) -> "_Lane":
        key = number, cols, bold
        lane = self._known.get(key)
        if lane is None:
            edge = self.band.left + self.band.part.starts[number]
            width = self._edges_mm[edge + cols] - self._edges_mm[edge]
            lane = self._known[key] = _Lane(
                number, width, self._setter.surely_fit(self.band.style("left", bold, number), width)
            )
        return lane


@dataclass(slots=True)
class _Lane:
    """Cells of one width and weight: how many characters surely fit one line, the texts known to do so, and what
    others need in millimetres."""

    number: int
    width_mm: float
    surely: int
    known: set[str] = field(default_factory=set[str])
    needs: dict[str, float] = field(default_factory=dict[str, float])
