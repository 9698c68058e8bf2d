"""How long verifying a batch takes: a file of many declarations as it was printed, sealed, and saved by another program.

python -m tests.benchmarks.bench_verify [SHEETS]     milliseconds a page, each way by itself
"""

import io
import sys
import tempfile
import time
from pathlib import Path

from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.ledgers.sample import sample_filings
from medaid_desktop.operations.paper.printing import print_filings
from medaid_desktop.operations.verifying import verify_pdf
from medaid_desktop.store.forms.form_library import FormLibrary
from medaid_desktop.store.ledger import Ledger


def main() -> None:
    """Prints a line a way."""
    sheets = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    with tempfile.TemporaryDirectory() as folder, Desk(Ledger.create(Path(folder) / "a.medaid"), FormLibrary()) as desk:
        first = next(one for one in sample_filings() if one.form == "declaration")
        made = []
        for number in range(sheets):
            filing = first.copy()
            filing.id = ""
            filing.set("values.project_name", f"医疗救助资金项目第 {number} 号")
            made.append((filing, "申报表", ""))
        ids = desk.ledger.filings.add_many(made)
        out = Path(folder) / "批.pdf"
        begun = time.perf_counter()
        pages = sum(print_filings(desk, ids, out).pages)
        print(f"printing   {(time.perf_counter() - begun) / pages * 1000:6.1f} ms a page, {pages} pages")
        for way in ("as printed", "saved again"):
            if way == "saved again":
                out.write_bytes(_saved_again(out.read_bytes()))
            begun = time.perf_counter()
            found = verify_pdf(desk, out)
            print(f"{way:11}{(time.perf_counter() - begun) / pages * 1000:6.1f} ms a page, good: {found.is_good}")


def _saved_again(data: bytes) -> bytes:
    import pypdfium2

    file = io.BytesIO()
    with pypdfium2.PdfDocument(data) as document:
        document.save(file)
    return file.getvalue()


if __name__ == "__main__":
    main()
