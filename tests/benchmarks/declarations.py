"""Realistic declarations as sheets, with differing texts, for the benchmark of printing."""

import hashlib
import random
from collections.abc import Iterator

from medaid_desktop.core.digest import verification_code
from medaid_desktop.core.review.sheet_code import SheetCode
from medaid_desktop.core.sheet import Cell, CellStyle, PageSetup, Row, SealPlace, Sheet

COLUMNS_MM = (20.0, 22.0, 25.0, 40.0, 21.0, 22.0, 20.0)
LABEL = CellStyle("song", 10.5, align="center")
FIELD = CellStyle("fangsong", 10.5)
CENTRED = CellStyle("fangsong", 10.5, align="center")
TITLE = CellStyle("title", 18, align="center", border=0)
PLAIN = CellStyle("song", 10.5, border=0)
PLAIN_CENTRED = CellStyle("song", 10.5, align="center", border=0)
PLAIN_RIGHT = CellStyle("song", 10.5, align="right", border=0)

_FIRST = "青云临平松石白南双清东金长永安福兴宁武文广德和顺昌泰新龙凤海江山泉湖"
_SECOND = "河岭川原桥沙屏峰溪岗滩水城阳丰远康华定陵乡谷坪湾塘林堡泽"
_CLAUSES = (
    "对纳入监测范围的困难群众实行先诊疗后付费", "把参保资助、大病保障和医疗救助三项政策衔接起来", "由乡镇经办窗口逐户核对人员名单",
    "财政部门按季度预拨、年终据实清算", "救助标准按照上年度人均费用增长{n}%测算", "预计全年救助{n}人次，人均{n}元",
    "县级配套资金{n}万元已列入年初预算", "定点医疗机构实行“一站式”结算（含{n}家乡镇卫生院）", "对重特大疾病患者设置年度封顶线{n}元",
    "资金拨付情况每月在政务公开栏公示", "建立部门之间的数据比对机制，杜绝重复享受", "确保政策范围内住院费用救助比例≥{n}%",
)  # fmt: skip
_INDICATORS = (
    ("产出指标", "数量指标", ("资助参保人数", "直接救助人次数", "重点救助对象覆盖户数")),
    ("产出指标", "质量指标", ("救助对象认定准确率", "“一站式”结算覆盖率")),
    ("产出指标", "时效指标", ("救助资金及时拨付率", "申请办结时限")),
    ("产出指标", "成本指标", ("人均直接救助费用",)),
    ("效益指标", "经济效益指标", ("减轻困难群众医疗费用负担",)),
    ("效益指标", "社会效益指标", ("救助政策知晓率", "因病返贫监测对象帮扶率")),
    ("效益指标", "可持续影响指标", ("对健全多层次医疗保障体系的影响",)),
    ("满意度指标", "服务对象满意度指标", ("救助对象满意度", "经办人员满意度")),
)


def declarations(count: int) -> Iterator[Sheet]:
    """So many declarations of two pages each, one after the other, always the same."""
    for number in range(count):
        yield declaration(number)


def declaration(number: int) -> Sheet:
    """One declaration of about 110 cells."""
    return _Builder(number).build()


class _Builder:
    def __init__(self, number: int) -> None:
        self._random = random.Random(number)
        self._number = number
        self._county = _FIRST[number % len(_FIRST)] + _SECOND[number // len(_FIRST) % len(_SECOND)] + "县"
        self._rows: list[Row] = []
        self._cells: list[Cell] = []

    def build(self) -> Sheet:
        self._head()
        self._fields()
        self._schedule()
        self._goals()
        self._indicators()
        self._reviews()
        code = verification_code(hashlib.sha256(str(self._number).encode("ascii")).hexdigest())
        square = SheetCode("declaration", f"{371500 + self._number % 100}", 2021, 1, 1, code)
        page = PageSetup(foot_left="预算绩效目标申报表", foot_right=f"{self._county} 2021 年度", square=square)
        cells = tuple(sorted(self._cells, key=lambda cell: (cell.row, cell.col)))
        return Sheet(f"预算绩效目标申报表（{self._county}）", page, COLUMNS_MM, tuple(self._rows), cells)

    def _row(self, *cells: tuple[int, int, str, CellStyle], least_mm: float = 7.5, keep: bool = False) -> int:
        row = len(self._rows)
        self._rows.append(Row(least_mm, keep_with_next=keep))
        self._cells += [
            Cell(row, col, text, style, cols=cols, role="field" if style in (FIELD, CENTRED) else "label")
            for col, cols, text, style in cells
        ]
        return row

    def _prose(self, clauses: int) -> str:
        chosen = self._random.sample(_CLAUSES, clauses)
        text = "；".join(clause.format(n=self._random.randrange(60, 99)) for clause in chosen)
        return f"{self._county}{text}。"

    def _head(self) -> None:
        self._row((0, 7, "预算绩效目标申报表", TITLE), least_mm=12, keep=True)
        self._row((0, 7, "（2021年度）", PLAIN_CENTRED), keep=True)
        self._row(
            (0, 4, f"填报单位：{self._county}医疗保障局", PLAIN),
            (4, 3, "填报日期：2021年6月1日", PLAIN_RIGHT),
            keep=True,
        )

    def _fields(self) -> None:
        office = f"{self._county}医疗保障局"
        ticks = "投资类项目 ☐ 发展类项目 ☑" if self._number % 3 else "投资类项目 ☑ 发展类项目 ☐"
        pairs = (
            ("项目名称", f"2021年度{self._county}城乡困难群众医疗救助补助资金项目", "项目类别", ticks),
            ("项目编号", f"{self._number:06d}", "主管部门", office),
            ("主管部门编码", f"{self._random.randrange(100, 999)}", "项目实施单位", office),
            ("项目联系人", "联系人", "联系电话", f"0000-{self._random.randrange(1000000, 9999999)}"),
            ("项目类型", "上年原有项目 ☑ 新增固定项目 ☐ 新增一次性项目 ☐ 其他项目 ☐", "项目代码", ""),
        )
        for left, first, right, second in pairs:
            self._row((0, 2, left, LABEL), (2, 2, first, FIELD), (4, 1, right, LABEL), (5, 2, second, FIELD))
        self._row((0, 2, "项目期限", LABEL), (2, 5, "2021 年 1 月 至 2021 年 12 月", FIELD))
        amount = self._random.randrange(10000, 999999) / 100
        self._row((0, 2, "年度财政拨款\n（万元）", LABEL), (2, 5, f"{amount:,.2f} 万元", FIELD))
        self._row((0, 2, "测算依据\n及说明", LABEL), (2, 5, self._prose(3), FIELD))
        self._row((0, 2, "项目概况、主要内容及用途", LABEL), (2, 5, self._prose(4), FIELD))
        row = self._row((1, 1, "项目立项的依据", LABEL), (2, 5, self._prose(3), FIELD))
        self._row((1, 1, "项目申报的可行性和必要性", LABEL), (2, 5, self._prose(4), FIELD))
        self._span(row, 0, 2, "项目立项情况")

    def _span(self, row: int, col: int, rows: int, text: str, repeats: bool = True) -> None:
        self._cells.append(Cell(row, col, text, LABEL, rows=rows, repeats=repeats))

    def _schedule(self) -> None:
        row = self._row((2, 2, "项目实施内容", LABEL), (4, 1, "开始时间", LABEL), (5, 2, "完成时间", LABEL))
        for step in ("人员核定与资助参保", "日常救助与结算", "年终清算与自评"):
            month = self._random.randrange(1, 7)
            self._row(
                (2, 2, f"{self._county}{step}", FIELD), (4, 1, f"2021年{month}月", CENTRED),
                (5, 2, f"2021年{month + self._random.randrange(1, 6)}月", CENTRED),
            )  # fmt: skip
        self._cells.append(Cell(row, 0, "项目实施进度计划", LABEL, rows=4, cols=2, repeats=True))

    def _goals(self) -> None:
        row = self._row((2, 2, "长期目标", LABEL), (4, 3, "年度目标", LABEL), keep=True)
        self._row((2, 2, self._prose(2), FIELD), (4, 3, self._prose(2), FIELD))
        self._cells.append(Cell(row, 0, "项目绩效目标", LABEL, rows=2, cols=2, repeats=True))

    def _indicators(self) -> None:
        head = self._row(
            (1, 1, "一级指标", LABEL), (2, 1, "二级指标", LABEL), (3, 1, "指标内容", LABEL), (4, 2, "指标值", LABEL),
            (6, 1, "备注", LABEL), keep=True,
        )  # fmt: skip
        starts: dict[str, list[int]] = {}
        for first, second, names in _INDICATORS:
            for name in names:
                target = self._random.choice(("≥{}%", "{} 人次", "≤{} 个工作日", "{} 元/人", "明显提高"))
                row = self._row(
                    (3, 1, f"{self._county}{name}", FIELD),
                    (4, 2, target.format(self._random.randrange(20, 99)), CENTRED),
                    (6, 1, "", FIELD),
                )  # fmt: skip
                starts.setdefault(first, []).append(row)
                starts.setdefault(f"{first}/{second}", []).append(row)
        for group, rows in starts.items():
            names = group.split("/")
            self._span(rows[0], len(names), len(rows), names[-1])
        self._span(head, 0, len(self._rows) - head, "年度绩效指标")
        for row in range(head + 2, len(self._rows)):
            self._rows[row] = Row(7.5, heads=(head, head + 1))

    def _reviews(self) -> None:
        self._row((0, 2, "其他需要说明的问题", LABEL), (2, 5, "无", FIELD))
        for left, right in (("项目单位\n审核意见", "业务主管部门审核意见"), ("财政部门\n初审", "财政部门\n复审")):
            row = self._row((0, 1, left, LABEL), (4, 1, right, LABEL))
            for col, cols, step in ((1, 3, left), (5, 2, right)):
                lines = (f"{self._county}医疗保障局（签章）" if cols == 3 else "（签章）", "年　月　日")
                seal = SealPlace(step, 38.0, lines)
                self._cells.append(Cell(row, col, "", CENTRED, cols=cols, role="seal", seal=seal))
        self._row((0, 4, "项目单位填报人：填报人", PLAIN), (4, 3, "联系电话：0000-0000000", PLAIN))
