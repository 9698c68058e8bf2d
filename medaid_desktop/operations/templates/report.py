"""What was understood of a template, for scripts and for people."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from medaid_desktop.core.forms import EXTRA, FieldDef
from medaid_desktop.core.templates.template_map import REGION, YEAR, FieldMark, Spot, TableMark, TemplateMap
from medaid_desktop.formats.excel.references import cell_name
from medaid_desktop.operations.template_shelf import TemplateInfo
from medaid_desktop.operations.templates.drafts import TemplateDraft
from medaid_desktop.operations.templates.keeping import Kept

_MOST = 12
"""Labels named in one line."""


def report_json(draft: TemplateDraft, kept: Sequence[Kept]) -> dict[str, Any]:
    """What `medaid template --json` prints: the forms with their fields, tables and review boxes."""
    return {
        "file": draft.file.name,
        "kind": draft.kind,
        "forms": [_form_json(draft, one) for one in kept],
        "notices": list(draft.notices),
    }


def report_lines(draft: TemplateDraft, kept: Sequence[Kept], is_rehearsal: bool = False) -> list[str]:
    """The same for people: a line a form beginning with its id, what was found in it indented below."""
    said: list[str] = []
    for one in kept:
        said.append(f"{one.form}\t第 {one.version} 版\t{_became(one, is_rehearsal)}\t{one.title}")
        said += [f"  {line}" for line in _map_lines(draft.maps[one.index])]
    return said


def list_json(infos: Iterable[TemplateInfo]) -> dict[str, Any]:
    """What `medaid template --list --json` prints."""
    return {
        "templates": [
            {
                "id": info.form, "title": info.title, "version": info.version, "versions": info.versions,
                "file": info.file, "kind": info.kind, "created_at": info.created_at, "filings": info.filings,
                "deleted": info.deleted, "older": info.older, "fault": info.fault,
            }
            for info in infos
        ]
    }  # fmt: skip


def list_lines(infos: Iterable[TemplateInfo]) -> list[str]:
    """The forms of the ledger's own, one a line."""
    said: list[str] = []
    for info in infos:
        count = f"{info.filings} 份填报件" + (f"，其中 {info.older} 份是旧版" if info.older else "")
        said.append("\t".join((info.form, f"第 {info.version} 版", info.file, count, info.fault or info.title)))
    return said


def _became(kept: Kept, is_rehearsal: bool) -> str:
    if not kept.is_new:
        return "已经有了"
    word = f"新的一版（原为第 {kept.before} 版）" if kept.before else "新建"
    return f"将{word}" if is_rehearsal else word


# -- for people ------------------------------------------------------------------------------------------------------


def _map_lines(drawn: TemplateMap) -> Iterator[str]:
    fields = [mark for mark in drawn.fields if mark.definition.id not in (YEAR, REGION)]
    own = [mark.definition.label for mark in fields if mark.definition.id.startswith(EXTRA)]
    counted = [f"{len(fields)} 个要填的格"]
    counted += [_table_words(table) for table in drawn.tables]
    counted += [f"{len(drawn.reviews)} 个审核框"] if drawn.reviews else []
    yield f"{drawn.sheet or '表'}：{'，'.join(counted)}"
    if own:
        yield f"按原标签取名的：{_some(own)}"
    computed = [mark.definition.label for mark in fields if mark.computed]
    if computed:
        yield f"由公式算出、不写入的：{_some(computed)}"


def _table_words(table: TableMark) -> str:
    rows = sum(row.kind == "row" for row in table.rows)
    return f"{table.label or table.id} {len([c for c in table.columns if not (c.serial or c.join or c.part)])} 列 {rows} 行"


def _some(labels: Sequence[str]) -> str:
    named = "、".join(" ".join(label.split()) for label in labels[:_MOST])
    return f"{named} 等 {len(labels)} 个" if len(labels) > _MOST else named


# -- for scripts -----------------------------------------------------------------------------------------------------


def _form_json(draft: TemplateDraft, kept: Kept) -> dict[str, Any]:
    drawn = draft.maps[kept.index]
    return {
        "id": kept.form, "title": kept.title, "version": kept.version, "is_new": kept.is_new, "before": kept.before,
        "sheet": drawn.sheet, "base": drawn.base,
        "fields": [_field_json(mark) for mark in drawn.fields],
        "tables": [_table_json(table) for table in drawn.tables],
        "reviews": [
            {"id": mark.step.id, "title": mark.step.title, "seal": mark.step.seal, "cell": _cell(mark.spot)}
            for mark in drawn.reviews
        ],
    }  # fmt: skip


def _field_json(mark: FieldMark) -> dict[str, Any]:
    return _definition_json(mark.definition) | {"cell": _cell(mark.spot), "computed": mark.computed}


def _table_json(table: TableMark) -> dict[str, Any]:
    columns = [
        _definition_json(column.definition)
        | {"col": column.col + 1, "computed": column.computed}
        | ({"part": column.part, "of": column.of} if column.part else {})
        for column in table.columns
        if not column.serial
    ]
    rows = [{"row": row.row + 1, "kind": row.kind, "given": dict(row.given)} for row in table.rows]
    return {"id": table.id, "label": table.label, "columns": columns, "rows": rows}


def _definition_json(definition: FieldDef) -> dict[str, Any]:
    return {
        "id": definition.id, "label": definition.label, "type": definition.type, "unit": definition.unit,
        "required": definition.required, "options": list(definition.options), "multiple": definition.multiple,
    }  # fmt: skip


def _cell(spot: Spot) -> str:
    """A1 style; a paragraph of a letter as its side and number."""
    return cell_name(spot.row, spot.col) if spot.within == "cell" else f"{spot.within} {spot.row + 1}"
