"""Filings of every built-in form with all that clerks write and more, for what must come back whole."""

from hypothesis import strategies as st

from medaid_desktop.core.filing import Filing, clean_text
from medaid_desktop.core.forms import EXTRA, FieldDef, Form

_TYPICAL = [
    "=1+1", "+5", "-", "—", "@公式", "'350", "007", "350 万元", "3,064", "154.10", "-105", "-0", "0", "0起", "1e5", "12345678901234567890",
    "≥95%", "≤60分钟", "明显提高", "2020年6月1日", "20200601", "2020-06-01", "350", "98.50%", "无", "数量指标", "合计", "其中：市本级",
    "项目名称", "一级指标", "备注", "……建设", "（签章）", "第一批（续）", "𠮷野家", "①㎡℃½", "a & b < c > d \"引\"", "_x0041_", "上\n下", "一\t二", "　　年　月",
    "1.资助参保；\n2.住院救助。", "是否缓解困难群众生活水平, 减轻医疗负担", "TRUE", "#N/A", "☑", "单位：万元", "联系电话：0635-0000001", "&P页 &N",
]  # fmt: skip
_LETTERS = st.characters(
    codec="utf-8",
    categories=("L", "N", "P", "S", "Zs"),
    exclude_characters="☑☐",
    include_characters="\n\t《》、，。（）年月日",
)


def is_readable(text: str) -> bool:
    """Whether a text says anything: dots and the blanks of a date are paper (contract, section 3)."""
    return bool(text) and text == clean_text(text) and not set(text) <= set(" .…⋯。·・、_　年月日至\n\t\u00a0")


TEXTS = st.one_of(
    st.sampled_from(_TYPICAL),
    st.text(_LETTERS, min_size=1, max_size=12).map(clean_text),
    st.text("医疗救助补助资金对象比例，。0123456789%", min_size=40, max_size=700).map(clean_text),
).filter(is_readable)


def _text(definition: FieldDef) -> st.SearchStrategy[str]:
    if definition.label == "单位":  # of an allocation: 其中： is no part of a name (contract, section 3)
        return TEXTS.filter(lambda text: not text.startswith("其中"))
    if definition.type == "choice" and definition.options:
        chosen = st.sets(st.sampled_from(definition.options), min_size=1)
        return chosen.map(lambda words: "、".join(option for option in definition.options if option in words))
    return TEXTS


def _row(form: Form, table: str) -> st.SearchStrategy[dict[str, str]]:
    columns = [column for column in form.tables_by_id[table].columns if column.on_paper]
    groups = {column.id: st.one_of(_GROUP, TEXTS) for column in columns if column.group}
    others = {column.id: _text(column) for column in columns if not column.group}
    rows = st.fixed_dictionaries({}, optional=groups | others)
    return rows.filter(lambda row: any(name in others for name in row))


_GROUP = st.sampled_from(
    ["产出指标", "效益指标", "满意度指标", "数量指标", "质量指标", "社会效益\n指标", "服务对象满意度指标"]
)


def filings(form: Form) -> st.SearchStrategy[Filing]:
    """Filings of a form, from completely empty to more rows than the paper has, with texts that have no cell of their own."""
    values = st.fixed_dictionaries({}, optional={field.id: _text(field) for field in form.fields})
    extras = st.dictionaries(st.sampled_from(["开户银行", "联系人", "备注说明", "其他"]), TEXTS, max_size=2)
    tables = st.fixed_dictionaries(
        {}, optional={table.id: st.lists(_row(form, table.id), min_size=1, max_size=25) for table in form.tables}
    )
    years = st.sampled_from([2019, 2020, 2021, 2026])
    return st.builds(
        lambda year, known, more, rows: Filing(
            form=form.id, year=year, region="371521", form_version=form.version,
            values=known | {f"{EXTRA}{label}": text for label, text in more.items()}, tables=rows,
        ),
        years, values, extras, tables,
    )  # fmt: skip
