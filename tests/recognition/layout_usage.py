"""Reports of use laid out at random: heads on one row or two, wording by level, totals, signatures."""

from random import Random

from tests.recognition.canvas import Canvas
from tests.recognition.layouts import Laid

_COLUMNS = [
    ("upper_received_on", ["收到{}下达资金时间", "收到上级资金时间"]),
    ("document_no", ["{}财政局下达资金文号", "下达资金文号", "资金文号"]),
    ("issued_on", ["{}财政局下达资金时间", "下达资金时间", "资金下达时间"]),
    ("project_name", ["{}财政局下达项目名称", "项目名称", "下达项目名称"]),
    ("amount", ["金额", "下达金额", "金额（元）"]),
    ("fund_nature", ["资金性质"]),
    ("fund_source", ["资金来源"]),
    ("received_on", ["收到{}财政局下达资金文件时间", "收到资金文件时间"]),
    ("sub_document_no", ["各区县财政局下达（拨付）资金文号", "县级下达（拨付）资金文号"]),
    ("sub_issued_on", ["各区县财政局下达（拨付）资金时间", "县级下达（拨付）资金时间"]),
    ("sub_amount", ["下达（拨付）金额（各单位填列）", "拨付金额"]),
    ("budget_executed", ["截止目前指标执行数", "指标执行数（各单位填列）"]),
    ("spent", ["截止目前实际支出数", "实际支出数"]),
    ("progress", ["实际支出进度", "支出进度"]),
    ("unspent_reason", ["未支出原因说明", "未支出原因"]),
]  # fmt: skip


def lay_usage(rng: Random) -> Laid:
    """A report of use with one to four lines."""
    names = [name for name, _ in _COLUMNS]
    kept = [
        name
        for name in names
        if rng.random() < 0.85 or name in ("project_name", "amount", "spent", "progress", "document_no")
    ]
    serial = rng.random() < 0.6
    canvas = Canvas(width=len(kept) + serial)
    year = rng.randrange(2019, 2026)
    place = rng.choice(["市", "州", "省", "自治区"])
    canvas.line(f"{year}年财政专项资金使用情况跟踪反馈表") if rng.random() < 0.5 else canvas.line(
        "专项资金使用情况跟踪反馈表"
    )
    filled = f"{year}年9月30日"
    canvas.put(canvas.row, 0, "单位：元", cols=2)
    canvas.put(canvas.row, 2, f"填报日期：{filled}", cols=canvas.width - 2)
    canvas.row += 1
    heads = [rng.choice(dict(_COLUMNS)[name]).format(place) for name in kept]
    if rng.random() < 0.6 and len(kept) > 8:
        if serial:
            canvas.put(canvas.row, 0, "序号", rows=2)
        half = kept.index("progress") // 2
        canvas.put(canvas.row, serial, f"{place}下达资金情况", cols=half)
        canvas.put(canvas.row, serial + half, "各单位预算执行情况（各单位填列）", cols=len(kept) - half)
        canvas.row += 1
        canvas.texts(serial, heads)
    else:
        canvas.texts(0, [*(["序号"] if serial else []), *heads])
    canvas.row += 1
    rows = [{name: _text(name, year, number, rng) for name in kept} for number in range(rng.randrange(1, 5))]
    for number, row in enumerate(rows):
        canvas.texts(0, [*([str(number + 1)] if serial else []), *row.values()])
        canvas.row += 1
    if serial and rng.random() < 0.3:
        canvas.texts(0, ["合计", *["100" if name == "amount" else "" for name in kept]])
        canvas.row += 1
    if rng.random() < 0.5:
        canvas.line("单位盖章：          各区县财政局签章：          单位经办人签章：")
    return Laid(canvas, "fund-usage", year, None, {"unit": "元", "filled_on": filled}, {"rows": rows})


def _text(name: str, year: int, number: int, rng: Random) -> str:
    if rng.random() < 0.15 and name != "project_name":
        return ""
    return {
        "document_no": f"乌财社〔{year}〕{number + 30}号", "sub_document_no": f"天财社〔{year}〕{number + 5}号", "project_name": f"城乡医疗救助补助资金（第{number + 1}批）",
        "amount": f"{rng.randrange(1, 99)},500,000.00", "fund_nature": "财政拨款", "fund_source": "上级转移支付", "sub_amount": "6560000", "budget_executed": "3200000.5",
        "spent": "3000000", "progress": "45.73%", "unspent_reason": "按季度结算",
    }.get(name, rng.choice([f"{year}.3.27", f"{year}年4月1日", f"{year}0410"]))  # fmt: skip
