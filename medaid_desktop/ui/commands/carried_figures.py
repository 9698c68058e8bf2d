"""After a year was carried over: from one figure of last year that stands in the texts to the next."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from medaid_desktop.errors import UserError
from medaid_desktop.ui.chosen import Chosen
from medaid_desktop.ui.context import Context
from medaid_desktop.ui.views.editor_tabs import EditorTabs

if TYPE_CHECKING:
    from medaid_desktop.core.changes.carry_over import Found
    from medaid_desktop.ui.views.editor_page import EditorPage

_AROUND = 12
"""Characters of the sentence on either side of the figure: the notice is one line."""


class CarriedFigureCommands(QObject):
    """Remembers them by filing until the ledger is closed. What was changed is passed over, the numbers stay."""

    def __init__(self, context: Context, chosen: Chosen, tabs: EditorTabs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._chosen = chosen
        self._tabs = tabs
        self._known: dict[str, Sequence[Found]] = {}
        self._last: dict[str, int] = {}
        context.actions.carried_figures.triggered.connect(self.go_on)
        tabs.front_changed.connect(self._look)
        context.workspace.ledger_closed.connect(self._forget)

    def remember(self, figures: "Mapping[str, Sequence[Found]]") -> None:
        """Takes the figures to be looked at, by the ids of filings that have been made."""
        self._known |= {filing_id: found for filing_id, found in figures.items() if found}
        self._look()

    def go_on(self) -> None:
        """Leads to the next figure of the filing in front, or of the first one that has any."""
        front = self._tabs.front()
        if front and front.filing_id in self._known:
            self._lead(front.filing_id)
        elif self._known:
            self._lead(next(iter(self._known)))

    def _lead(self, filing_id: str) -> None:
        from medaid_desktop.core.changes.figures_left import figures_left

        front = self._open(filing_id)
        if front is None or front.desk is None:
            return
        session, known = front.desk.session, self._known[filing_id]
        left = figures_left(session.form, session.filing, known)
        standing = [at for at, found in enumerate(left) if found]
        if not standing:
            self._known.pop(filing_id)
            self._look()
            self._tell_mended()
            return
        at = next((at for at in standing if at > self._last.get(filing_id, -1)), standing[0])
        found = left[at]
        self._last[filing_id] = at
        if found is None or not front.show_path(found.path):
            return
        words = self.tr("第 %1 处，共 %2 处：").replace("%1", str(at + 1)).replace("%2", str(len(known)))
        self._say(filing_id, words + _sentence(found), at == standing[-1])

    def _open(self, filing_id: str) -> "EditorPage | None":
        """The page of a filing with its present paper; None where it cannot be shown or holds unstored texts."""
        front = self._tabs.front()
        if front is None or front.filing_id != filing_id:
            try:
                self._chosen.show(filing_id)
            except UserError as error:  # deleted meanwhile
                self._known.pop(filing_id)
                self._look()
                self._context.notices.fail(error)
                return None
            front = self._tabs.front()
        if front is None or front.filing_id != filing_id or not front.settle():
            return None
        front.look_at(None)
        return front

    def _say(self, filing_id: str, words: str, is_last: bool) -> None:
        """After the last of a filing the button leads to the next filing, or to the beginning."""
        other = next((one for one in self._known if one != filing_id and one not in self._last), "")
        button = self.tr("下一处")
        if is_last:
            button = self.tr("下一份") if other else self.tr("从头再看")
        goal = other if is_last and other else filing_id
        self._context.notices.warn(words, button, lambda: self._lead_if_known(goal))

    def _lead_if_known(self, filing_id: str) -> None:
        if filing_id in self._known:
            self._lead(filing_id)

    def _tell_mended(self) -> None:
        words = self.tr("这份文字里去年的数都改过了。")
        if self._known:
            self._context.notices.done(words, self.tr("下一份"), self.go_on)
        else:
            self._context.notices.done(words)

    def _look(self) -> None:
        front = self._tabs.front()
        self._context.actions.carried_figures.setEnabled(bool(front and front.filing_id in self._known))

    def _forget(self) -> None:
        self._known.clear()
        self._last.clear()
        self._look()


def _sentence(found: "Found") -> str:
    """指标值“救助人数：200人次”: the label and the words around the figure, cut to what a line holds."""
    before, after = found.before.strip("…").lstrip(), found.after.strip("…").rstrip()
    before = before if len(before) <= _AROUND else f"…{before[-_AROUND:]}"
    after = after if len(after) <= _AROUND else f"{after[:_AROUND]}…"
    return f"{found.label}“{before}【{found.text}】{after}”"
