"""Forms are read strictly: every fault is refused with file, key, cause and cure."""

import pytest

from medaid_desktop.core.definitions.form_reader import read_form
from medaid_desktop.core.forms import FieldDef, ReviewStep
from medaid_desktop.core.layout import LineSection, TableSection
from medaid_desktop.errors import UserError

GOOD = """
schema = 1
id = "visit"
title = "走访表"
version = "1"

field = [{ id = "village", label = "村名" }, { id = "kind", label = "方式", type = "choice", options = ["入户"] }]
review = [{ id = "head", title = "负责人" }]

[[table]]
id = "people"
label = "人员"
column = [{ id = "group", label = "组", group = true }, { id = "name", label = "姓名" }, { id = "note", label = "备注" }]

[page]
columns_mm = [24, 50, 50, 50]

[[section]]
kind = "title"
cells = [{ text = "走访表", cols = 4 }]

[[section]]
kind = "row"
cells = [{ text = "村名" }, { field = "village" }, { text = "方式" }, { field = "kind" }]

[[section]]
kind = "table"
table = "people"
side = { text = "人员" }
head = [[{ text = "组", rows = 2 }, { text = "姓名" }, { text = "备注", column = "note", rows = 2 }], [{ text = "（户主）" }]]
body = [
  { column = "group", merge = "group" },
  { column = "name", merge = "with-next" },
  { column = "note", join = "name", split = "table" },
]
skeleton = [{ group = "一组", name = "村长" }]
strong = { group = ["合计"] }

[[section]]
kind = "review"
cells = [{ text = "签字" }, { review = "head", cols = 3 }]
"""


def test_a_short_title_is_the_title_where_there_is_none() -> None:
    assert read_form(GOOD, "visit.toml").short == "走访表"
    assert read_form(GOOD.replace('version = "1"', 'short = "走访"\nversion = "1"', 1), "visit.toml").short == "走访"


def test_a_good_form_is_read_whole() -> None:
    form = read_form(GOOD, "visit.toml")
    assert (form.id, form.title, form.version, form.title_field) == ("visit", "走访表", "1", "project_name")
    assert form.fields[1] == FieldDef("kind", "方式", "choice", options=("入户",))
    assert form.reviews == (ReviewStep("head", "负责人", True, ("（签章）", "　　年　　月　　日")),)
    (layout,) = form.layouts
    assert (layout.landscape, layout.margins_mm, layout.font, layout.size_pt) == (False, (18, 18, 18, 20), "song", 10.5)
    title, row, table, review = layout.sections
    assert isinstance(title, LineSection) and isinstance(review, LineSection)
    assert [title.ruled, review.ruled] == [False, True]
    assert isinstance(row, LineSection) and (row.least_mm, row.ruled) == (8.0, True)
    assert isinstance(table, TableSection)
    assert [body.column for body in table.body] == ["group", "name", "note"]
    assert table.strong == {"group": ("合计",)}
    assert table.skeleton == ({"group": "一组", "name": "村长"},)


def test_variants_share_the_page_and_may_have_their_own() -> None:
    sections = GOOD[GOOD.index("[[section]]") :].replace("[[section]]", "[[variant.section]]")
    head = GOOD[: GOOD.index("[[section]]")]
    own = "[variant.page]\ncolumns_mm = [40, 50, 50, 50]\nlandscape = true\n"
    text = (
        f'{head}[[variant]]\nid = "a"\ntitle = "甲"\n{sections}\n[[variant]]\nid = "b"\ntitle = "乙"\n{own}{sections}'
    )
    form = read_form(text, "visit.toml")
    assert [(layout.id, layout.title, layout.landscape) for layout in form.layouts] == [
        ("a", "甲", False),
        ("b", "乙", True),
    ]
    assert form.layouts[1].columns_mm == (40, 50, 50, 50)
    assert form.layout("b") is form.layouts[1] and form.layout("c") is None


def changed(old: str, new: str) -> str:
    assert GOOD.count(old) == 1, old
    return GOOD.replace(old, new)


SPANS = "请调整 cols、rows"
FAULTS = [
    ("schema = 1", "schema = 2", "不认识 2：visit.toml：schema。可用：1。"),
    ('version = "1"\n', "", "缺少必需的键：visit.toml：version。请补上 version = …。"),
    ('id = "visit"', 'id = "visit"\ncolour = "red"', "不认识的键：visit.toml：colour。请删去或改正；这里可用：base、checks、field、id、page、purpose、review、schema、section、short、start、table、title、title_field、variant、version。"),
    ('{ id = "village", label = "村名" }', '{ id = "village" }', "缺少必需的键：visit.toml：field[0].label。请补上 label = …。"),
    ('type = "choice"', 'type = "list"', "不认识 'list'：visit.toml：field[1].type。可用：text、long-text、amount、number、target、choice、date、period、phone、code、region、unit。"),
    (', options = ["入户"]', "", "选择字段没有选项：visit.toml：field[1].options。请写出 options = [\"…\", \"…\"]。"),
    ('{ id = "village", label = "村名" }', '{ id = "kind", label = "村名" }', "代号 kind 重复：visit.toml：field。请改名，使代号互不相同。"),
    ('{ id = "name", label = "姓名" }', '{ id = "group", label = "姓名" }', "代号 group 重复：visit.toml：table people.column。请改名，使代号互不相同。"),
    ('column = [{ id = "group", label = "组", group = true }, { id = "name", label = "姓名" }, { id = "note", label = "备注" }]', "", "表格没有列：visit.toml：table[0].column。请至少写一个 [[table.column]]。"),
    ("[page]\ncolumns_mm = [24, 50, 50, 50]", "", "没有写页面：visit.toml：page。请写出 [page] columns_mm = [毫米, …]。"),
    ("columns_mm = [24, 50, 50, 50]", "landscape = true", "没有写列宽：visit.toml：page.columns_mm。请写出 columns_mm = [毫米, …]。"),
    ("columns_mm = [24, 50, 50, 50]", "columns_mm = [0, 50, 50, 50]", "列宽应大于 0：visit.toml：page.columns_mm。请写每一列的毫米数。"),
    ("columns_mm = [24, 50, 50, 50]", "columns_mm = [30, 50, 50, 50]", "列宽合计 180 毫米，超出可印宽度 174 毫米：visit.toml：page.columns_mm。请缩小列宽或页边距。"),
    ("columns_mm = [24, 50, 50, 50]", "columns_mm = [24, 50, 50, 50]\nmargins_mm = [20, 20]", "页边距应为四个数：visit.toml：page.margins_mm。请写成 [左, 上, 右, 下]，单位毫米。"),
    ("columns_mm = [24, 50, 50, 50]", 'columns_mm = [24, 50, 50, 50]\nfont = "arial"', "不认识 'arial'：visit.toml：page.font。可用：song、fangsong、kai、hei、title。"),
    ('kind = "title"', 'kind = "heading"', "不认识 'heading'：visit.toml：section[0].kind。可用：title、line、row、review、table。"),
    ('{ text = "走访表", cols = 4 }', '{ text = "走访表", cols = 3 }', f"这一行只占 3 格，版面有 4 格：visit.toml：section[0]。{SPANS}。"),
    ('{ text = "走访表", cols = 4 }', '{ text = "走访表", cols = 0 }', "cols、rows 应为正整数：visit.toml：section[0].cells[0].cols。请改为 1 或更大。"),
    ('{ text = "走访表", cols = 4 }', '{ text = "走访表", cols = 4, color = "red" }', "不认识的键：visit.toml：section[0].cells[0].color。请删去或改正；这里可用：align、blank、bold、border、cols、column、display、down、field、font、prefix、review、rows、size_pt、suffix、text、valign。"),
    ('{ text = "走访表", cols = 4 }', '{ text = "走访表", cols = 4, align = "mid" }', "不认识 'mid'：visit.toml：section[0].cells[0].align。可用：left、center、right。"),
    ('{ text = "方式" }, { field = "kind" }', '{ text = "方式" }, { field = "kind", cols = 2 }', f"单元格“kind”超出版面：visit.toml：section[1]。{SPANS}。"),
    ('{ field = "village" }', '{ field = "vilage" }', "没有定义字段 vilage：visit.toml：section[1]。请在 [[field]] 中定义，或改正名称。"),
    ('{ text = "方式" }, { field = "kind" }', '{ text = "方式" }, { field = "village" }', "字段 village 在版面上出现两次：visit.toml：section。请只留一处。"),
    ('{ text = "村名" }, {', '{ text = "村名", rows = 2 }, {', "上一行有单元格跨到表格里：visit.toml：section[2]。请减小上一行的 rows。"),
    ('{ text = "签字" }', '{ text = "签字", rows = 2 }', "有单元格跨到最后一行之下：visit.toml：section[3]。请减小 rows、down。"),
    ('review = "head", cols = 3', 'review = "boss", cols = 3', "没有定义审核环节 boss：visit.toml：section[3]。请在 [[review]] 中定义，或改正名称。"),
    ('{ text = "签字" }, { review = "head", cols = 3 }', '{ review = "head" }, { review = "head", cols = 3 }', "审核环节 head 在版面上出现两次：visit.toml：section。请只留一处。"),
    ('table = "people"', 'table = "persons"', "没有定义表格 persons：visit.toml：section[2]。请在 [[table]] 中定义，或改正名称。"),
    ('{ column = "group", merge = "group" }', '{ column = "team", merge = "group" }', "表格 people 没有列 team：visit.toml：section[2]。请在 [[table.column]] 中定义，或改正名称。"),
    ('{ column = "group", merge = "group" }', '{ column = "name", merge = "group" }', "列 name 在 body 中出现两次：visit.toml：section[2]。请只留一处。"),
    ('{ column = "group", merge = "group" }', '{ merge = "group" }', "应写 column、serial、empty 之一：visit.toml：section[2].body[0].column。请写 column = \"列\"、serial = true 或 empty = true。"),
    ('{ column = "group", merge = "group" }', '{ column = "group", serial = true }', "应写 column、serial、empty 之一：visit.toml：section[2].body[0].column。请写 column = \"列\"、serial = true 或 empty = true。"),
    ('{ column = "group", merge = "group" }', '{ column = "group", cols = 2 }', "表格占 5 格，版面有 4 格：visit.toml：section[2].body。请调整 cols，使两者相等。"),
    ('{ column = "group", merge = "group" }', '{ column = "group", cols = 0 }', "cols 应为正整数：visit.toml：section[2].body[0].cols。请改为 1 或更大。"),
    ('{ column = "group", merge = "group" }', '{ column = "group", merge = "all" }', "不认识 'all'：visit.toml：section[2].body[0].merge。可用：、group、with-next、same。"),
    ('{ column = "group", merge = "group" }', '{ column = "group", join = "name" }', "列 group 并入 name，却不紧跟在它之后：visit.toml：section[2]。请调整 body 的次序，或改正 join。"),
    ('join = "name", split', 'join = "group", split', "列 name 之后没有并入它的列：visit.toml：section[2]。请去掉 merge = \"with-next\"，或给后一列写 join。"),
    ('skeleton = [{ group = "一组", name = "村长" }]', "skeleton = [{}]", "有一行是空的：visit.toml：section[2].skeleton。请写出该行的列，或删去该行。"),
    ('skeleton = [{ group = "一组", name = "村长" }]', 'skeleton = [{ team = "一组" }]', "表格 people 没有列 team：visit.toml：section[2]。请在 [[table.column]] 中定义，或改正名称。"),
    ('strong = { group = ["合计"] }', 'strong = { team = ["合计"] }', "表格 people 没有列 team：visit.toml：section[2]。请在 [[table.column]] 中定义，或改正名称。"),
    ('column = "note", rows = 2 }', 'column = "age", rows = 2 }', "表头引用的列 age 不在 body 中：visit.toml：section[2]。请改正名称。"),
    ('{ text = "组", rows = 2 }', '{ text = "组" }', f"表头只占 5 格，应占 6 格：visit.toml：section[2]。{SPANS}。"),
    ('{ text = "组", rows = 2 }', '{ text = "组", rows = 3 }', f"表头单元格“组”超出表头或与别的单元格重叠：visit.toml：section[2]。{SPANS}。"),
    ('{ text = "姓名" }, {', '{ text = "姓名", rows = 2 }, {', f"表头单元格“（户主）”超出表头或与别的单元格重叠：visit.toml：section[2]。{SPANS}。"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "message"), FAULTS)
def test_a_fault_names_file_key_cause_and_cure(old: str, new: str, message: str) -> None:
    with pytest.raises(UserError) as caught:
        read_form(changed(old, new), "visit.toml")
    assert str(caught.value) == message


def test_a_hidden_column_may_not_tear_the_head() -> None:
    """备注 is hidden while no row has one; 姓名 would then widen over the cell under it."""
    head = '{ text = "姓名" }, { text = "备注", column = "note", rows = 2 }], [{ text = "（户主）" }]'
    torn = '{ text = "姓名", rows = 2 }, { text = "备注", column = "note" }], [{ text = "（其他）" }]'
    with pytest.raises(UserError) as caught:
        read_form(changed(head, torn), "visit.toml")
    assert str(caught.value) == f"表头单元格“（其他）”超出表头或与别的单元格重叠：visit.toml：section[2]。{SPANS}。"


def test_text_that_is_no_toml() -> None:
    with pytest.raises(UserError) as caught:
        read_form("schema = ", "visit.toml")
    assert caught.value.what == "表种文件的格式有误"
    assert caught.value.where.startswith("visit.toml：")


def test_faults_in_a_variant_name_it() -> None:
    sections = GOOD[GOOD.index("[[section]]") :].replace("[[section]]", "[[variant.section]]")
    text = f'{GOOD[: GOOD.index("[[section]]")]}[[variant]]\nid = "a"\ntitle = "甲"\n{sections}'
    with pytest.raises(UserError) as caught:
        read_form(text.replace('field = "village" }', 'field = "vilage" }'), "visit.toml")
    assert caught.value.where == "visit.toml：variant[0].section[1]"
    double = text + f'\n[[variant]]\nid = "a"\ntitle = "乙"\n{sections}'
    with pytest.raises(UserError) as caught:
        read_form(double, "visit.toml")
    assert str(caught.value) == "代号 a 重复：visit.toml：variant。请改名，使代号互不相同。"
