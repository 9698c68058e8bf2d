"""The words of the command line: commands, arguments and what is said, in Chinese, when a call is malformed."""

import argparse
import re
import sys
from typing import NoReturn, Protocol

from medaid_desktop.errors import UserError

_TRANSLATIONS = (
    (r"the following arguments are required: (.+)", r"缺少参数：\1"),
    (r"unrecognized arguments: (.+)", r"不认识的参数：\1"),
    (r"argument (.+?): invalid choice: (.+?) \(choose from (.+)\)", r"\1 不能是 \2；可用：\3"),
    (r"argument (.+?): expected one argument", r"\1 后面要写一个值"),
    (r"argument (.+?): expected at least one argument", r"\1 后面至少要写一个值"),
    (r"argument (.+?): invalid _year value: (.+)", r"\1 应为四位年份，不能是 \2"),
    (r"argument (.+?): ignored explicit argument (.+)", r"\1 后面不能再写 \2"),
    (r"ambiguous option: (.+?) could match (.+)", r"\1 不明确，可能是 \2"),
)


class _Parser(argparse.ArgumentParser):
    """argparse that speaks Chinese and exits with 2 on a malformed call."""

    def __init__(self, **options: object) -> None:
        options.setdefault("add_help", False)
        options.setdefault("allow_abbrev", False)
        super().__init__(**options)  # type: ignore[arg-type]
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示这段说明")

    def error(self, message: str) -> NoReturn:
        for pattern, chinese in _TRANSLATIONS:
            message, count = re.subn(pattern, chinese, message)
            if count:
                break
        print(UserError("命令写得不对", message, f"请运行 {self.prog} --help 查看用法"), file=sys.stderr)
        sys.exit(2)

    def format_usage(self) -> str:
        return super().format_usage().replace("usage: ", "用法：", 1)

    def format_help(self) -> str:
        return super().format_help().replace("usage: ", "用法：", 1)


class _Command(Protocol):
    """Makes the parser of one command."""

    def __call__(self, name: str, text: str, ledger: bool = True, prints: bool = False) -> _Parser: ...


def _year(text: str) -> int:
    if not re.fullmatch(r"(19[5-9]|194(?=9)|2\d\d)\d", text, re.ASCII):
        raise ValueError(text)
    return int(text)


def parse_arguments(arguments: list[str], version: str) -> argparse.Namespace:
    """Parses a call of `medaid`; exits with 0 for --help and --version, with 2 and one line where it is malformed."""
    parser = _Parser(prog="medaid", description="医疗救助绩效目标填报（命令行）")
    parser.add_argument("--version", action="version", version=f"medaid {version}", help="显示版本")
    commands = parser.add_subparsers(dest="command", required=True, title="命令", metavar="命令")

    def command(name: str, text: str, ledger: bool = True, prints: bool = False) -> _Parser:
        made = commands.add_parser(name, help=text, description=text)
        if ledger:
            made.add_argument("ledger", metavar="LEDGER", help="台账文件（.medaid）")
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
    add.add_argument("--year", metavar="Y", type=_year, required=True, help="年度")
    add.add_argument("--from", metavar="ID", dest="source", help="以这份填报件为底稿")
    add.add_argument("--variant", metavar="NAME", default="", help="版式，表种有多种版式时可选")
    carry = command("carry-over", "把上一年度的填报件结转为新年度的，输出编号和结转情况", prints=True)
    carry.add_argument("--year", metavar="Y", type=_year, required=True, help="新年度；底稿取上一年度的填报件")
    carry.add_argument("--region", metavar="CODE", help="只结转该区划及其下级")
    carry.add_argument("--form", metavar="FORM", help="只结转该表种")
    carry.add_argument(
        "--years-in-texts", action="store_true", help="文字里明显是本年度期间的年份也一并改（文号和往年的不改）"
    )
    _add_listing(command)
    _add_checks(command)
    read = command("read", "读懂 Excel、Word 文件里的表，不写入台账", ledger=False, prints=True)
    read.add_argument("files", metavar="FILE", nargs="+", help="Excel 或 Word 文件")
    read.add_argument("--region", metavar="CODE", help="本单位的区划代码：同名的区划先在这里面找")
    _add_files(command)
    doctor = command("doctor", "检查台账是否完好，列出备份和可恢复的内容", prints=True)
    doctor.add_argument("--restore", metavar="BACKUP", help="先恢复这个备份；现有文件改名放在一旁")
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
    listing.add_argument("--year", metavar="Y", type=_year, help="只列该年度")
    find = command("find", "在全部填报件里查找文字", prints=True)
    find.add_argument("text", metavar="TEXT", help="要找的文字；几个词用空格隔开，都要找到")
    find.add_argument("--region", metavar="CODE", help="只找该区划及其下级")
    find.add_argument("--form", metavar="FORM", help="只找该表种")
    find.add_argument("--year", metavar="Y", type=_year, help="只找该年度")
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
    reading = command("import", "把 Excel、Word 或 JSON 文件读入台账", prints=True)
    reading.add_argument("files", metavar="FILE", nargs="+", help="要导入的文件或文件夹")
    reading.add_argument("--region", metavar="CODE", help="文件没有写明区划时用它")
    reading.add_argument("--year", metavar="Y", type=_year, help="文件没有写明年度时用它")
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
