"""Commands that take files into the ledger, and give the file back that a filing was read from."""

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from medaid_desktop.commands.desks import open_desk
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

if TYPE_CHECKING:
    from medaid_desktop.operations.incoming import ImportReport, Outcome, Taken

_SAME = {"new-revision": "revise", "keep-both": "keep-both", "skip": "skip"}
_WORDS = {"new": "新建", "revise": "改写", "keep-both": "另存", "skip": "未读入"}
_NAMED = 3


def import_files(options: argparse.Namespace) -> int:
    """Reads files and folders into the ledger; FINDINGS where some could not be read, UNUSABLE where none could."""
    from medaid_desktop.operations import incoming

    files, left_out = incoming.expand([Path(name) for name in options.files])
    _say_left_out(left_out)
    if not files:
        raise UserError(
            "没有可以导入的文件", "、".join(options.files), "请指定 Excel、Word 或 JSON 文件，或放有这些文件的文件夹"
        )
    same = incoming.Choice(_SAME[options.same])
    with (
        open_desk(options.ledger, read_only=options.dry_run, operator=options.operator) as desk,
        stop_by_interrupt("读过的文件存完就停。") as is_cancelled,
    ):
        report = incoming.import_files(
            desk, files, options.region, options.year, same, progress("导入"), is_cancelled, options.dry_run
        )
    _say_what_became(report)
    if options.json:
        print_json(_report_json(report, left_out))
    else:
        print("".join(_line(taken, options.dry_run) for outcome in report.outcomes for taken in outcome.tables), end="")
    _say_sum(report, options.dry_run)
    if report.cancelled:
        return STOPPED
    if len(report.failed) == len(files):
        return UNUSABLE
    return FINDINGS if report.failed or any(path.is_dir() for path, _ in left_out) else DONE


def write_source(options: argparse.Namespace) -> int:
    """Writes the file that a filing was read from."""
    from medaid_desktop.operations.incoming import save_source

    with open_desk(options.ledger) as desk:
        source = save_source(desk, options.id, Path(options.out))
    if options.json:
        print_json({"name": source.name, "sheet": source.sheet, "size": source.size, "sha256": source.digest})
    else:
        print(source.name)
    return DONE


# -- what is said, one line each -------------------------------------------------------------------------------------


def _say_left_out(left_out: Sequence[tuple[Path, str]]) -> None:
    """One line a reason, with the first names; a folder of photographs is not listed one by one."""
    for reason, count in Counter(reason for _, reason in left_out).items():
        names = [str(path) for path, other in left_out if other == reason]
        more = f" 等 {count} 个" if count > _NAMED else ""
        say(f"没有读入 {'、'.join(names[:_NAMED])}{more}：{reason}。")


def _say_what_became(report: "ImportReport") -> None:
    for notice in report.notices:
        say(notice)
    for outcome in report.outcomes:
        for notice in outcome.notices:
            say(notice)
        for taken in outcome.tables:
            if taken.doubts:
                name = f"{outcome.file.name}（{taken.sheet}）" if taken.sheet else outcome.file.name
                say(_doubts(name, taken))
        if outcome.error:
            say(str(outcome.error))


def _doubts(name: str, taken: "Taken") -> str:
    first = " ".join(taken.doubts[0].message.split()).rstrip("。")
    if len(taken.doubts) == 1:
        return f"{name}：{first}。"
    return f"{name}：有 {len(taken.doubts)} 处要核对，例如：{first}。"


def _say_sum(report: "ImportReport", is_rehearsal: bool) -> None:
    """What a batch came to, for people at a terminal, and wherever it was stopped."""
    if not (report.cancelled or sys.stderr.isatty()):
        return
    counted = [("新建", len(report.ids)), ("改写", len(report.revised)), ("未读入", len(report.skipped))]
    parts = [f"{word} {count} 份" for word, count in counted if count]
    if report.failed:
        parts.append(f"{len(report.failed)} 个文件没有导入")
    if report.untouched:
        parts.append(f"还有 {len(report.untouched)} 个文件没有看")
    head = "已停止" if report.cancelled else "预演（没有写入）" if is_rehearsal else "导入完成"
    say(f"{head}：{'，'.join(parts) or '什么也没有导入'}。")


def _line(taken: "Taken", is_rehearsal: bool) -> str:
    """A table in one line: id, form, region, year, what became of it, title."""
    word = _WORDS[taken.choice] if not is_rehearsal or taken.choice == "skip" else f"将{_WORDS[taken.choice]}"
    cells = (taken.id or "—", taken.form, taken.region or "", str(taken.year or ""), word, taken.title)
    return "\t".join(cells) + "\n"


def _report_json(report: "ImportReport", left_out: Sequence[tuple[Path, str]]) -> dict[str, Any]:
    stored = [taken for outcome in report.outcomes for taken in outcome.tables if taken.choice != "skip"]
    return {
        "filings": [_head(taken) for taken in stored],
        "files": [_file(outcome) for outcome in report.outcomes],
        "left_out": [{"file": str(path), "reason": reason} for path, reason in left_out],
        "untouched": [str(path) for path in report.untouched],
        "notices": report.notices,
        "cancelled": report.cancelled,
    }


def _head(taken: "Taken") -> dict[str, Any]:
    return {"id": taken.id, "form": taken.form, "region": taken.region, "year": taken.year, "status": taken.status}


def _file(outcome: "Outcome") -> dict[str, Any]:
    """A file with its tables; `error` is there only where nothing of it was stored."""
    from medaid_desktop.operations.reading import notice_json

    tables = [
        _head(taken)
        | {"title": taken.title, "sheet": taken.sheet, "choice": str(taken.choice)}
        | {"notices": [notice_json(notice, taken.region, notice.place) for notice in taken.doubts]}
        for taken in outcome.tables
    ]
    data: dict[str, Any] = {
        "file": outcome.file.name, "path": str(outcome.file), "tables": tables, "notices": outcome.notices,
    }  # fmt: skip
    return data | ({"error": str(outcome.error)} if outcome.error else {})
