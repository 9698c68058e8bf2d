"""Filings as files of JSON (contract, section 3): out of the ledger and into it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from medaid_desktop.core.filing import FORMAT, Filing
from medaid_desktop.core.forms import holds_only
from medaid_desktop.core.variants import choose_layout
from medaid_desktop.errors import UserError
from medaid_desktop.formats.files import write_file
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.filings import check_content, public_json, title_of

LARGEST_BYTES = 512 * 1024 * 1024


@dataclass
class ImportReport:
    """What became of a batch of files: the filings made, and per file that failed its reason; notices for the clerk."""

    filings: list[Filing] = field(default_factory=list[Filing])
    failed: list[tuple[Path, UserError]] = field(default_factory=list[tuple[Path, UserError]])
    notices: list[str] = field(default_factory=list[str])
    backed_up: bool = False


def export_json(desk: Desk, ids: Sequence[str], out: Path, single: bool = False) -> int:
    """Writes filings to a .json file: one as itself where `single` and there is just one, else {"filings": [...]}.

    Returns how many. The file is replaced in one step; UserError where it cannot be written.
    """
    filings = [public_json(desk, desk.ledger.filings.get(filing_id)) for filing_id in ids]
    if not filings:
        raise UserError("没有可导出的填报件", "", "请先新建填报件，或放宽区划和年度的范围")
    data: Any = filings[0] if single and len(filings) == 1 else {"filings": filings}
    write_file(out, (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8"))
    return len(filings)


def import_json(
    desk: Desk, files: Sequence[Path], region: str | None = None, year: int | None = None, dry_run: bool = False
) -> ImportReport:
    """Reads .json files into filings, each file all or nothing; a file that fails does not stop the others.

    `region` and `year` stand in where a file does not say its own. Imported filings are drafts; one whose id the
    ledger has already gets a new id. With `dry_run` nothing is written.
    """
    if region:
        desk.regions.get(region)
    report = ImportReport()
    for file in files:
        try:
            read = read_json(file)
            filings: list[Filing] = []
            for number, filing in enumerate(read, 1):
                try:
                    filings.append(_completed(desk, filing, region, year, file, report))
                except UserError as error:
                    raise _within(f"第 {number} 份", error) if len(read) > 1 else error from error
            report.filings += filings if dry_run else _stored(desk, filings, file, report)
        except UserError as error:
            report.failed.append((file, _within(file.name, error)))
    return report


def _stored(desk: Desk, filings: list[Filing], file: Path, report: ImportReport) -> list[Filing]:
    """The filings as the ledger keeps them; an id that it has already is replaced, and that is said.

    A backup stands before the first file of a batch is written.
    """
    if not report.backed_up:
        message = desk.ledger.backup_now("import").message
        report.notices += [f"{message}。"] if message else []
        report.backed_up = True
    origin = f"从 {file.name} 导入"
    titled = [(filing, title_of(desk.form_of(filing), filing), origin) for filing in filings]
    ids = desk.ledger.filings.add_many(titled, keep_ids=True)
    for filing, made in zip(filings, ids, strict=True):
        if filing.id and filing.id != made:
            report.notices.append(
                f"{file.name}：台账里已有编号 {filing.id}，另存为新的一份 {made}；若是重复导入，请删去一份。"
            )
    return [desk.ledger.filings.get(filing_id) for filing_id in ids]


def read_json(file: Path) -> list[Filing]:
    """The filings of a .json file. UserError where it cannot be read or is not of the contract's shape."""
    if file.suffix.lower() != ".json":
        raise UserError("这一版只能导入 .json 填报件", file.name, "请选择由本程序导出的 .json 文件")
    try:
        if file.stat().st_size > LARGEST_BYTES:
            raise UserError("文件过大", file.name, "请拆成几个文件后再导入")
        text = file.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        raise UserError("找不到文件", str(file), "请检查路径，或插好 U 盘后重试") from error
    except OSError as error:
        raise UserError("文件读不出来", str(file), "请检查文件是否被占用、U 盘是否插好") from error
    except UnicodeDecodeError as error:
        raise UserError("文件不是 UTF-8 编码", file.name, "请用 UTF-8 编码重新保存") from error
    return _filings(_parsed(text, file.name))


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


def _filings(data: object) -> list[Filing]:
    whole = cast("dict[str, object]", data) if isinstance(data, dict) else {}
    listed = whole.get("filings")
    if listed is None:
        return [Filing.from_json(cast(object, data))]
    if whole.get("format", FORMAT) != FORMAT:
        raise UserError("不认识的填报件格式", str(whole["format"]), f"本版本只读 {FORMAT}，请用较新的程序打开")
    if not isinstance(listed, list):
        raise UserError("filings 应为列表", "filings", "请对照导出的 .json 文件检查")
    if not listed:
        raise UserError("文件里没有填报件", "filings", "请重新导出该文件")
    filings: list[Filing] = []
    for index, item in enumerate(cast("list[object]", listed)):
        try:
            filings.append(Filing.from_json(item))
        except UserError as error:
            raise _within(f"第 {index + 1} 份", error) from error
    return filings


def _within(place: str, error: UserError) -> UserError:
    """The error with the place it happened in put before its own, unless that names it already."""
    where = error.where if place in error.where else "，".join(part for part in (place, error.where) if part)
    return UserError(error.what, where, error.mend)


def _completed(
    desk: Desk, filing: Filing, region: str | None, year: int | None, file: Path, report: ImportReport
) -> Filing:
    """The filing as it goes into the ledger: checked against its form, without rows that are only paper."""
    form = desk.form_of(filing)
    check_content(form, filing)
    for name, rows in filing.tables.items():
        paper = form.paper_columns(name)
        filing.tables[name] = [row for row in rows if not holds_only(paper, row)]
    if region and filing.region and filing.region != region:
        report.notices.append(f"{file.name} 写明区划 {filing.region}，未改为 {region}；要改请先改文件。")
    if year and filing.year and filing.year != year:
        report.notices.append(f"{file.name} 写明 {filing.year} 年度，未改为 {year}；要改请先改文件。")
    filing.region = filing.region or region
    filing.year = filing.year or year
    if filing.region and desk.regions.find(filing.region) is None:
        raise UserError("没有这个区划", f"{file.name}：{filing.region}", "请改为六位区划代码，或在台账中添加该单位")
    filing.form_version = filing.form_version or form.version
    filing.status = "draft"
    if form.layout(filing.variant) is None:
        filing.variant = choose_layout(form, filing).id
    return filing
