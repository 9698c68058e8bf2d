"""Commands that write filings to files and read them from there."""

import argparse
from pathlib import Path

from medaid_desktop.commands.desks import open_desk, selected
from medaid_desktop.commands.output import DONE, FINDINGS, UNUSABLE, print_json, progress, say
from medaid_desktop.errors import UserError


def print_pdf(options: argparse.Namespace) -> int:
    """Prints filings into one PDF."""
    from medaid_desktop.operations.printing import print_filings

    out = Path(options.out)
    if out.suffix.lower() != ".pdf":
        raise UserError("打印只写 PDF 文件", str(out), "请把 --out 写成以 .pdf 结尾的文件名")
    with open_desk(options.ledger) as desk:
        report = print_filings(desk, selected(desk, options), out, progress=progress("打印"))
    if shrunk := sum(map(len, report.shrunk)):
        say(f"有 {shrunk} 格原字号放不下，已缩小字号。")
    return DONE


def export(options: argparse.Namespace) -> int:
    """Writes filings as JSON."""
    from medaid_desktop.operations.exchange import export_json

    out = Path(options.out)
    if out.suffix.lower() != ".json":
        raise UserError("这一版只能导出 .json 文件", str(out), "请把 --out 写成以 .json 结尾的文件名")
    with open_desk(options.ledger) as desk:
        export_json(desk, selected(desk, options), out, single=bool(options.ids))
    return DONE


def read(options: argparse.Namespace) -> int:
    """Says what was understood of files, without a ledger; FINDINGS where some could not be read, UNUSABLE where none could."""
    from medaid_desktop.operations.reading import knowledge, lines, read_file, to_json
    from medaid_desktop.store.form_library import FormLibrary
    from medaid_desktop.store.region_library import load_regions

    regions = load_regions()
    if options.region:
        regions.get(options.region)
    known = knowledge({form.id: form for form in FormLibrary()}, regions, options.region)
    found = [read_file(Path(name), known) for name in options.files]
    failed = [one.error for one in found if one.error]
    for error in failed:
        say(str(error))
    if options.json:
        print_json({"files": [to_json(one) for one in found]})
    else:
        for one in found:
            print("\n".join(lines(one, known)))
    if len(failed) == len(found):
        return UNUSABLE
    return FINDINGS if failed else DONE
