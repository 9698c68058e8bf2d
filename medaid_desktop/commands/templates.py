"""The command about blank documents that become forms of the ledger's own."""

import argparse
from pathlib import Path

from medaid_desktop.commands.desks import open_desk
from medaid_desktop.commands.output import DONE, FINDINGS, print_json, progress, say
from medaid_desktop.errors import UserError


def template(options: argparse.Namespace) -> int:
    """Makes forms of a blank document; or lists those there are, removes or renames one, moves filings to a newer version."""
    asked = [bool(options.file), options.list, bool(options.remove), bool(options.rename), bool(options.move)]
    if sum(asked) != 1:
        what = "没有写空白表的文件" if not any(asked) else "FILE、--list、--remove、--rename、--move 只能写一种"
        raise UserError(what, "", "请写成 medaid template LEDGER FILE，或只写其中一个选项")
    if (options.name and not (options.file or options.rename)) or (options.dry_run and not options.file):
        raise UserError("--name 和 --dry-run 要与 FILE 一起写", "", "请写出空白表的文件；--rename 也要 --name")
    if options.version and not options.remove:
        raise UserError(
            "--version 要与 --remove 一起写", f"--version {options.version}", "请写出要删除哪个表种的这一版"
        )
    if options.rename and not options.name:
        raise UserError("没有写新的名称", f"--rename {options.rename}", "请写成 --rename ID --name 新名称")
    if options.file:
        return _take(options)
    if options.list:
        return _list(options)
    if options.rename:
        return _rename(options)
    return _remove(options) if options.remove else _move(options)


def _take(options: argparse.Namespace) -> int:
    from medaid_desktop.operations.templates import keep_template, read_template, rehearse_keeping
    from medaid_desktop.operations.templates.report import report_json, report_lines

    with open_desk(options.ledger, read_only=options.dry_run, operator=options.operator) as desk:
        draft = read_template(desk, Path(options.file))
        kept = (rehearse_keeping if options.dry_run else keep_template)(desk, draft, options.name or "")
    for notice in draft.notices:
        say(notice)
    for one in kept:
        if not one.is_new:
            say(f"这个模板已经在台账里了：{one.form}，第 {one.version} 版。")
    if options.json:
        print_json(report_json(draft, kept))
    else:
        print("\n".join(report_lines(draft, kept, options.dry_run)))
    return DONE


def _list(options: argparse.Namespace) -> int:
    from medaid_desktop.operations.template_shelf import templates
    from medaid_desktop.operations.templates.report import list_json, list_lines

    with open_desk(options.ledger) as desk:
        infos = templates(desk)
    if options.json:
        print_json(list_json(infos))
    else:
        print("".join(f"{line}\n" for line in list_lines(infos)), end="")
    return DONE


def _remove(options: argparse.Namespace) -> int:
    from medaid_desktop.operations.template_shelf import own_form, remove_template
    from medaid_desktop.operations.templates.shelving import remove_version

    with open_desk(options.ledger, read_only=False, operator=options.operator) as desk:
        form = own_form(desk, options.remove)
        version = options.version or ""
        count = remove_version(desk, form, version) if version else remove_template(desk, form)
    if options.json:
        print_json({"removed": form, "versions": count} | ({"version": version} if version else {}))
    else:
        print(f"{form}\t第 {version} 版" if version else form)
    return DONE


def _rename(options: argparse.Namespace) -> int:
    from medaid_desktop.operations.templates.shelving import rename_template

    with open_desk(options.ledger, read_only=False, operator=options.operator) as desk:
        form = rename_template(desk, options.rename, options.name)
        called = desk.forms.called(form)
    if options.json:
        print_json({"id": form, "name": called})
    else:
        print(f"{form}\t{called}")
    return DONE


def _move(options: argparse.Namespace) -> int:
    from medaid_desktop.operations.templates.moving import move_filings

    with open_desk(options.ledger, read_only=False, operator=options.operator) as desk:
        report = move_filings(desk, options.move, progress=progress("移到新版"))
    for notice in report.notices():
        say(notice)
    if options.json:
        moved = [
            {"id": one.id, "title": one.title, "before": one.before, "lost": list(one.lost)} for one in report.moved
        ]
        left = [{"id": filing_id, "reason": reason} for filing_id, reason in report.left]
        print_json({"id": report.form, "version": report.version, "moved": moved, "left": left})
    else:
        print("".join(f"{one.id}\t{one.title}\n" for one in report.moved), end="")
    return FINDINGS if report.left else DONE
