"""Blank forms of many kinds as letters, each with what makes it hard to fill in."""

from collections.abc import Callable

from tests.formats.word.letters import (
    LANDSCAPE,
    blank_letter,
    cell,
    control,
    form_field,
    formula,
    paragraph,
    picture,
    prompt,
    row,
    run,
    symbol,
    table,
    text_box,
    tick_control,
)

_SONG = '<w:rFonts w:ascii="仿宋" w:eastAsia="仿宋" w:hAnsi="仿宋"/><w:sz w:val="24"/>'
_BOLD = _SONG + "<w:b/>"
_LINE = '<w:u w:val="single"/>'
_BOX_FIELD = '<w:name w:val="选1"/><w:checkBox><w:sizeAuto/><w:default w:val="0"/></w:checkBox>'


def _title(text: str) -> str:
    return paragraph(
        run(text, '<w:rFonts w:eastAsia="方正小标宋简体"/><w:sz w:val="36"/>'), look='<w:jc w:val="center"/>'
    )


def label(text: str, **more: object) -> str:
    """A cell with a name in it."""
    return cell(paragraph(run(text, _BOLD), look='<w:jc w:val="center"/>'), look='<w:vAlign w:val="center"/>', **more)  # type: ignore[arg-type]


def boxes() -> bytes:
    """Every kind of box: plain, of symbol fonts, check box controls, form fields."""
    plain = cell(paragraph(run("□ 上年原有　□ 新增固定", _SONG)), cols=3, width=6000)
    signs = cell(paragraph(symbol("F0A3"), run(" 是 "), symbol("F0A8", "Wingdings"), run(" 否")), cols=3, width=6000)
    letters = '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'
    old = cell(paragraph(run("o", letters), run(" 直达 "), run("\uf0a8", letters), run(" 非直达")), cols=3, width=6000)
    controls = cell(
        paragraph(tick_control(number=11), run(" 投资类 "), tick_control(True, 12), run(" 发展类")), cols=3, width=6000
    )
    fields = cell(
        paragraph(
            form_field(_BOX_FIELD, "FORMCHECKBOX"), run("有 "), form_field(_BOX_FIELD, "FORMCHECKBOX"), run("无")
        ),
        cols=3,
        width=6000,
    )
    brackets = cell("（ ）专项 （ ）一般", cols=3, width=6000)
    return blank_letter(
        _title("项目申报表")
        + table(row(label("项目类别"), plain), row(label("是否"), signs), row(label("直达"), old), row(label("项目类型"), controls),
                row(label("有无"), fields), row(label("资金"), brackets))
    )  # fmt: skip


def controls() -> bytes:
    """Text, date and list controls with their prompts, in lines, around paragraphs and around cells; bound ones too."""
    bound = '<w:dataBinding w:xpath="/root/unit" w:storeItemID="{11111111-2222-3333-4444-555555555555}"/><w:text/>'
    items = '<w:dropDownList><w:listItem w:displayText="选择一项。" w:value=""/><w:listItem w:displayText="特困人员" w:value="1"/><w:listItem w:displayText="低保对象" w:value="2"/></w:dropDownList>'
    date = '<w:date><w:dateFormat w:val="yyyy年M月d日"/><w:lid w:val="zh-CN"/></w:date>'
    around = control(
        cell(paragraph(run("请选择", '<w:rStyle w:val="Prompt"/>')), width=2000), f"<w:showingPlcHdr/>{items}", 23
    )
    several = control(paragraph(run("请填写年度目标", '<w:rStyle w:val="Prompt"/>')) + paragraph(run("分条列出", '<w:rStyle w:val="Prompt"/>')),
                      f"<w:rPr>{_SONG}</w:rPr><w:showingPlcHdr/>", 24)  # fmt: skip
    old_list = form_field(
        '<w:name w:val="表"/><w:ddList><w:result w:val="0"/><w:listEntry w:val="请选"/><w:listEntry w:val="省级"/><w:listEntry w:val="市级"/></w:ddList>',
        "FORMDROPDOWN",
    )
    return blank_letter(
        _title("内容控件表")
        + table(
            row(label("项目名称"), cell(paragraph(prompt(number=21))), label("填报日期"), cell(paragraph(run("日期："), prompt("单击选择日期。", date, 22)))),
            row(label("对象"), around, label("单位"), cell(paragraph(control(run("旧单位"), bound, 25)))),
            row(label("年度目标"), cell(several, cols=3, width=6000)),
            row(label("级次"), cell(paragraph(old_list)), label("备注"), cell(paragraph(control("", "<w:text/>", 26)))),
            row(label("多行"), cell(paragraph(prompt("可写多行", '<w:text w:multiLine="1"/>', 27)), cols=3, width=6000)),
        )
    )  # fmt: skip


def groups() -> bytes:
    """A landscape table of indicators in merged groups, with everything in its rows that must not be there twice."""
    columns = (1500, 1500, 3000, 2000)

    def body(first: str, second: str, third: str = "", name: str = "") -> str:
        level1 = cell(
            paragraph(run(first, _SONG)) if first else "", width=1500, down="restart" if first else "continue"
        )
        level2 = cell(
            paragraph(run(second, _SONG)) if second else "", width=1500, down="restart" if second else "continue"
        )
        return row(
            level1,
            level2,
            cell(third or paragraph("", mark=_SONG), width=3000),
            cell(width=2000),
            name=name,
            look='<w:cantSplit/><w:trHeight w:val="454"/>',
        )

    marked = paragraph(
        '<w:bookmarkStart w:id="3" w:name="指标"/>', '<w:commentRangeStart w:id="7"/>', run("……", _SONG), picture(),
        '<w:commentRangeEnd w:id="7"/><w:r><w:commentReference w:id="7"/></w:r>', '<w:bookmarkEnd w:id="3"/>',
        '<w:r><w:footnoteReference w:id="2"/></w:r>',
    )  # fmt: skip
    return blank_letter(
        _title("区域绩效目标表")
        + paragraph(run("（2020年度）"), look='<w:jc w:val="center"/>')
        + table(
            row(label("一级指标", width=1500), label("二级指标", width=1500), label("三级指标", width=3000), label("指标值"), look="<w:tblHeader/>", name="0000000A"),
            body("产出指标", "数量指标", marked, "0000000B"), body("", "", name="0000000C"), body("", "质量指标", name="0000000D"),
            body("效益指标", "社会效益指标", name="0000000E"), body("", "", name="0000000F"),
            row(label("备注", width=1500), cell(cols=3, width=6500)),
            columns=columns,
        ),
        section=LANDSCAPE,
    )  # fmt: skip


def lines() -> bytes:
    """Places outside the table and inside labels: lines of underscores, underlined blanks, tab stops, years in a title."""
    tabs = '<w:tabs><w:tab w:val="left" w:leader="underscore" w:pos="4000"/></w:tabs>'
    return blank_letter(
        paragraph(run("专项资金"), run("　　", _LINE), run("年度绩效目标表"), look='<w:jc w:val="center"/>')
        + paragraph(run("填报单位："), run("                ", _LINE), run("  单位：万元"))
        + table(
            row(label("项目名称"), cell(paragraph(run("名称：__________（全称）")), cols=3, width=6000)),
            row(label("目标"), cell("1.中央资金____万元，\n省级资金____万元；".replace("\n", ""), cols=3, width=6000)),
            row(label("意见"), cell("负责人（签字）：", "", "　　年　　月　　日", cols=3, width=6000)),
        )
        + paragraph(run("填报人："), "<w:r><w:tab/></w:r>", run("联系电话："), "<w:r><w:tab/></w:r>", look=tabs)
        + paragraph("填报日期：____年__月__日")
    )  # fmt: skip


def irregular() -> bytes:
    """A table in a cell, rows that begin and end elsewhere than the others, cells of several paragraphs, fixed heights."""
    inner = table(
        row(cell("内甲", width=1000), cell(width=1000)),
        row(cell("内乙", width=1000), cell(width=1000)),
        columns=(1000, 1000),
    )
    fixed = '<w:trHeight w:val="400" w:hRule="exact"/>'
    return blank_letter(
        _title("综合表")
        + table(
            row(label("项目"), cell(cols=3, width=6000)),
            row(cell("细目"), cell(), look='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/><w:wBefore w:w="2000" w:type="dxa"/>'),
            row(label("内表"), cell(inner + paragraph(""), cols=3, width=6000)),
            row(label("目标"), cell(paragraph(run("目标：", _SONG)), *[paragraph("", mark=_SONG)] * 3, cols=3, width=6000)),
            row(label("概况"), cell(cols=3, width=6000), look=fixed), row(label("名称"), cell(cols=3, width=6000), look=fixed),
        )
    )  # fmt: skip


def changed() -> bytes:
    """Tracked changes, automatic numbers, texts in several runs, hidden text."""
    numbering = (
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/><w:lvlJc w:val="left"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num>'
    )
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="5"/></w:numPr>'

    def numbered(name: str) -> str:
        return row(cell(paragraph("", look=number)), cell(name), cell(), cell())

    by = 'w:id="90" w:author="上级" w:date="2020-01-01T00:00:00Z"'
    return blank_letter(
        _title("带修订的表")
        + table(
            row(label("序号"), label("项目"), label("金额"), label("说明")),
            numbered("甲"), numbered(""),
            row(label("名称"), cell(paragraph(f"<w:ins {by}>{run('（示例', _SONG)}</w:ins>", f'<w:del w:id="91" w:author="上级">{run("旧").replace("w:t ", "w:delText ").replace("w:t>", "w:delText>")}</w:del>', run("项目）", "<w:b/>"), run("藏", "<w:vanish/>")), cols=3, width=6000)),
            row(label("要求"), cell(paragraph("", look=number), paragraph("", look=number), cols=3, width=6000)),
        ),
        numbering=numbering,
    )  # fmt: skip


def boxed() -> bytes:
    """A form that lies in a text box as a whole."""
    return blank_letter(
        text_box(_title("附件表") + paragraph("填报单位：________") + table(row(label("项目名称"), cell()), row(label("金额"), cell()), columns=(2000, 4000)))
        + paragraph("正文")
    )  # fmt: skip


def protected() -> bytes:
    """A form protected for filling in fields, as its makers send it."""
    name = form_field('<w:name w:val="名"/><w:enabled/><w:textInput/>', "FORMTEXT", "\u2002" * 5)
    figure = form_field(
        '<w:name w:val="数"/><w:textInput><w:type w:val="number"/></w:textInput>', "FORMTEXT", "\u2002" * 5
    )
    day = form_field('<w:name w:val="日"/><w:textInput><w:type w:val="date"/></w:textInput>', "FORMTEXT", "\u2002" * 5)
    return blank_letter(
        _title("受保护的表")
        + table(row(label("名称"), cell(paragraph(name)), label("金额"), cell(paragraph(figure))),
                row(label("日期"), cell(paragraph(day)), label("类别"), cell(paragraph(form_field(_BOX_FIELD, "FORMCHECKBOX"), run("甲类"))))),
        settings='<w:documentProtection w:edit="forms" w:enforcement="1"/>',
    )  # fmt: skip


def sums() -> bytes:
    """Money in columns with sums that the letter works out, in a look that comes from the table's style."""
    styles = (
        '<w:style w:type="table" w:styleId="Fancy"><w:name w:val="Fancy"/><w:rPr><w:rFonts w:eastAsia="楷体"/><w:sz w:val="28"/></w:rPr><w:tblPr><w:tblBorders>'
        '<w:top w:val="double" w:sz="4"/><w:bottom w:val="single" w:sz="4"/><w:insideH w:val="nil"/></w:tblBorders></w:tblPr>'
        '<w:tblStylePr w:type="firstRow"><w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:b/><w:rFonts w:eastAsia="黑体"/></w:rPr><w:tcPr><w:tcBorders><w:bottom w:val="single" w:sz="8"/></w:tcBorders></w:tcPr></w:tblStylePr></w:style>'
    )

    def line(name: str) -> str:
        return row(
            cell(name, width=3000),
            cell(width=1500),
            cell(width=1500),
            cell(paragraph(formula("=SUM(LEFT)", "0")), width=1500),
        )

    total = [cell(paragraph(formula(r'=SUM(ABOVE) \# "#,##0.00"', "0.00")), width=1500) for _ in range(3)]
    return blank_letter(
        _title("资金表")
        + table(row(cell("单位", width=3000), cell("中央", width=1500), cell("省级", width=1500), cell("合计", width=1500)),
                line("甲县"), line(""), row(cell("合计", width=3000), *total),
                columns=(3000, 1500, 1500, 1500), look='<w:tblStyle w:val="Fancy"/><w:tblLook w:val="0020"/>'),
        styles=styles,
    )  # fmt: skip


def repeated() -> bytes:
    """Rows that Word itself repeats by a control, with controls in their cells, and a range where anyone may write."""
    kinds = '<w:dropDownList><w:listItem w:displayText="甲类" w:value="甲类"/><w:listItem w:displayText="乙类" w:value="乙类"/></w:dropDownList>'
    item = control(
        row(cell(paragraph(prompt(number=31))), cell(paragraph(prompt("选择", kinds, 32))), cell(paragraph(tick_control(number=33), run("是"))), cell('<w:p w14:paraId="0000001A"><w:permStart w:id="1" w:edGrp="everyone"/><w:permEnd w:id="1"/></w:p>'), name="0000001B"),
        "<w15:repeatingSectionItem/>", 34,
    )  # fmt: skip
    return blank_letter(
        _title("重复节表")
        + table(row(label("内容"), label("类别"), label("是否"), label("备注"))).replace("</w:tbl>", control(item, "<w15:repeatingSection/>", 35) + "</w:tbl>")
    )  # fmt: skip


ALL: dict[str, Callable[[], bytes]] = {
    one.__name__: one for one in (boxes, controls, groups, lines, irregular, changed, boxed, protected, sums, repeated)
}
