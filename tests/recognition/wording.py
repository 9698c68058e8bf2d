"""How typists of different offices write labels; gathered apart from the program's own words, from published forms."""

from random import Random

LABELS = {
    "project_name": ["项目名称", "项目名称", "专项名称", "资金名称", "项目（专项）名称", "专项（项目）名称", "转移支付名称", "转移支付（项目）名称", "项目（资金）名称"],
    "project_leader": ["项目负责人及电话", "项目负责人及联系电话", "项目负责人", "负责人及电话"],
    "competent_department": ["主管部门", "主管部门", "业务主管部门", "主管部门及代码", "主管部门名称", "地方主管部门", "省级主管部门", "市级主管部门"],
    "implementing_unit": ["实施单位", "项目实施单位", "项目单位", "资金使用单位", "具体实施单位", "用款单位", "承担单位"],
    "budget_unit": ["预算单位", "预算部门", "预算单位名称"],
    "finance_department": ["财政部门", "地方财政部门", "省级财政部门", "市级财政部门", "财政主管部门"],
    "province": ["省份", "省（自治区、直辖市）", "省（区、市）"],
    "prefecture": ["州（市）", "市（州）", "市州", "州市", "市（县）", "所属市州"],
    "funding_total": ["年度资金总额", "资金总额", "年度金额", "项目资金总额", "年度预算总额", "年度预算金额"],
    "funding_fiscal": ["财政拨款", "其中：财政拨款", "其中：当年财政拨款", "其中:财政资金", "其中：本年一般公共预算拨款"],
    "funding_other": ["其他资金", "其它资金", "自筹资金", "其他"],
    "funding_central": ["中央资金", "其中：中央补助", "其中：中央财政资金", "中央补助资金", "其中：中央资金"],
    "funding_local": ["地方资金", "地方财政资金", "地方配套资金", "省级资金"],
    "annual_goal": ["年度目标", "年度总体目标", "总体目标", "年度绩效目标", "绩效目标"],
    "long_term_goal": ["长期目标", "中长期目标", "实施期目标", "中期目标"],
    "goal_expected": ["预期目标", "年初设定目标", "年初预期目标", "年初设定的目标"],
    "goal_actual": ["实际完成情况", "目标实际完成情况", "全年实际完成情况", "目标完成情况"],
    "filling_unit": ["填报单位", "填报单位（盖章）", "申报单位", "填表单位"],
    "filled_on": ["填报日期", "填表日期", "填报时间", "申报日期"],
    "project_category": ["项目类别", "项目分类"],
    "project_type": ["项目类型", "项目性质"],
    "project_code": ["项目编号", "项目编码"],
    "competent_department_code": ["主管部门编码", "主管部门代码"],
    "item_code": ["项目代码"],
    "contact": ["项目联系人", "联系人"],
    "contact_phone": ["联系电话", "联系方式"],
    "period": ["项目期限", "项目起止时间", "实施期限", "项目周期", "起止时间"],
    "estimate_basis": ["测算依据及说明", "测算依据", "资金测算依据"],
    "overview": ["项目概况、主要内容及用途", "项目概况", "项目主要内容及用途"],
    "legal_basis": ["项目立项的依据", "立项依据", "项目立项依据"],
    "feasibility": ["项目申报的可行性和必要性", "可行性和必要性", "项目申报的可行性和\n必要性"],
    "other_matters": ["其他需要说明的问题", "其他需要说明的情况", "需要说明的问题"],
    "filler": ["项目单位填报人", "填报人", "填表人"],
    "filler_phone": ["填报人联系电话", "填报人电话", "联系电话"],
    "total_score": ["总分", "合计", "总  分", "总分合计"],
}  # fmt: skip

COLUMNS = {
    "level1": ["一级指标", "一级\n指标", "一 级 指 标"],
    "level2": ["二级指标", "二级\n指标", "二 级 指 标"],
    "level3": ["三级指标", "三级指标", "指标内容", "三级指标内容", "指标名称", "绩效指标名称"],
    "level4": ["四级指标", "四级\n指标", "细化指标"],
    "target": ["指标值", "年度指标值", "目标值", "年度目标值", "绩效指标值", "预期指标值", "计划指标值", "指标值（计算符号/数值/单位）"],
    "upper_target": ["全省指标值", "省级指标值", "上级指标值", "全省目标值"],
    "own_target": ["区域指标值", "本地区指标值", "指标值", "市级指标值"],
    "note": ["备注", "说明", "指标说明"],
    "actual": ["实际完成值", "全年实际完成值", "完成值", "全年实际值", "实际完成指标值"],
    "weight": ["分值", "权重", "分值（权重）", "标准分"],
    "score": ["得分", "自评得分", "实际得分"],
    "reason": ["偏差原因分析及改进措施", "偏差原因", "未完成原因和改进措施", "未完成原因分析", "偏差原因分析\n及改进措施"],
    "actual_to_date": ["1—7月执行情况", "1-9月执行情况", "1-7月\n完成情况", "截至8月底完成情况", "执行情况", "1-6月完成值"],
    "expected_full_year": ["全年预计完成情况", "预计全年完成情况", "全年预计\n完成情况"],
    "likelihood": ["完成目标可能性", "完成目标\n可能性", "目标完成可能性"],
    "operator": ["符号", "运算符号", "计算符号", "指标性质", "比较符"],
    "value": ["指标值", "数值", "值"],
    "measure": ["单位", "计量单位", "度量单位", "指标值单位"],
}  # fmt: skip

SLIPS = {"项目名称": "项日名称", "实施单位": "实施单住", "主管部门": "主管部们", "一级指标": "一级指际", "二级指标": "二级指标标", "联系电话": "联系电活", "三级指标": "三级指示"}  # fmt: skip


def label(rng: Random, name: str, colon: bool = True) -> str:
    """One way to write the label of a field."""
    return dressed(rng, rng.choice(LABELS[name]), colon)


def head(rng: Random, name: str) -> str:
    """One way to write the head of a column."""
    return rng.choice(COLUMNS[name])


def dressed(rng: Random, text: str, colon: bool = True) -> str:
    """A label with what typists add: blanks, stars, colons, numbers, a line break, rarely a slip of the pen."""
    way = rng.randrange(14)
    bare = text.replace("\n", "")
    if way == 0 and "：" not in text and "、" not in text:
        return " ".join(text)
    if way == 1:
        return f"*{text}"
    if way == 2 and colon:
        return f"{text}："
    if way == 3 and len(text) > 5 and "：" not in text and "\n" not in text:
        return f"{text[:3]}\n{text[3:]}"
    if way == 4 and bare in SLIPS and rng.random() < 0.5:
        return SLIPS[bare]
    if way == 5 and colon:
        return f"{text}:"
    if way == 6:
        return f" {text}　"
    if way == 7 and len(text) == 4 and "\n" not in text:
        return f"{text[:2]}　{text[2:]}"
    return text
