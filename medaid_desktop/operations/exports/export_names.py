"""What files of exported filings are called: safe on every system, unique in their folder, sensible to look at."""

from pathlib import Path

from medaid_desktop.core.filing import Filing
from medaid_desktop.core.forms import CUSTOM, Form
from medaid_desktop.core.texts.safe_names import LONGEST, name_key, safe_name
from medaid_desktop.errors import UserError
from medaid_desktop.operations.filings.filings import title_of
from medaid_desktop.store.forms.templates import name_of

LONGEST_PATH = 240
"""Characters of a whole path. Windows takes 259, Excel 218 of its own folders up to some versions; sticks add theirs."""
_LONGEST_BYTES = 230
"""Of a name in UTF-8 without its ending: file systems of other offices' servers take 255."""
_SHORTEST = 20
"""Characters that must be left for a name with its ending."""


class FileNames:
    """The names of one batch in one folder. Raises UserError where its own path leaves no room for them."""

    def __init__(self, folder: Path) -> None:
        self._room = LONGEST_PATH - len(str(folder.absolute())) - 1
        self._taken: set[str] = set()
        if self._room < _SHORTEST:
            raise UserError("文件夹的路径太长，放不下文件", str(folder), "请换一个路径短一些的文件夹")

    def name(self, region: str, form: Form, filing: Filing, ending: str, called: str = "") -> str:
        """The name of a filing's file, its ending (".xlsx") included: 阳谷县-2020-申报表-项目名.xlsx.

        `called` is what the office calls the form, "" for the name it came with.
        """
        title = title_of(form, filing)
        called = called or (name_of(form.id) if form.id.startswith(CUSTOM) else form.short)
        parts = (region, str(filing.year or ""), called, title if title not in (form.title, called) else "")
        return self.unique("-".join(part for part in parts if part), ending)

    def unique(self, text: str, ending: str) -> str:
        """A safe name for a text that no other file of the batch has, whatever the case of its letters."""
        room = min(LONGEST, self._room - len(ending))
        whole, number = safe_name(text), 1
        free = _cut(whole, room)
        while name_key(f"{free}{ending}") in self._taken:
            number += 1
            free = _cut(whole, room, f"({number})")
        self._taken.add(name_key(f"{free}{ending}"))
        return free + ending


def another_name(path: Path) -> Path:
    """A path beside this one that is free: 申报表.xlsx → 申报表(2).xlsx; to be offered where it cannot be written."""
    number = 2
    while (other := path.with_name(f"{path.stem}({number}){path.suffix}")).exists():
        number += 1
    return other


def _cut(text: str, room: int, behind: str = "") -> str:
    """The beginning of a name that fits, with `behind` behind it; counted as Windows and as other systems do."""
    name = text
    while name and (_units(name + behind) > room or len((name + behind).encode()) > _LONGEST_BYTES):
        name = name[:-1]
    return name.rstrip(" .") + behind


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
