"""Commands that write filings to files and read them from there."""

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

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
from medaid_desktop.commands.secrets import secret
from medaid_desktop.errors import UserError

if TYPE_CHECKING:
    from medaid_desktop.formats.pdf.signing import Certificate

PASSPHRASE, CERTIFICATE_PASSWORD = "MEDAID_SEAL_PASSPHRASE", "MEDAID_CERT_PASSWORD"


def print_pdf(options: argparse.Namespace) -> int:
    """Prints filings into one PDF."""
    from medaid_desktop.operations.paper.printing import print_filings
    from medaid_desktop.operations.paper.runs import seals_wanted
    from medaid_desktop.operations.paper.sheets import Edition

    out = Path(options.out)
    if out.suffix.lower() != ".pdf":
        raise UserError("打印只写 PDF 文件", str(out), "请把 --out 写成以 .pdf 结尾的文件名")
    if options.public and (options.seals or options.seals_so_far):
        raise UserError("公开版不盖章", "--public", "请去掉 --seals、--seals-so-far，或另打印一份")
    edition = Edition(public=options.public, so_far=options.seals_so_far)
    certificate = _certificate(Path(options.sign)) if options.sign else None
    with open_desk(options.ledger, read_only=False, operator=options.operator, may_read=True) as desk:
        ids = selected(desk, options)
        wanted = seals_wanted(desk, ids, edition) if _is_sealing(options) else []
        passphrases = {one.name: secret(PASSPHRASE, f"印章“{one.name}”的口令：") for one in wanted}
        report = print_filings(
            desk, ids, out, progress("打印"), edition=edition, passphrases=passphrases, certificate=certificate
        )  # fmt: skip
    if shrunk := sum(map(len, report.shrunk)):
        say(f"有 {shrunk} 格原字号放不下，已缩小字号。")
    if report.unsealed:
        say(f"有 {report.unsealed} 处盖章的位置太窄，放不下实际大小的印章，已留空位。")
    if report.doubted:
        say(f"有 {report.doubted} 份在台账里被本程序以外的手段改动过，按草稿打印，没有盖章；请与备份或纸质表核对。")
    if options.seals and not wanted:
        say("没有可以盖的印章图像：审核未全部完成，或完成时没有选印章；已留出盖章的空位。")
    return DONE


def _is_sealing(options: argparse.Namespace) -> bool:
    """Whether seal images are asked for: by an option, or by a passphrase put into the environment, as scripts do."""
    return options.seals or options.seals_so_far or bool(os.environ.get(PASSPHRASE))


def _certificate(path: Path) -> "Certificate":
    """The certificate of a file, whose password is asked for, and tried before anything is printed."""
    from medaid_desktop.formats.pdf.signing import Certificate, check_certificate

    certificate = Certificate(path, secret(CERTIFICATE_PASSWORD, "证书密码："))
    check_certificate(certificate)
    return certificate


def export(options: argparse.Namespace) -> int:
    """Writes filings as workbooks, letters or JSON; FINDINGS where some had no file or not all of them a place in it."""
    from medaid_desktop.operations.exports.exporting import export_files

    out = Path(options.out)
    with (
        open_desk(options.ledger, read_only=False, operator=options.operator, may_read=True) as desk,
        stop_by_interrupt("写完这一份就停。") as is_cancelled,
    ):
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
    from medaid_desktop.store.forms.form_library import FormLibrary
    from medaid_desktop.store.shipped.regions import load_regions

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
