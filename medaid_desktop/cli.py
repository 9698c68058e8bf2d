"""`medaid`: the same work as the window, without one. Other people's scripts rely on it (contract, section 2)."""

import argparse
import contextlib
import io
import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from medaid_desktop import __version__
from medaid_desktop.cli_parser import parse_arguments
from medaid_desktop.errors import UserError

if TYPE_CHECKING:
    from medaid_desktop.operations.desk import Desk

DONE, FINDINGS, UNUSABLE = 0, 1, 2
PATIENCE_S = 2.0
"""How long a command that writes waits for another one to be done with the ledger."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; returns 0 done, 1 done but part of it failed, 2 the call or its input cannot be used."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    options = parse_arguments(sys.argv[1:] if arguments is None else list(arguments), __version__)
    try:
        status = COMMANDS[options.command](options)
        sys.stdout.flush()
        return status
    except UserError as error:
        say(str(error))
        return UNUSABLE
    except BrokenPipeError:
        _drop_output()  # the reader has seen enough
        return DONE
    except OSError as error:
        _drop_output()
        where = f"{error.filename or '标准输出'}（{error.strerror or error}）"
        say(str(UserError("读写没有成功", where, "请检查磁盘空间、U 盘和文件权限后重试")))
        return UNUSABLE
    except KeyboardInterrupt:
        say("已取消。")
        return 130
    except Exception as error:
        from medaid_desktop.crash_log import write_crash_log

        say(
            f"程序内部出错（{type(error).__name__}），已保存的内容不受影响。详情记在 {write_crash_log(error)}，请把该文件交给维护人员。"
        )
        return UNUSABLE


def _drop_output() -> None:
    """Keeps Python from complaining once more about an output that cannot be written when it exits."""
    with contextlib.suppress(OSError, ValueError, io.UnsupportedOperation):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def say(message: str) -> None:
    """One line to standard error."""
    print(message, file=sys.stderr)


def _print_json(data: object) -> None:
    print(json.dumps(data, ensure_ascii=False, indent=1))


def _desk(path: str, read_only: bool = True) -> "Desk":
    """The ledger at a path with forms and regions. Writing needs the lock: a ledger open elsewhere is refused."""
    from medaid_desktop.operations.desk import Desk
    from medaid_desktop.store.form_library import FormLibrary
    from medaid_desktop.store.ledger import Ledger

    ledger = Ledger.open(Path(path), read_only=read_only)
    patience = time.monotonic() + PATIENCE_S
    while not read_only and ledger.read_only and time.monotonic() < patience:
        ledger.close()  # most likely another command, which needs it for a moment
        time.sleep(0.05)
        ledger = Ledger.open(Path(path))
    for notice in ledger.notices:
        say(notice)
    if not read_only and ledger.read_only:
        reason = ledger.read_only_reason
        ledger.close()
        raise UserError("台账现在不能修改", reason, "")
    return Desk(ledger, FormLibrary())


def _selected(desk: "Desk", options: argparse.Namespace) -> list[str]:
    """The ids named, else all filings of the region, form and year named."""
    if options.ids:
        if options.region:
            raise UserError("编号和 --region 不能同时写", "、".join(options.ids), "请只写其中一种")
        return list(options.ids)
    _known_region(desk, options.region)
    return [summary.id for summary in desk.ledger.filings.list(region=options.region)]


def _known_region(desk: "Desk", code: str | None) -> None:
    if code:
        desk.regions.get(code)


def _sample(options: argparse.Namespace) -> int:
    from medaid_desktop.operations.sample import write_sample

    write_sample(Path(options.ledger))
    return DONE


def _new(options: argparse.Namespace) -> int:
    from medaid_desktop.store.ledger import Ledger
    from medaid_desktop.store.region_library import load_regions

    load_regions().get(options.region)
    Ledger.create(Path(options.ledger), options.region).close()
    return DONE


def _forms(options: argparse.Namespace) -> int:
    from medaid_desktop.store.form_library import FormLibrary
    from medaid_desktop.store.ledger import Ledger

    if options.ledger:
        Ledger.open(Path(options.ledger), read_only=True).close()
    infos = FormLibrary().infos()
    if options.json:
        _print_json({"forms": [{"id": info.id, "title": info.title, "version": info.version} for info in infos]})
    else:
        for info in infos:
            print(f"{info.id:<18}{info.title}")
    return DONE


def _add(options: argparse.Namespace) -> int:
    from medaid_desktop.operations.filings import add_filing

    with _desk(options.ledger, read_only=False) as desk:
        filing = add_filing(desk, options.form, options.region, options.year, options.source or "", options.variant)
    if options.json:
        _print_json({"id": filing.id})
    else:
        print(filing.id)
    return DONE


def _list(options: argparse.Namespace) -> int:
    with _desk(options.ledger) as desk:
        _known_region(desk, options.region)
        if options.form:
            desk.forms.get(options.form)
        found = desk.ledger.filings.list(region=options.region, form=options.form, year=options.year)
        if options.json:
            keys = ("id", "form", "region", "year", "title", "status")
            _print_json({"filings": [{key: getattr(item, key) for key in keys} for item in found]})
            return DONE
        for item in found:
            form, region = desk.forms.get(item.form).title, desk.names(item.region, item.year).full
            print("\t".join((item.id, form, region, str(item.year or ""), item.title)))
    return DONE


def _show(options: argparse.Namespace) -> int:
    from medaid_desktop.operations.filings import public_json

    with _desk(options.ledger) as desk:
        filing = desk.ledger.filings.get(options.id)
        if options.json:
            _print_json(public_json(desk, filing))
            return DONE
        form = desk.form_of(filing)
        print(f"{form.title}　{desk.names(filing.region).full}　{filing.year or ''}")
        for name, text in filing.values.items():
            print(f"{form.definition('', name).label}：{text}")
        for table, rows in filing.tables.items():
            for index, row in enumerate(rows):
                cells = "；".join(f"{form.definition(table, name).label}：{text}" for name, text in row.items())
                print(f"{table}[{index}] {cells}")
    return DONE


def _set(options: argparse.Namespace) -> int:
    from medaid_desktop.operations.editing import commit

    edits: list[tuple[str, str]] = []
    for assignment in options.assignments:
        path, equals, text = assignment.partition("=")
        if not equals:
            raise UserError("没有写等号", assignment, "请写成 路径=文字，例如 values.funding_total=154.18")
        edits.append((path, text))
    with _desk(options.ledger, read_only=False) as desk:
        commit(desk, options.id, edits, f"命令行修改 {len(edits)} 格", keep_groups=True)
    return DONE


def _print(options: argparse.Namespace) -> int:
    from medaid_desktop.operations.printing import print_filings

    out = Path(options.out)
    if out.suffix.lower() != ".pdf":
        raise UserError("打印只写 PDF 文件", str(out), "请把 --out 写成以 .pdf 结尾的文件名")
    with _desk(options.ledger) as desk:
        print_filings(desk, _selected(desk, options), out, progress=_progress("打印"))
    return DONE


def _export(options: argparse.Namespace) -> int:
    from medaid_desktop.operations.exchange import export_json

    out = Path(options.out)
    if out.suffix.lower() != ".json":
        raise UserError("这一版只能导出 .json 文件", str(out), "请把 --out 写成以 .json 结尾的文件名")
    with _desk(options.ledger) as desk:
        export_json(desk, _selected(desk, options), out, single=bool(options.ids))
    return DONE


def _import(options: argparse.Namespace) -> int:
    from medaid_desktop.operations.exchange import import_json

    with _desk(options.ledger, read_only=options.dry_run) as desk:
        files = [Path(name) for name in options.files]
        report = import_json(desk, files, options.region, options.year, options.dry_run)
    for notice in report.notices:
        say(notice)
    for _, error in report.failed:
        say(str(error))
    if options.json:
        _print_json({"filings": [_head(filing) for filing in report.filings]})
    else:
        for filing in report.filings:
            print("\t".join((filing.id or "—", filing.form, filing.region or "", str(filing.year or ""))))
    if len(report.failed) == len(files):
        return UNUSABLE
    return FINDINGS if report.failed else DONE


def _head(filing: Any) -> dict[str, Any]:
    return {key: getattr(filing, key) for key in ("id", "form", "region", "year", "status")}


def _doctor(options: argparse.Namespace) -> int:
    from medaid_desktop.operations import doctor

    path = Path(options.ledger)
    if options.restore:
        aside = doctor.restore_backup(path, Path(options.restore))
        say("已恢复备份。" + (f"原文件改名为 {aside}。" if aside else ""))
    if options.salvage:
        for sentence in doctor.salvage_to(path, Path(options.salvage)):
            say(sentence)
    diagnosis = doctor.examine(path)
    if options.json:
        _print_json(diagnosis.to_json())
    else:
        print("\n".join(diagnosis.lines()))
    return FINDINGS if diagnosis.problems else DONE


def _progress(what: str) -> Callable[[int, int], None] | None:
    """Progress on a terminal, on one line; nothing where the output is a file or a pipe."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, total: int) -> None:
        print(f"\r{what} {done}/{total}", end="\n" if done >= total else "", file=sys.stderr, flush=True)

    return show


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "sample": _sample,
    "new": _new,
    "forms": _forms,
    "add": _add,
    "list": _list,
    "show": _show,
    "set": _set,
    "print": _print,
    "export": _export,
    "import": _import,
    "doctor": _doctor,
}


if __name__ == "__main__":
    sys.exit(main())
