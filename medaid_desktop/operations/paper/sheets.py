"""One filing as a sheet to be printed: its paper with what completed steps say, its code, its marks, and the seals set on it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from medaid_desktop.core.compose import PlaceNames, compose
from medaid_desktop.core.digest import digest, verification_code
from medaid_desktop.core.filing import Filing
from medaid_desktop.core.forms import Form
from medaid_desktop.core.paper.explained import is_shown_of
from medaid_desktop.core.paper.masking import masked
from medaid_desktop.core.review.sheet_code import SheetCode
from medaid_desktop.core.sheet import Paper, Sheet
from medaid_desktop.errors import UserError
from medaid_desktop.formats.pdf.information import Kind, SheetRecord
from medaid_desktop.formats.pdf.seal_pictures import SealPicture, has_room
from medaid_desktop.formats.pdf.writer import PrintJob
from medaid_desktop.operations.checking.printed import printed_filing
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.paper.standing import Standing, standing_of
from medaid_desktop.store.trust.seals import OpenSeal

PUBLIC = "公开版"


@dataclass(frozen=True, slots=True)
class Edition:
    """What kind of print is wanted, and the seals opened for it, by name.

    A seal is set only on a sheet whose whole chain is complete: a draft with a seal on it looks like a decision, and no mark
    under the text keeps it from being taken for one. But paper goes from office to office, and each stamps what the one before
    has stamped: with `so_far` the seals of the steps completed until then are set too, on a sheet that still says 草稿.
    A `public` edition bears no seal, no names and no telephone numbers.
    """

    public: bool = False
    so_far: bool = False
    seals: Mapping[str, OpenSeal] = field(default_factory=dict[str, OpenSeal])


USUAL = Edition()


def wanted_seals(standing: Standing, edition: Edition) -> Mapping[str, str]:
    """The names of the seals that belong on a sheet, by review step, whether they are opened or not."""
    if edition.public or not (standing.is_final or edition.so_far):
        return {}
    return {step: seal.name for step, seal in standing.seals.items()}


def seals_to_set(standing: Standing, edition: Edition) -> Mapping[str, OpenSeal]:
    """The opened seals that are asked for under the steps of a sheet, by review step, whether they may be set or not."""
    wanted = wanted_seals(standing, edition)
    return {step: edition.seals[name] for step, name in wanted.items() if name in edition.seals}


def is_proven(filing_id: str, standing: Standing, step: str, opened: OpenSeal) -> bool:
    """Whether it was under this very seal that just this signing of a filing was made."""
    return opened.is_whole and opened.fits(filing_id, standing.signings[step])


@dataclass(frozen=True, slots=True)
class SheetParts:
    """What a sheet is made of, gathered where the ledger may be asked; made of it, it needs no ledger any more.

    `shown` is the filing with what its paper shows beside its content (explanations), `reprint` how often the sheet had been
    printed before, `name` that of its bookmark. `pictures` are the seals that may be set, by review step.
    """

    form: Form
    filing: Filing
    shown: Filing
    names: PlaceNames
    standing: Standing
    edition: Edition
    reprint: int
    name: str
    pictures: Mapping[str, SealPicture]


def sheet_parts(
    desk: Desk,
    filing: Filing,
    edition: Edition = USUAL,
    reprint: int = 0,
    standing: Standing | None = None,
    printed: Filing | None = None,
    names: PlaceNames | None = None,
) -> SheetParts:
    """Gathers what the sheet of a filing is made of, its content as given.

    `standing` is where that very content stands and `printed` the filing with the explanations that its paper shows; both are
    looked up where they are not given; so is `names`, what the place is called. Raises UserError where form or events cannot
    be read, the standing is that of another content, or a seal would be set on more than the content and its explanations.
    """
    form, names = desk.form_of(filing), names or desk.names(filing.region, filing.year)
    standing = standing or standing_of(desk, filing)
    shown = printed or printed_filing(desk, filing)
    pictures = _pictures(desk, filing.id, standing, edition)
    if standing.digest != digest(filing) or (pictures and not is_shown_of(form, filing, shown)):
        raise UserError("要打印的文字不是审核过的内容", _called(form, filing, names), "请重新打印")
    return SheetParts(
        form, filing, shown, names, standing, edition, reprint, _called(form, filing, names), pictures
    )  # fmt: skip


def paper_of(parts: SheetParts) -> Paper:
    """The paper of a sheet with its binding: what completed steps say, and in the foot its code and what kind of print it is."""
    shown, signed, reprint = parts.shown, parts.standing.signed, parts.reprint
    if parts.edition.public:
        shown, signed = masked(parts.form, shown, signed)
    marks = (PUBLIC if parts.edition.public else "", f"第 {reprint + 1} 次打印" if reprint else "")
    note = "　".join(mark for mark in marks if mark)
    paper = compose(parts.form, shown, parts.names, signed=signed)
    return _with_code(paper, parts.filing, verification_code(parts.standing.digest), note, reprint)


def job_of(parts: SheetParts, sheet: Sheet) -> PrintJob:
    """How a sheet is printed: as draft until its chain is complete, with the seals that belong on it."""
    standing, edition, filing = parts.standing, parts.edition, parts.filing
    kind: Kind = "public" if edition.public else "final" if standing.is_final else "draft"
    code, draft = verification_code(standing.digest), not standing.is_final
    record = SheetRecord(code, filing.form, filing.region or "", filing.year, kind, parts.reprint, draft)
    seals = _set_seals(sheet, parts.pictures)
    return PrintJob(sheet, draft, parts.name, parts.names.full, seals, record=record)


def sheet_job(parts: SheetParts) -> PrintJob:
    """What is to be printed of a filing."""
    return job_of(parts, paper_of(parts).sheet)


def unsigned_paper(form: Form, filing: Filing, names: PlaceNames, content_digest: str) -> Paper:
    """The paper of a filing with the code of its content's digest in the foot and nothing in its review boxes."""
    return _with_code(compose(form, filing, names), filing, verification_code(content_digest))


def _with_code(paper: Paper, filing: Filing, code: str, note: str = "", reprint: int = 0) -> Paper:
    """A paper with the verification code of its content in the foot, as text and as a square code."""
    form = "".join(filing.form.split()).replace("|", "/")  # what the square code keeps apart by, and what readers drop
    square = SheetCode(form, filing.region or "", filing.year, 1, 1, code, reprint)
    page = replace(paper.sheet.page, foot_right=f"校验码 {code}", foot_note=note, square=square)
    return replace(paper, sheet=replace(paper.sheet, page=page))


def sheet_name(desk: Desk, filing: Filing) -> str:
    """What a bookmark or a file calls a filing: 「阳谷县-预算绩效目标申报表-2020」."""
    return _called(desk.form_of(filing), filing, desk.names(filing.region, filing.year))


def _called(form: Form, filing: Filing, names: PlaceNames) -> str:
    parts = (names.short, form.title, str(filing.year or ""))
    return "-".join(part for part in parts if part)


def _pictures(desk: Desk, filing_id: str, standing: Standing, edition: Edition) -> dict[str, SealPicture]:
    """The images by step: of seals that the person at work has opened, and under which just these signings were made."""
    return {
        step: SealPicture(opened.name, opened.png, opened.size_mm)
        for step, opened in seals_to_set(standing, edition).items()
        if opened.serves(desk.ledger.access) and is_proven(filing_id, standing, step, opened)
    }


def _set_seals(sheet: Sheet, pictures: Mapping[str, SealPicture]) -> dict[str, SealPicture]:
    """The images by step, in places that hold them in their true size."""
    found: dict[str, SealPicture] = {}
    for cell in sheet.cells if pictures else ():
        picture = pictures.get(cell.seal.step) if cell.seal else None
        if cell.seal and picture and has_room(cell.seal.diameter_mm, picture):
            found[cell.seal.step] = picture
    return found
