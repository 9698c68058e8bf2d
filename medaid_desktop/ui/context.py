"""What commands share: the ledger at work, background tasks, the notice bar, what the PC remembers, the actions."""

from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from medaid_desktop.ui.actions import Actions
from medaid_desktop.ui.notices import Notices
from medaid_desktop.ui.settings import WindowSettings
from medaid_desktop.ui.tasks import Tasks
from medaid_desktop.ui.workspace import Workspace


class Context(NamedTuple):
    """`window` is the parent of dialogs and nothing more."""

    window: QWidget
    workspace: Workspace
    tasks: Tasks
    notices: Notices
    settings: WindowSettings
    actions: Actions
