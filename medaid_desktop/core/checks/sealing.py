"""Signings and seals over content that is no longer what was signed."""

from collections.abc import Iterator, Sequence

from medaid_desktop.core.changes.differences import Difference, compare
from medaid_desktop.core.checks.around import Around, Signed
from medaid_desktop.core.checks.finding import Finding
from medaid_desktop.core.checks.rule import Check, Rule
from medaid_desktop.core.checks.subject import Subject
from medaid_desktop.core.digest import digest
from medaid_desktop.core.filing import Filing
from medaid_desktop.core.review.step_names import step_name
from medaid_desktop.core.texts.numbers import excerpt

VOID = Rule(
    "seal.void", "审核后内容被改动", ("error",),
    "审核环节完成时的内容与现在的内容不同，就指出是哪一环节、改了哪几处；审核和印章随即失效，打印出来又是草稿。",
    "盖了章的表必须就是审核过的那一份。审核后内容已锁定，走到这一步多半是恢复了较早的备份，或文件被别的程序改过。",
    "财政部门初审后，台账从备份恢复，年度资金总额由 350 变回 300。",
    "GB/T 9704—2012 第 7.3.5 条关于印章的规定；本程序的审核规则。",
)  # fmt: skip

_SHOWN = 3


def run(subject: Subject, around: Around) -> Iterator[Finding]:
    """One finding for all signings that became void, at the first cell that was changed."""
    if not around.signed:
        return
    now = digest(subject.filing)
    void = [one for one in around.signed if one.digest != now]
    if not void:
        return
    changed = _changed(subject, void)
    said = "、".join(f"“{step_name(one.title)}”（{one.by}，{one.on}）" for one in void)
    seals = "和印章" if any(one.seal for one in void) else ""
    told = (
        f"：{'；'.join(_told(one) for one in changed[:_SHOWN])}{' 等' if len(changed) > _SHOWN else ''}"
        if changed
        else ""
    )
    yield VOID.found(
        subject, _where(subject, changed), f"{said}审核后内容被改动{told}。审核{seals}已失效，请核对后重新审核",
        expected=changed[0].before if changed else "", actual=changed[0].after if changed else "",
        detail=void[0].step,
    )  # fmt: skip


def _changed(subject: Subject, void: Sequence[Signed]) -> list[Difference]:
    content: Filing | None = next((one.content for one in void if one.content is not None), None)
    return compare(subject.form, content, subject.filing) if content else []


def _told(one: Difference) -> str:
    before, after = (excerpt(text) if text else "空白" for text in (one.before, one.after))
    match one.kind:
        case "added":
            return f"多了{one.row}"
        case "removed":
            return f"少了{one.row}"
        case "moved":
            return f"{one.row}移了位置"
        case _:
            return f"{one.row}{one.field}由 {before} 改为 {after}"


def _where(subject: Subject, changed: Sequence[Difference]) -> str:
    """A cell that there is: the first changed one, else the first field of the form."""
    place = next((one.after_path for one in changed if one.after_path), "")
    first = subject.form.fields[0].id if subject.form.fields else ""
    return place or (f"values.{first}" if first else "")


SEALING = Check((VOID,), run)
