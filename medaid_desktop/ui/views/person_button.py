"""Who is signed in, at the foot of the window."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from medaid_desktop.ui.actions import Actions
from medaid_desktop.ui.icons import icon

if TYPE_CHECKING:
    from medaid_desktop.store.trust.operators import Operator


class PersonButton(QToolButton):
    """Hidden where nobody has to sign in; its menu switches person and locks."""

    def __init__(self, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("personButton")
        self.setIcon(icon("person"))
        self.setIconSize(QSize(16, 16))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoRaise(True)
        menu = QMenu(self)
        menu.addActions([actions.sign_in, actions.lock, actions.operators])
        self.setMenu(menu)
        self.hide()

    def show_person(self, person: "Operator | None", is_kept: bool) -> None:
        """Shows a person, or that nobody has signed in; nothing where there are no operators."""
        from medaid_desktop.operations.ledgers.operators import role_words

        self.setText(person.name if person else self.tr("未登录"))
        self.setToolTip(role_words(person.roles) if person else self.tr("只能查看和打印"))
        self.setVisible(is_kept)
