"""Filings as JSON (contract, section 3): written to a file, and read out of one's content."""

import json
import re
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any, cast

from medaid_desktop.core.digest import digest
from medaid_desktop.core.filing import FORMAT, Filing
from medaid_desktop.errors import UserError
from medaid_desktop.formats.files import write_file
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.filings.explanation_json import explanations_of
from medaid_desktop.operations.filings.filings import public_json
from medaid_desktop.store.ground.progress import Progress
from medaid_desktop.store.records.explanations import Kept

_JSON_BEGINS = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{\s*\"")


def export_json(
    desk: Desk, ids: Sequence[str], out: Path, single: bool = False, progress: Progress | None = None,
    noted: Callable[[Sequence[tuple[str, str]]], AbstractContextManager[object]] | None = None,
) -> int:  # fmt: skip
    """Writes filings to a .json file: one as itself where `single` and there is just one, else {"filings": [...]}.

    Returns how many. `progress` counts them as they are read and may raise to stop; `noted` is given (id, digest) of each, and the file written within it. The file is replaced in one step; UserError where it cannot be written.
    """
    filings: list[dict[str, Any]] = []
    heads: list[tuple[str, str]] = []
    for number, filing_id in enumerate(ids, 1):
        filing = desk.ledger.filings.get(filing_id)
        filings.append(public_json(desk, filing))
        heads.append((filing_id, digest(filing)))
        if progress:
            progress(number, len(ids))
    if not filings:
        raise UserError("没有可导出的填报件", "", "请先新建填报件，或放宽区划和年度的范围")
    data: Any = filings[0] if single and len(filings) == 1 else {"filings": filings}
    content = (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
    with noted(heads) if noted else nullcontext():
        write_file(out, content)
    return len(filings)


def is_json(name: str, content: bytes) -> bool:
    """Whether a file is to be read as filings of JSON: by its name or, whatever that says, by how it begins."""
    return name.lower().endswith(".json") or bool(_JSON_BEGINS.match(content))


def filings_of(content: bytes, name: str) -> list[tuple[Filing, tuple[Kept, ...]]]:
    """The filings in the content of a .json file, with their explanations. UserError where it is not of the contract's shape."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UserError("文件不是 UTF-8 编码", name, "请用 UTF-8 编码重新保存") from error
    return _filings(_parsed(text, name))


def _parsed(text: str, name: str) -> object:
    """JSON as data, numbers as the text that stands in the file: 154.10 must not become 154.1."""
    if not text.strip():
        raise UserError("文件是空的", name, "请重新导出该文件")
    try:
        return json.loads(text, parse_float=str, parse_int=str, parse_constant=_refuse, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        where = f"{name}：第 {error.lineno} 行第 {error.colno} 列"
        raise UserError("不是有效的 JSON 文件", where, "请重新导出该文件") from error
    except RecursionError as error:
        raise UserError("不是有效的 JSON 文件", f"{name}：括号层数太多", "请重新导出该文件") from error


def _refuse(constant: str) -> object:
    raise UserError(f"{constant} 不是数", "", "请改为带引号的文字，或留空")


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    data = dict(pairs)
    if len(data) < len(pairs):
        names = [name for name, _ in pairs]
        double = next(name for name in names if names.count(name) > 1)
        raise UserError("同一个名称写了两次", double, "请合并或删去其中一处")
    return data


def _filings(data: object) -> list[tuple[Filing, tuple[Kept, ...]]]:
    whole = cast("dict[str, object]", data) if isinstance(data, dict) else {}
    listed = whole.get("filings")
    if listed is None:
        return [_filing(cast(object, data))]
    if whole.get("format", FORMAT) != FORMAT:
        raise UserError("不认识的填报件格式", str(whole["format"]), f"本版本只读 {FORMAT}，请用较新的程序打开")
    if not isinstance(listed, list):
        raise UserError("filings 应为列表", "filings", "请对照导出的 .json 文件检查")
    if not listed:
        raise UserError("文件里没有填报件", "filings", "请重新导出该文件")
    filings: list[tuple[Filing, tuple[Kept, ...]]] = []
    for index, item in enumerate(cast("list[object]", listed)):
        try:
            filings.append(_filing(item))
        except UserError as error:
            raise within(f"第 {index + 1} 份", error) from error
    return filings


def _filing(data: object) -> tuple[Filing, tuple[Kept, ...]]:
    return Filing.from_json(data), explanations_of(data)


def within(place: str, error: UserError) -> UserError:
    """The error with the place it happened in put before its own, unless that names it already."""
    where = error.where if place in error.where else "，".join(part for part in (place, error.where) if part)
    return UserError(error.what, where, error.mend)
