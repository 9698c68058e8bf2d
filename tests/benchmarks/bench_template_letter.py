"""Filings into a blank letter, against python-docx opening and saving that letter: python -m tests.benchmarks.bench_template_letter"""

import io
import time
from collections.abc import Callable

import docx

from medaid_desktop.core.templates.filling.filled import Filled, FilledCell
from medaid_desktop.core.templates.template_map import Spot, TemplateMap
from medaid_desktop.formats.word.templates.template_filling import TemplateFiller
from tests.formats.word.letter_templates import groups

_TIMES = 500


def _seconds(work: Callable[[int], object]) -> float:
    begun = time.process_time()
    for number in range(_TIMES):
        work(number)
    return time.process_time() - begun


def main() -> None:
    """Prints files a second for filings of the template's own rows, and for filings that need more of them."""
    content = groups()
    filler = TemplateFiller(content, TemplateMap("", 0, ""))
    cells = tuple(FilledCell(Spot(row, col), "资助参保人数不低于上年") for row in range(1, 6) for col in (2, 3))
    library = _seconds(lambda _: docx.Document(io.BytesIO(content)).save(io.BytesIO()))
    for name, more in (("same rows", 1), ("a few more rows", 4), ("ever other rows", 50)):
        ours = _seconds(lambda number, more=more: filler.filled(Filled({1: number % more}, cells)))
        print(f"{name}: {_TIMES / ours:.0f} files/s, {ours / library:.2f} of what python-docx needs to load and save")


if __name__ == "__main__":
    main()
