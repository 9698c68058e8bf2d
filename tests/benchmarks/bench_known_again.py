"""What it costs to ask whether a document is a filled copy of one of the ledger's own forms.

python -m tests.benchmarks.bench_known_again [TEMPLATES]

Prints the milliseconds a document that recognition takes without any templates and with so many (40), for documents that are
none of their copies and for copies, and the ratio of both.
"""

import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from random import Random

from medaid_desktop.core.grid import Document
from medaid_desktop.recognition.recognise import recognise
from medaid_desktop.recognition.templates.copies.shapes import TemplateShelf
from medaid_desktop.recognition.understood import Knowledge
from tests.recognition.contents import filing as any_filing
from tests.recognition.layouts import lay_form
from tests.recognition.reading_back import known
from tests.recognition.templates.blank_forms import SAMPLES
from tests.recognition.templates.copies.test_matching import FORMS
from tests.recognition.templates.copies.test_reading import some_filing

_ROUNDS, _DOCUMENTS = 5, 60


def _best_ms(documents: Sequence[Document], knowledge: Knowledge) -> float:
    best = float("inf")
    for _ in range(_ROUNDS):
        knowledge.vocabulary.forget(at_once=True)
        begun = time.process_time()
        for document in documents:
            recognise(document, knowledge)
        best = min(best, time.process_time() - begun)
    return 1000 * best / len(documents)


def main(count: int) -> None:
    stored = [one.stored for one in SAMPLES.values()]
    shelf = TemplateShelf([replace(stored[at % len(stored)], form=f"custom:{at}") for at in range(count)])
    random = Random(1)
    others = [
        lay_form(any_filing(random, form), known().forms[form], random).canvas.document(random)
        for form in random.choices(FORMS, k=_DOCUMENTS)
    ]
    samples = random.choices(list(SAMPLES.values()), k=_DOCUMENTS)
    copies = [Document("表.xlsx", "xlsx", (one.filled(some_filing(one, random)),)) for one in samples]
    for name, documents in (("other documents", others), ("copies", copies)):
        plain, asked = _best_ms(documents, known()), _best_ms(documents, replace(known(), templates=shelf))
        print(f"{name}: {plain:.2f} ms without, {asked:.2f} ms with {count} templates, ratio {asked / plain:.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 40)
