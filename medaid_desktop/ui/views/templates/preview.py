"""How a form will stand in the editor: its paper as a new filing begins, for looking only."""

from PySide6.QtWidgets import QWidget

from medaid_desktop.core.filing import Filing
from medaid_desktop.core.forms import Form
from medaid_desktop.operations.desk import Desk
from medaid_desktop.ui.views.incoming.paper import IncomingPaper


class _DraftDesk(Desk):
    """A desk at which a filing's form is one that the ledger does not have yet."""

    draft: Form

    def form_of(self, filing: Filing) -> Form:  # noqa: ARG002
        return self.draft


class DraftPaper(IncomingPaper):
    """The blank paper of a form, with what the upper level has printed on it."""

    def __init__(self, desk: Desk, form: Form, year: int | None, region: str | None, parent: QWidget) -> None:
        drafting = _DraftDesk(desk.ledger, desk.forms)
        drafting.draft = form
        filing = Filing(
            form=form.id, year=year, region=region, form_version=form.version, values=dict(form.start.values),
            tables={table: [dict(row) for row in rows] for table, rows in form.start.tables.items()},
        )  # fmt: skip
        super().__init__(drafting, filing, parent, self.tr("这是预览，存为表种以后才能填"))
        self.setObjectName("templatePreview")
        self.setAccessibleName(self.tr("填报界面预览"))
