"""The forms at hand: the built-in ones out of resources, each read when first asked for."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from medaid_desktop import paths
from medaid_desktop.core.form_reader import read_form
from medaid_desktop.core.forms import Form
from medaid_desktop.errors import UserError

ORDER = (
    "allocation",
    "project-target",
    "target-breakdown",
    "regional-target",
    "declaration",
    "fund-usage",
    "monitoring",
    "self-evaluation",
)
"""The order of a year's work (contract, section 3); forms not named here follow by id."""


@dataclass(frozen=True, slots=True)
class FormInfo:
    """What a list of forms shows."""

    id: str
    title: str
    version: str
    purpose: str
    short: str


class FormLibrary:
    """Forms by id, out of the TOML files of one folder. Reading is put off until a form is asked for."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or paths.resource("forms")
        self._read: dict[str, Form] = {}

    def get(self, form_id: str) -> Form:
        """The form with this id; UserError where there is none or its file is faulty."""
        form = self._read.get(form_id)
        if form is None:
            file = self._folder / f"{form_id}.toml"
            if form_id not in self.ids():
                raise UserError("没有这个表种", form_id, f"可用的表种：{'、'.join(self.ids())}")
            form = read_form(_text(file), file.name)
            if form.id != form_id:
                raise UserError("表种代号与文件名不符", f"{file.name}：id = {form.id}", f"请把 id 改为 {form_id}")
            self._read[form_id] = form
        return form

    def ids(self) -> list[str]:
        """Ids of all forms, in the order of a year's work."""
        found = {file.stem for file in self._folder.glob("*.toml")}
        return [name for name in ORDER if name in found] + sorted(found.difference(ORDER))

    def infos(self) -> list[FormInfo]:
        """Id, title, version, purpose and short title of all forms."""
        return [FormInfo(form.id, form.title, form.version, form.purpose, form.short) for form in self]

    def __iter__(self) -> Iterator[Form]:
        return (self.get(form_id) for form_id in self.ids())


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError("表种文件读不出来", str(file), "请重新安装程序，或改用 UTF-8 编码保存该文件") from error
