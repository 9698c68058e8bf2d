"""The forms at hand: the built-in ones out of resources and the ledger's own, each read when first asked for."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from medaid_desktop import paths
from medaid_desktop.core.definitions.form_reader import read_form, read_form_json
from medaid_desktop.core.forms import CUSTOM, Form
from medaid_desktop.core.templates.computing import WORKED_OUT, with_computed
from medaid_desktop.core.templates.map_json import map_from_json
from medaid_desktop.errors import UserError
from medaid_desktop.store.forms.templates import TemplateHead, Templates, name_of
from medaid_desktop.store.ground.problems import DamagedLedgerError

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
"""The order of a year's work (contract, section 3); forms not named here follow by id, the ledger's own come last."""

_MEND = "请用备份恢复，或重新导入它的模板"


@dataclass(frozen=True, slots=True)
class FormInfo:
    """What a list of forms shows."""

    id: str
    title: str
    version: str
    purpose: str
    short: str


class FormLibrary:
    """Forms by id: built-in ones out of the TOML files of one folder and, `beside` a ledger, its own out of templates.

    Reading is put off until a form is asked for. What another desk adds to the ledger is there when next asked for.
    May be used by several threads.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or paths.resource("forms")
        self._read: dict[str, Form] = {}
        self._templates: Templates | None = None
        self._own: dict[TemplateHead, Form] = {}
        self._bad: dict[TemplateHead, UserError] = {}
        self._newest: tuple[tuple[TemplateHead, ...], dict[str, TemplateHead]] = ((), {})
        self._mutex = threading.RLock()

    def beside(self, templates: Templates) -> "FormLibrary":
        """The same built-in forms with those of a ledger; what has been read is read for both."""
        library = FormLibrary(self._folder)
        library._read, library._own, library._mutex = self._read, self._own, self._mutex
        library._templates = templates
        return library

    def get(self, form_id: str, version: str = "") -> Form:
        """The form with this id, its newest version or, of the ledger's own, a given one.

        UserError where there is none or it is faulty. A built-in form is the same in all versions.
        """
        if form_id.startswith(CUSTOM):
            return self._own_form(form_id, version)
        form = self._read.get(form_id)
        if form is None:
            file = self._folder / f"{form_id}.toml"
            if form_id not in self._built_in():
                raise UserError("没有这个表种", form_id, f"可用的表种：{'、'.join(self.ids())}")
            form = read_form(_text(file), file.name)
            if form.id != form_id:
                raise UserError("表种代号与文件名不符", f"{file.name}：id = {form.id}", f"请把 id 改为 {form_id}")
            self._read[form_id] = form
        return form

    def title(self, form_id: str) -> str:
        """What people call a form, also one that cannot be read or is not there: then the name in its id."""
        if renamed := self._renamed(form_id):
            return renamed
        try:
            return self.get(form_id).title
        except UserError:
            return name_of(form_id)

    def short(self, form_id: str) -> str:
        """What narrow lists call a form; like `title` it never fails."""
        try:
            return self.get(form_id).short
        except UserError:
            return name_of(form_id)

    def ids(self) -> list[str]:
        """Ids of all forms, in the order of a year's work; the ledger's own come last."""
        return [*self._built_in(), *self._heads()]

    def infos(self) -> list[FormInfo]:
        """What lists show of all forms that can be used; the titles of the ledger's own differ from all others."""
        titled = [(form, self._renamed(form.id) or form.title) for form in self]
        count = Counter(title for _, title in titled)
        return [
            FormInfo(
                form.id, _told_apart(form, title) if count[title] > 1 else title, form.version,
                self.purpose(form.id), form.short,
            )
            for form, title in titled
        ]  # fmt: skip

    def purpose(self, form_id: str) -> str:
        """One line that says what a form is for; of the ledger's own what it was made of, "" for one that is not there."""
        head = self._heads(wait=False).get(form_id)
        if head is None:
            return "" if form_id.startswith(CUSTOM) else self.get(form_id).purpose
        version = f"，第 {head.version} 版" if head.version != "1" else ""
        return f"由模板“{head.file}”做成{version}"

    def called(self, form_id: str) -> str:
        """What the office calls a form of the ledger's own: its new name, else the one in its id; of others their short name."""
        return self._renamed(form_id) or (name_of(form_id) if form_id.startswith(CUSTOM) else self.short(form_id))

    def _renamed(self, form_id: str) -> str:
        """The new name of a form of the ledger's own that was given one, else ""."""
        head = self._heads(wait=False).get(form_id) if form_id.startswith(CUSTOM) else None
        return head.renamed if head else ""

    def faults(self) -> list[UserError]:
        """Why forms of the ledger's own cannot be used."""
        return [form for head in self._heads().values() if isinstance(form := self._own_read(head), UserError)]

    def __iter__(self) -> Iterator[Form]:
        """The forms that can be used, in the order of `ids`; one of the ledger's own that is damaged is left out."""
        yield from [self.get(form_id) for form_id in self._built_in()]
        read = [self._own_read(head) for head in self._heads().values()]
        yield from (form for form in read if isinstance(form, Form))

    def _built_in(self) -> list[str]:
        found = {file.stem for file in self._folder.glob("*.toml")}
        return [name for name in ORDER if name in found] + sorted(found.difference(ORDER))

    def _heads(self, wait: bool = True) -> dict[str, TemplateHead]:
        """The newest version of each form of the ledger's own, the form made first coming first."""
        if self._templates is None:
            return {}
        present = self._templates.all(wait)
        with self._mutex:
            if self._newest[0] != present:
                made = {head.form: head.created_at for head in reversed(present)}
                newest = {head.form: head for head in present}
                order = sorted(newest, key=lambda form: (made[form], form))
                self._newest = present, {form: newest[form] for form in order}
            return self._newest[1]

    def _own_form(self, form_id: str, version: str) -> Form:
        head = self._head(form_id, version, wait=False) or self._head(form_id, version, wait=True)
        if head is None:
            name = name_of(form_id)
            if form_id in self._heads():
                raise UserError("台账里没有这个表种的这一版", f"{name}，第 {version} 版", _MEND)
            raise UserError("台账里没有这个表种", form_id, f"请先导入它的模板，并取名“{name}”")
        form = self._own_read(head)
        if isinstance(form, UserError):
            raise form
        return form

    def _head(self, form_id: str, version: str, wait: bool) -> TemplateHead | None:
        """A version of a form of the ledger's own, "" for the newest. Lists that are being painted do not wait for others."""
        head = self._heads(wait).get(form_id)
        if head is None or version in ("", head.version):
            return head
        return next((one for one in self._newest[0] if (one.form, one.version) == (form_id, version)), None)

    def _own_read(self, head: TemplateHead) -> Form | UserError:
        """A version of a form as it was read, once; the error where it cannot be."""
        assert self._templates is not None
        with self._mutex:
            known = self._own.get(head) or self._bad.get(head)
        if known is not None:
            return known
        form = _read_own(self._templates, head)
        with self._mutex:
            if isinstance(form, UserError):  # of this file: a backup of it may hold the form as it was kept
                return self._bad.setdefault(head, form)
            return self._own.setdefault(head, form)


def _read_own(templates: Templates, head: TemplateHead) -> Form | UserError:
    """The form, or the error where it is damaged; raises what may be otherwise the next time, like a pulled stick."""
    name = f"{name_of(head.form)}，第 {head.version} 版"
    try:
        texts = templates.get(head)
    except DamagedLedgerError:
        return UserError("表种的定义已损坏", name, _MEND)
    try:
        form = read_form_json(texts.definition, name)
    except UserError as error:
        return UserError("表种的定义读不出来", "，".join(filter(None, (name, error.what, error.where))), _MEND)
    if (form.id, form.version) != (head.form, head.version):
        return UserError("表种的定义属于另一表种", f"{name}：{form.id}", _MEND)
    if not templates.is_as_kept(head, texts):  # other words, or another unit, around what was signed
        return UserError("表种的定义被本程序以外的手段改动过", name, "请用备份恢复")
    if head.kind in WORKED_OUT and head.digest:
        with suppress(UserError):  # the map is damaged: who exports is told, all else can be used
            form = with_computed(form, map_from_json(texts.map))
    return replace(form, short=head.renamed) if head.renamed else form


def _told_apart(form: Form, title: str) -> str:
    """The title of one of several forms of the same title: the built-in one goes by it alone."""
    if not form.id.startswith(CUSTOM):
        return title
    name = name_of(form.id)
    return f"{title}（{name if name != title else '导入的模板'}）"


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError("表种文件读不出来", str(file), "请重新安装程序，或改用 UTF-8 编码保存该文件") from error
