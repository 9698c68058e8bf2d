"""What the workbook of a form works out of a filing: the very figures that it will show when the filing is exported."""

import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from medaid_desktop.core.filing import Edit, Filing
from medaid_desktop.core.forms import CUSTOM, Form
from medaid_desktop.core.templates.computing import WORKED_OUT, computed_places
from medaid_desktop.core.templates.filling.filling import fill
from medaid_desktop.core.templates.template_map import TemplateMap
from medaid_desktop.errors import UserError
from medaid_desktop.formats.guard import DamagedError
from medaid_desktop.formats.package_kind import as_document
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.template_shelf import template_of
from medaid_desktop.store.forms.templates import TemplateHead

if TYPE_CHECKING:
    from medaid_desktop.formats.excel.filling.template_filling import TemplateFiller

_MOST_OPEN = 6
"""Workbooks kept open: a ledger has few forms of its own, and each takes some megabytes."""
_MOST_REMEMBERED = 4
"""Contents whose results are remembered: those before and after an edit, and while a clerk looks at them."""

Results = Mapping[str, str | None]
"""What cells show, by the paths of the filing; None where there is a formula and nobody here can tell what it gives."""


class _Opened(NamedTuple):
    map: TemplateMap
    filler: "TemplateFiller"


class Workings:
    """The workbooks of the ledger's own forms at one desk, each opened once. Threads may share it; they take turns."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._opened: OrderedDict[TemplateHead, _Opened | None] = OrderedDict()
        self._remembered: list[tuple[Filing, Results]] = []
        self._mutex = threading.RLock()

    def results(self, filing: Filing) -> Results:
        """The texts that the workbook of a filing's form will show in the cells that it works out, by their paths.

        "" where it will show an error or nothing; cells that it has no formula for are left out. Nothing for built-in forms,
        letters, old kinds of workbooks, and where the template is lost.
        """
        if not filing.form.startswith(CUSTOM):
            return {}
        form = self._form(filing)
        if form is None or not has_computed(form):
            return {}
        with self._mutex:
            for known, results in self._remembered:
                if _is_alike(known, filing):
                    return results
            opened = self._workbook(filing.form, filing.form_version)
            results: Results = self._worked_out(opened, form, filing) if opened else {}
            self._note(filing.copy(), results)
            return results

    def remember(self, filing: Filing, edits: Sequence[Edit]) -> None:
        """Notes that the results stay the same once they have been put into a filing: no formula reads what it gives."""
        after, results = filing.copy(), self.results(filing)
        after.apply(edits)
        with self._mutex:
            self._note(after, results)

    def _note(self, filing: Filing, results: Results) -> None:
        self._remembered = [(filing, results), *self._remembered[: _MOST_REMEMBERED - 1]]

    def _form(self, filing: Filing) -> Form | None:
        try:
            return self._desk.form_of(filing)
        except UserError:  # damaged or gone: whoever opens the filing is told
            return None

    def _worked_out(self, opened: _Opened, form: Form, filing: Filing) -> Results:
        names = self._desk.names(filing.region, filing.year)
        filled = fill(opened.map, form, filing, names.short)
        places = computed_places(opened.map, filled)
        try:
            shown = opened.filler.results(filled, set(places.values()))
        except UserError:  # damaged: export says so, with what to do
            return {}
        return {path: shown[place] for path, place in places.items() if place in shown}

    def _workbook(self, form: str, version: str) -> _Opened | None:
        try:
            found = template_of(self._desk, form, version)
        except UserError:
            return None
        if found is None or found[0].kind not in WORKED_OUT:
            return None
        head, template_map = found
        if head not in self._opened:
            self._opened[head] = self._open(head, template_map)
            if len(self._opened) > _MOST_OPEN:
                self._opened.popitem(last=False)
        self._opened.move_to_end(head)
        return self._opened[head]

    def _open(self, head: TemplateHead, template_map: TemplateMap) -> _Opened | None:
        from medaid_desktop.formats.excel.filling.template_filling import TemplateFiller

        try:
            content = self._desk.ledger.templates.original(head)
            return _Opened(template_map, TemplateFiller(as_document(content), template_map)) if content else None
        except (DamagedError, UserError):
            return None


def has_computed(form: Form) -> bool:
    """Whether the workbook of a form works anything out."""
    return any(one.computed for one in form.fields) or any(
        column.computed for table in form.tables for column in table.columns
    )


def _is_alike(one: Filing, other: Filing) -> bool:
    """Whether a workbook shows the same of two filings."""
    heads = ((it.form, it.form_version, it.region, it.year, it.variant) for it in (one, other))
    return len(set(heads)) == 1 and one.values == other.values and one.tables == other.tables
