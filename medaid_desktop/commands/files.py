"""Commands that write filings to files and read them from there."""

import argparse
from pathlib import Path

from medaid_desktop.commands.desks import open_desk, selected
from medaid_desktop.commands.output import (
    DONE,
    FINDINGS,
    STOPPED,
    UNUSABLE,
    print_json,
    progress,
    say,
    stop_by_interrupt,
)
from medaid_desktop.errors import UserError


def print_pdf(options: argparse.Namespace) -> int:
    """Prints filings into one PDF."""
    from medaid_desktop.operations.paper.printing import print_filings

    out = Path(options.out)
    if out.suffix.lower() != ".pdf":
        raise UserError("打印只写 PDF 文件", str(out), "请把 --out 写成以 .pdf 结尾的文件名")
    with open_desk(options.ledger) as desk:
        report = print_filings(desk, selected(desk, options), out, progress=progress("打印"))
    if shrunk := sum(map(len, report.shrunk)):
        say(f"有 {shrunk} 格原字号放不下，已缩小字号。")
    return DONE


def export(options: argparse.Namespace) -> int:
    """Writes filings as workbooks, letters or JSON; FINDINGS where some had no file or not all of them a place in it."""
    from medaid_desktop.operations.exports.exporting import export_files

    out = Path(options.out)
    with open_desk(options.ledger) as desk, stop_by_interrupt("写完这一份就停。") as is_cancelled:
        ids = selected(desk, options)
        report = export_files(desk, ids, out, progress("导出"), is_cancelled, single=bool(options.ids))
    for called, error in report.failed:
        say(f"{called}：{error}")
    for sentence in (*report.remarks, *report.notices):
        say(sentence)
    if out.is_dir():
        print("".join(f"{file}\n" for file in report.files), end="")
    if report.cancelled:
        say(f"已停止：写出 {len(report.files)} 个文件。")
        return STOPPED
    if report.failed and not report.files:
        return UNUSABLE
    return FINDINGS if report.failed or report.notices else DONE


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
