"""Blank forms as upper levels send them, stored as a ledger would, and filings put into them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from medaid_desktop.core.definitions.form_reader import read_form_json
from medaid_desktop.core.filing import Filing
from medaid_desktop.core.forms import FieldDef, Form
from medaid_desktop.core.grid import Area, Document, Grid
from medaid_desktop.core.templates.filling.filling import fill
from medaid_desktop.core.templates.looks import SheetLooks
from medaid_desktop.core.templates.making.form_making import form_data, form_json
from medaid_desktop.core.templates.stored import StoredTemplate
from medaid_desktop.core.templates.template_map import (
    YEAR,
    ColumnMark,
    FieldMark,
    RowMark,
    Spot,
    TableMark,
    TemplateMap,
)
from medaid_desktop.recognition.recognise import recognise
from medaid_desktop.recognition.templates.board.printed import with_printed
from medaid_desktop.recognition.templates.copies.shapes import shelf_of
from medaid_desktop.recognition.templates.drawing.drawing import draw
from medaid_desktop.recognition.understood import Knowledge, Understood
from tests.recognition.drawing import document, drawn
from tests.recognition.reading_back import known
from tests.recognition.templates.filled_grid import filled_grid

PROJECT = """
附件2 | < | < | < | < | <
绩效目标表 | < | < | < | < | <
（     年度） | < | < | < | < | <
项目名称 | < |  | < | 项目负责人及电话 |
主管部门 | < |  | < | 实施单位 |
资金情况\\n（万元） | < | 年度资金总额： | < |  | <
^ | ^ |        其中：财政拨款 | < |  | <
^ | ^ |              其他资金 | < |  | <
总\\n体\\n目\\n标 | 年度目标 | < | < | < | <
^ |  | < | < | < | <
绩\\n效\\n指\\n标 | 一级指标 | 二级指标 | 三级指标 | < | 指标值
^ | 产出指标 | 数量指标 |  | < |
^ | ^ | ^ |  | < |
^ | ^ | 质量指标 |  | < |
^ | ^ | 时效指标 |  | < |
^ | 效益指标 | 社会效益指标 |  | < |
^ | ^ | ^ |  | < |
^ | 满意度指标 | 服务对象满意度指标 |  | < |
"""

REGIONAL = """
城乡医疗救助补助资金区域绩效目标表 | < | < | < | < | <
（    年度） | < | < | < | < | <
专项名称 | < | < |  | < | <
省份 | < | < |  | < | <
财政部门 | < | < |  | < | <
主管部门 | < | < |  | < | <
资金情况\\n(万元) | < | < | 年度金额: |  | <
^ | ^ | ^ | 其中: 中央资金 |  | <
^ | ^ | ^ |           地方资金 |  | <
年度目标 | < |  | < | < | <
绩\\n效\\n指\\n标 | 一级指标 | 二级指标 | 三级指标 | 全省指标值 | 区域指标值
^ | 产出指标 | 数量指标 | 医疗救助对象人次规模 | ≥200万人次 |
^ | ^ | ^ | 资助参保人数 | ≥100万人 |
^ | ^ | 质量指标 | 重点救助对象自付费用救助比例 | ≥70% |
^ | 效益指标 | 社会效益指标 | 困难群众看病就医方便程度 | 明显提高 |
^ | 满意度指标 | 服务对象满意度指标 | 政策知晓率 | ≥80% |
注：本表一式三份，由财政部门、主管部门和项目单位各留一份。 | < | < | < | < | <
"""

DECLARATION = """
预算绩效目标申报表 | < | < | < | < | <
(     年度) | < | < | < | < | <
项目名称 |  | < | 项目类别 | 投资类项目 □\\n发展类项目 □ | <
项目编码 |  | < | 主管部门 |  | <
项目联系人 |  | < | 联系电话 |  | <
项目期限 |       年   月 至      年   月 | < | < | < | <
年度财政拨款\\n(万元) |  | < | < | < | <
测算依据\\n及说明 | （200字以内） | < | < | < | <
项目实施进度计划 | 项目实施内容 | < | 开始时间 | 完成时间 | <
^ |  | < |  |  | <
^ |  | < |  |  | <
年度绩效指标 | 一级指标 | 二级指标 | 指标内容 | 指标值 | 备注
^ | 产出指标 | 数量指标 |  |  |
^ | ^ | 质量指标 |  |  |
^ | ^ | …… |  |  |
^ | 效益指标 | 社会效益指标 |  |  |
^ | …… |  |  |  |
其他需要说明\\n的问题 |  | < | < | < | <
项目单位\\n审核意见 | （签章） | < | 业务主管部门\\n审核意见 | （签章） | <
"""

SURVEY = """
医疗救助经办机构情况调查表 | < | < | < | <
经办机构名称 |  | < | 机构性质 |
服务窗口 | □政务大厅　□独立窗口　□其他 | < | < | <
序号 | 业务事项 | 经办人数 | 年办理量（件） | 备注
1 | （可加行） |  |  |
2 |  |  |  |
3 |  |  |  |
合计 | < |  | 0 |
存在问题 | < |  | < | <
填表人：　　　　　　联系电话：　　　　　　 | < | < | < | <
"""

LETTER = """
救助对象类别 | 上年人数 | 本年人数 | 增减原因
特困人员 |  |  |
低保对象 |  |  |
返贫致贫人口 |  |  |
补充说明 |  | < | <
"""
LETTER_ABOVE = ("附件3", "　　　　年度救助对象人数变动情况表", "填报单位：　　　　　　　　　　单位：人")


@dataclass(frozen=True)
class Sample:
    """A blank form with the template that a ledger has of it."""

    grid: Grid
    stored: StoredTemplate
    form: Form

    def filled(self, filing: Filing, region_name: str = "") -> Grid:
        """The form with a filing in it."""
        return filled_grid(self.grid, fill(self.stored.map, self.form, filing, region_name))


def sample(text: str, name: str, version: str = "1") -> Sample:
    """The template of a form drawn as text, its map drawn by the program."""
    grid = blank_grid(text, name)
    (found,) = draw(document(grid, name=f"{name}.xlsx"), [SheetLooks()], known())
    return kept(grid, found, name, version)


def kept(grid: Grid, map: TemplateMap, name: str, version: str = "1") -> Sample:
    """The template of a form whose map is known."""
    found = with_printed(map, grid)
    form_id = f"custom:{name}"
    definition = form_json(form_data(found, grid, SheetLooks(), form_id, version, known().forms.get(found.base)))
    stored = StoredTemplate(form_id, version, definition, found, f"{name}.xlsx", "xlsx", "")
    return Sample(grid, stored, read_form_json(definition, name))


def blank_grid(text: str, name: str, above: tuple[str, ...] = ()) -> Grid:
    """A blank form drawn as text, blank cells reaching over several columns among its areas."""
    grid = drawn(text, name, above)
    rows = [[part.strip(" ") for part in line.split("|")] for line in text.strip("\n").splitlines()]
    spans: list[Area] = []
    for at, row in enumerate(rows):
        for col, part in enumerate(row):
            cols = next((n for n, other in enumerate([*row[col + 1 :], ""]) if other != "<"), 0) + 1
            if not part and cols > 1:
                spans.append((at, col, 1, cols))
    return replace(grid, blank_spans=tuple(spans))


def _field(name: str, row: int, col: int, cols: int, prefix: str = "", blank: str = "") -> FieldMark:
    definition = FieldDef(name, name.removeprefix("extra:"))
    return FieldMark(Spot(row, col, 1, cols), definition, prefix, blank)


def _survey() -> Sample:
    """A form of no known kind: boxes, a serial column, a total that the workbook works out, two values in one cell."""
    windows = FieldDef("extra:服务窗口", "服务窗口", "choice", options=("政务大厅", "独立窗口", "其他"), multiple=True)
    columns = (
        ColumnMark(0, 1, FieldDef("serial", "序号"), serial=True),
        ColumnMark(1, 1, FieldDef("extra:业务事项", "业务事项")),
        ColumnMark(2, 1, FieldDef("extra:经办人数", "经办人数", "number")),
        ColumnMark(3, 1, FieldDef("extra:年办理量", "年办理量", "number", unit="件")),
        ColumnMark(4, 1, FieldDef("note", "备注")),
    )
    rows = (
        RowMark(4, given={"serial": "1", "extra:业务事项": "（可加行）"}), RowMark(5, given={"serial": "2"}),
        RowMark(6, given={"serial": "3"}), RowMark(7, "total", {"serial": "合计", "extra:年办理量": "0"}),
    )  # fmt: skip
    gap = "　" * 6
    map = TemplateMap(
        "调查表", 0, "医疗救助经办机构情况调查表", layout="survey", area=(0, 0, 10, 5),
        fields=(
            _field("extra:经办机构名称", 1, 1, 2), _field("extra:机构性质", 1, 4, 1),
            FieldMark(Spot(2, 1, 1, 4), windows, blank="□政务大厅　□独立窗口　□其他"),
            _field("extra:存在问题", 8, 2, 3),
            _field("filler", 9, 0, 5, prefix="填表人：", blank=gap),
            _field("filler_phone", 9, 0, 5, prefix="联系电话：", blank=gap),
        ),
        tables=(TableMark("rows", "业务事项", (3, 4), columns, rows),),
    )  # fmt: skip
    return kept(blank_grid(SURVEY, "调查表"), map, "调查表")


def _letter() -> Sample:
    """A letter's table: year and office in the paragraphs above it, printed rows that are content."""
    columns = tuple(
        ColumnMark(col, 1, FieldDef(f"extra:{label}", label))
        for col, label in enumerate(("救助对象类别", "上年人数", "本年人数", "增减原因"))
    )
    rows = tuple(
        RowMark(row, given={"extra:救助对象类别": name})
        for row, name in enumerate(("特困人员", "低保对象", "返贫致贫人口"), 1)
    )
    map = TemplateMap(
        "", 0, "年度救助对象人数变动情况表", layout="letter", area=(0, 0, 5, 4),
        fields=(
            FieldMark(Spot(1, within="above"), FieldDef(YEAR, "年度"), "", "　　　　", "年度救助对象人数变动情况表"),
            FieldMark(
                Spot(2, within="above"), FieldDef("filling_unit", "填报单位"), "填报单位：", "　" * 10, "单位：人"
            ),
            _field("extra:补充说明", 4, 1, 3),
        ),
        tables=(TableMark("rows", "人数", (0, 1), columns, rows),),
    )  # fmt: skip
    return kept(blank_grid(LETTER, "", LETTER_ABOVE), map, "变动表")


SAMPLES: Mapping[str, Sample] = {
    "绩效目标表": sample(PROJECT, "绩效目标表"),
    "区域绩效目标表": sample(REGIONAL, "区域绩效目标表"),
    "申报表": sample(DECLARATION, "申报表"),
    "调查表": _survey(),
    "变动表": _letter(),
}


def knowing(*samples: Sample) -> Knowledge:
    """What recognition knows with these templates, all where none are named."""
    return replace(known(), templates=shelf_of([one.stored for one in samples or SAMPLES.values()]))


def read(*grids: Grid, knowledge: Knowledge, kind: str = "xlsx") -> list[Understood]:
    """What is understood of a document."""
    return recognise(Document(f"来文.{kind}", kind, grids), knowledge)


Content = tuple[dict[str, str], dict[str, list[dict[str, str]]]]
"""Values, and rows by table."""


def content(filing: Filing) -> Content:
    """Values and rows without blanks."""
    values = {name: text for name, text in filing.values.items() if text}
    tables = {name: _rows(rows) for name, rows in filing.tables.items()}
    return values, {name: rows for name, rows in tables.items() if rows}


def _rows(rows: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    return [{name: text for name, text in row.items() if text} for row in rows]
