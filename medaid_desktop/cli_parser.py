"""The words of the command line: commands and their arguments."""

import argparse
from typing import Protocol

from medaid_desktop.cli_arguments import Parser, millimetres, year


class _Command(Protocol):
    """Makes the parser of one command."""

    def __call__(self, name: str, text: str, ledger: bool = True, prints: bool = False) -> Parser: ...


_OPERATOR = "以这位操作员的身份修改台账；密码在终端输入，或取自 MEDAID_OPERATOR_PIN"


class _Acts(Protocol):
    """Where the parsers of a command's acts are put."""

    def add_parser(self, name: str, *, help: str, description: str) -> Parser: ...


def _act(acts: _Acts, name: str, text: str) -> Parser:
    made = acts.add_parser(name, help=text, description=text)
    made.add_argument("ledger", metavar="LEDGER", help="台账文件（.medaid）")
    made.add_argument("--operator", metavar="NAME", default=argparse.SUPPRESS, help=_OPERATOR)
    return made


def parse_arguments(arguments: list[str], version: str) -> argparse.Namespace:
    """Parses a call of `medaid`; exits with 0 for --help and --version, with 2 and one line where it is malformed."""
    parser = Parser(prog="medaid", description="医疗救助绩效目标填报（命令行）")
    parser.add_argument("--version", action="version", version=f"medaid {version}", help="显示版本")
    parser.add_argument("--operator", metavar="NAME", default=None, help=_OPERATOR)
    commands = parser.add_subparsers(dest="command", required=True, title="命令", metavar="命令")

    def command(name: str, text: str, ledger: bool = True, prints: bool = False) -> Parser:
        made = commands.add_parser(name, help=text, description=text)
        if ledger:
            made.add_argument("ledger", metavar="LEDGER", help="台账文件（.medaid）")
            made.add_argument("--operator", metavar="NAME", default=argparse.SUPPRESS, help=_OPERATOR)
        if prints:
            made.add_argument("--json", action="store_true", help="以 JSON 输出")
        return made

    command("sample", "写出一个示例台账，内有全部内置表种")
    new = command("new", "新建一个空台账")
    new.add_argument("--region", metavar="CODE", required=True, help="本单位的区划代码")
    forms = command("forms", "列出表种", ledger=False, prints=True)
    forms.add_argument("--ledger", metavar="LEDGER", help="同时列出该台账自己的表种")
    add = command("add", "新建一份填报件，输出它的编号", prints=True)
    add.add_argument("form", metavar="FORM", help="表种，例如 declaration")
    add.add_argument("--region", metavar="CODE", required=True, help="区划代码")
    add.add_argument("--year", metavar="Y", type=year, required=True, help="年度")
    add.add_argument("--from", metavar="ID", dest="source", help="以这份填报件为底稿")
    add.add_argument("--variant", metavar="NAME", default="", help="版式，表种有多种版式时可选")
    carry = command("carry-over", "把上一年度的填报件结转为新年度的，输出编号和结转情况", prints=True)
    carry.add_argument("--year", metavar="Y", type=year, required=True, help="新年度；底稿取上一年度的填报件")
    carry.add_argument("--region", metavar="CODE", help="只结转该区划及其下级")
    carry.add_argument("--form", metavar="FORM", help="只结转该表种")
    carry.add_argument(
        "--years-in-texts", action="store_true", help="文字里明显是本年度期间的年份也一并改（文号和往年的不改）"
    )
    _add_listing(command)
    _add_checks(command)
    _add_review(command)
    _add_verify(command)
    _add_seals(commands)
    _add_operators(commands)
    read = command("read", "读懂 Excel、Word 文件里的表，不写入台账", ledger=False, prints=True)
    read.add_argument("files", metavar="FILE", nargs="+", help="Excel 或 Word 文件")
    read.add_argument("--region", metavar="CODE", help="本单位的区划代码：同名的区划先在这里面找")
    _add_files(command)
    _add_keeping(command)
    doctor = command("doctor", "检查台账是否完好，列出备份和可恢复的内容", prints=True)
    doctor.add_argument("--restore", metavar="BACKUP", help="先恢复这个备份；现有文件改名放在一旁")
    doctor.add_argument("--force", action="store_true", help="备份不是这个台账较早的样子也恢复：审核须重做，操作员不变")
    doctor.add_argument("--salvage", metavar="NEW", help="把损坏台账里还能读出的内容另存为新台账")
    options, rest = parser.parse_known_args(arguments)
    if rest and hasattr(options, "ids") and not any(word.startswith("-") for word in rest):
        options.ids += rest  # ids may also stand behind --out
    elif len(rest) == 1 and options.command == "template" and not options.file and not rest[0].startswith("-"):
        options.file = rest[0]  # the file may stand behind --name
    elif rest:
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    return options


def _add_listing(command: _Command) -> None:
    listing = command("list", "列出填报件", prints=True)
    listing.add_argument("--region", metavar="CODE", help="只列该区划及其下级")
    listing.add_argument("--form", metavar="FORM", help="只列该表种")
    listing.add_argument("--year", metavar="Y", type=year, help="只列该年度")
    find = command("find", "在全部填报件里查找文字", prints=True)
    find.add_argument("text", metavar="TEXT", help="要找的文字；几个词用空格隔开，都要找到")
    find.add_argument("--region", metavar="CODE", help="只找该区划及其下级")
    find.add_argument("--form", metavar="FORM", help="只找该表种")
    find.add_argument("--year", metavar="Y", type=year, help="只找该年度")
    find.add_argument("--most", metavar="N", type=int, default=200, help="最多列出几份，默认 200")
    show = command("show", "显示一份填报件", prints=True)
    show.add_argument("id", metavar="ID", help="填报件编号")
    change = command("set", "修改单元格，几处改动一次提交")
    change.add_argument("id", metavar="ID", help="填报件编号")
    change.add_argument("assignments", metavar="PATH=TEXT", nargs="+", help="例如 values.funding_total=154.18")


def _add_checks(command: _Command) -> None:
    check = command("check", "检查填报件：合计、指标值、名称、代码、日期等；有错误时退出状态为 1", prints=True)
    check.add_argument("ids", metavar="ID", nargs="*", help="填报件编号，不写则为全部")
    check.add_argument("--region", metavar="CODE", help="只查该区划及其下级")
    check.add_argument("--out", metavar="FILE", help="另写一份审核报告（.pdf 或 .xlsx）")
    explain = command("explain", "为一处警告写明原因；改了那一格，说明就失效")
    explain.add_argument("id", metavar="ID", help="填报件编号")
    explain.add_argument("path", metavar="PATH", help="警告所在的格，如 check 所列，例如 tables.indicators[3].target")
    explain.add_argument("text", metavar="TEXT", help='说明，一行；写 "" 则收回')
    explain.add_argument("--rule", metavar="RULE", help="该格有几条警告时，写明是哪一条规则的")


def _add_review(command: _Command) -> None:
    made = command("review", "完成一个审核环节，或退回、撤回；不写环节则说明审到哪里", prints=True)
    made.add_argument("id", metavar="ID", help="填报件编号")
    made.add_argument("step", metavar="STEP", nargs="?", help="审核环节，例如 finance_first")
    made.add_argument("--by", metavar="NAME", help="审核人姓名")
    made.add_argument("--opinion", metavar="TEXT", help="审核意见，印在审核栏里")
    made.add_argument("--on", metavar="DATE", help="审核日期，不写则为今天")
    made.add_argument("--office", metavar="TEXT", help="盖章的单位，印在姓名下面；不写则为印章图像的单位")
    made.add_argument("--seal", metavar="NAME", help="盖上这枚印章图像；口令在终端输入，或取自 MEDAID_SEAL_PASSPHRASE")
    made.add_argument("--return", dest="send_back", action="store_true", help="退回修改；已有的审核和印章作废")
    made.add_argument(
        "--remark", metavar="PATH=TEXT", action="append", default=[], help="与 --return 一起：对某一格的意见，可写多次"
    )
    made.add_argument("--withdraw", action="store_true", help="填报单位撤回送审（后面的环节还没有审核时）")


def _add_verify(command: _Command) -> None:
    text = "核对打印出来的表和归档：是否与台账一致、有没有被改动；有不符的，退出状态为 1"
    made = command("verify", text, prints=True)
    made.add_argument(
        "sheet",
        metavar="FILE.pdf|ARCHIVE|CODE",
        nargs="+",
        help="打印的 PDF，或归档的文件夹或 .zip，或页脚的校验码，或扫描二维码得到的文字（用引号括起来）；可写多个",
    )


def _add_seals(commands: _Acts) -> None:
    text = "本单位的印章图像：添加、列出、删除"
    made = commands.add_parser("seal", help=text, description=text)
    acts = made.add_subparsers(dest="act", required=True, title="操作", metavar="操作")
    add = _act(acts, "add", "添加印章图像，加密存在台账里；口令在终端输入两次，或取自 MEDAID_SEAL_PASSPHRASE")
    add.add_argument("name", metavar="NAME", help="印章的名称，例如 阳谷县医疗保障局公章")
    add.add_argument("image", metavar="IMAGE", help="印章图片：透明底的 PNG，或盖在白纸上的扫描件、照片")
    add.add_argument("--office", metavar="TEXT", help="是哪个单位的印章")
    add.add_argument("--size", metavar="MM", type=millimetres, default=42.0, help="直径，38—45 毫米，默认 42")
    listed = _act(acts, "list", "列出印章图像")
    listed.add_argument("--json", action="store_true", help="以 JSON 输出")
    _act(acts, "remove", "删除印章图像").add_argument("name", metavar="NAME", help="印章的名称")


def _add_operators(commands: _Acts) -> None:
    text = "操作员：几个人合用一台电脑时，各用自己的姓名、职责和密码"
    made = commands.add_parser("operator", help=text, description=text)
    acts = made.add_subparsers(dest="act", required=True, title="操作", metavar="操作")
    add = _act(acts, "add", "添加操作员；密码在终端输入两次，或取自 MEDAID_PIN。第一位须有 keeper 职责")
    _act(acts, "list", "列出操作员").add_argument("--json", action="store_true", help="以 JSON 输出")
    remove = _act(acts, "remove", "停用操作员；日志里仍有其姓名。最后一位停用后不再要求登录")
    roles = _act(acts, "roles", "更改操作员的职责")
    pin = _act(acts, "pin", "给操作员换密码；新密码在终端输入两次，或取自 MEDAID_PIN")
    for one in (add, remove, roles, pin):
        one.add_argument("name", metavar="NAME", help="操作员的姓名")
    for one in (add, roles):
        one.add_argument(
            "--roles", metavar="ROLES", required=True,
            help="用逗号隔开：filling 填报、reviewing 单位审核、finance-first 财政初审、finance-second 财政复审、keeper 印章保管",
        )  # fmt: skip


def _add_print(made: Parser) -> None:
    passphrase = "口令在终端输入，或取自 MEDAID_SEAL_PASSPHRASE（设了它，不写 --seals 也印）"
    made.add_argument("--seals", action="store_true", help=f"审核全部完成的，印上审核时选的印章图像；{passphrase}")
    made.add_argument(
        "--seals-so-far", action="store_true", help="送下一单位盖章用：没有审核完的，也印上已完成环节的印章，仍印“草稿”"
    )
    made.add_argument("--public", action="store_true", help="公开版：隐去姓名和电话，不印印章")
    made.add_argument(
        "--sign",
        metavar="CERT.p12",
        help="用证书文件给 PDF 加电子签名；证书密码在终端输入，或取自 MEDAID_CERT_PASSWORD",
    )


def _add_files(command: _Command) -> None:
    for name, text, out, where in (
        ("print", "打印成 PDF，未审核完的印为草稿", "FILE.pdf", "写到哪个文件"),
        (
            "export", "导出为 Excel、Word 或 JSON 文件；由模板来的填报件写回原来的那张表", "OUT",
            "写到哪个文件（.xlsx、.docx、.json），或哪个文件夹（一份一个文件）",
        ),
    ):  # fmt: skip
        made = command(name, text)
        made.add_argument("ids", metavar="ID", nargs="*", help="填报件编号，不写则为全部")
        made.add_argument("--region", metavar="CODE", help="只取该区划及其下级")
        made.add_argument("--out", metavar=out, required=True, help=where)
        if name == "print":
            _add_print(made)
    reading = command("import", "把 Excel、Word 或 JSON 文件读入台账", prints=True)
    reading.add_argument("files", metavar="FILE", nargs="+", help="要导入的文件或文件夹")
    reading.add_argument("--region", metavar="CODE", help="文件没有写明区划时用它")
    reading.add_argument("--year", metavar="Y", type=year, help="文件没有写明年度时用它")
    reading.add_argument("--dry-run", action="store_true", help="只说明会怎样导入，不写入台账")
    reading.add_argument(
        "--same", choices=("new-revision", "keep-both", "skip"), default="keep-both", metavar="HOW",
        help="已有同表种、区划、年度、项目的填报件而内容不同时：new-revision 改写它（可撤销），"
        "keep-both 两份都留（默认），skip 不读入；内容相同的总是不再读入",
    )  # fmt: skip
    _add_template(command)
    source = command("source", "取出一份填报件导入时的原件", prints=True)
    source.add_argument("id", metavar="ID", help="填报件编号")
    source.add_argument("--out", metavar="FILE", required=True, help="写到哪个文件；是文件夹时用原来的文件名")


def _add_keeping(command: _Command) -> None:
    made = command("log", "列出操作日志，核对它是否完整；不完整时退出状态为 1", prints=True)
    made.add_argument("id", metavar="ID", nargs="?", help="只列这份填报件的")
    made.add_argument("--since", metavar="DATE", help="只列这一天以来的，例如 2020-06-01")
    made.add_argument("--out", metavar="FILE.xlsx", help="写成 Excel 文件")
    made = command("archive", "把一个年度的填报件归档：PDF、数据、来源文件、日志和目录；有未完成的，退出状态为 1")
    made.add_argument("--year", metavar="Y", type=year, required=True, help="年度")
    made.add_argument("--region", metavar="CODE", help="只取该区划及其下级")
    made.add_argument("--notice", metavar="TEXT", help="只取这个下达文件（专项、批次）的，例如“医疗救助补助资金第二批”")
    made.add_argument("--out", metavar="DIR|FILE.zip", required=True, help="写到哪个新文件夹，或哪个 .zip 文件")
    made.add_argument("--drafts", action="store_true", help="没有审核完的也归档，PDF 印“草稿”；不写则只列在目录里")
    made.add_argument(
        "--seals", action="store_true", help="印上审核时选的印章图像；口令在终端输入，或取自 MEDAID_SEAL_PASSPHRASE"
    )


def _add_template(command: _Command) -> None:
    made = command("template", "把空白的 Excel、Word 表做成台账自己的表种", prints=True)
    made.add_argument("file", metavar="FILE", nargs="?", help="上级发来的空白表")
    made.add_argument("--name", metavar="NAME", help="表种的名称；不写则用表的标题。已有同名的，成为它的新一版")
    made.add_argument("--dry-run", action="store_true", help="只说明读懂了什么，不写入台账")
    made.add_argument("--list", action="store_true", help="列出台账自己的表种")
    made.add_argument("--remove", metavar="ID", help="删除一个自己的表种（没有填报件时）")
    made.add_argument("--version", metavar="N", help="与 --remove 一起：只删除第 N 版（没有填报件用它时）")
    made.add_argument("--rename", metavar="ID", help="给自己的表种换个名称（用 --name 写）；代号和填报件不变")
    made.add_argument("--move", metavar="ID", help="把该表种旧版的填报件移到最新一版，可以撤销")
