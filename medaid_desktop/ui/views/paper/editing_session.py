"""One open filing and what the clerk does to it: each action is one step, committed as it is made."""

from datetime import date

from medaid_desktop.core.texts.choices import parted, toggled
from medaid_desktop.core.texts.dates import PartialDate
from medaid_desktop.ui.views.paper.asking import typed_doubt_words
from medaid_desktop.ui.views.paper.block_session import BlockSession
from medaid_desktop.ui.views.paper.grid import Anchor


class EditingSession(BlockSession):
    """Every action returns False where it was refused or could not be stored, having said so by signal.

    Cells are given by their anchors (row, col) on the paper; places covered by a wider cell are skipped.
    """

    # -- single cells --------------------------------------------------------------------------------------------

    def type_into(self, row: int, col: int, text: str) -> bool:
        """Puts a text into a cell, and says so where it is not what the field asks for."""
        definition = self.definition((row, col))
        label = self.tr("填写“%1”").replace("%1", definition.label) if definition else ""
        done = self._fill((row, col), text, label)
        if done and definition:
            self.say(typed_doubt_words(definition, text))
        return done

    def toggle(self, row: int, col: int, option: str) -> bool:
        """Ticks or unticks an option of a choice cell."""
        definition = self.definition((row, col))
        options = definition.options if definition else ()
        text = toggled(self.value((row, col)), option, definition.multiple, options) if definition else ""
        label = self.tr("勾选“%1”").replace("%1", definition.label) if definition else ""
        return self._fill((row, col), text, label)

    def next_option(self, anchor: Anchor) -> str | None:
        """The option that the space bar ticks or unticks: one after the other, then none; None without options."""
        definition = self.definition(anchor)
        if definition is None or definition.type != "choice" or not definition.options:
            return None
        options = definition.options
        words = [one.word for one in parted(self.value(anchor), options)]
        if definition.multiple:
            return next((option for option in options if option not in words), options[-1])
        ticked = next((at for at, option in enumerate(options) if option in words), -1)
        return options[min(ticked + 1, len(options) - 1)]

    def enter_today(self, row: int, col: int) -> bool:
        """Puts today's date into a date field."""
        definition = self.definition((row, col))
        if definition is None or definition.type != "date":
            return not self.refuse((row, col)) and not self.say(self.tr("这一格不是日期，不能填入今天的日期。"))
        today = date.today()
        return self.type_into(row, col, str(PartialDate(today.year, today.month, today.day)))

    def _fill(self, anchor: Anchor, text: str, label: str) -> bool:
        slot = self.grid.slot(anchor)
        if self.refuse(anchor) or slot is None:
            return False
        path = slot.path.replace("[+", "[")
        return self.assign({anchor: text}, label, lambda grid: grid.paper.place_of(path))
