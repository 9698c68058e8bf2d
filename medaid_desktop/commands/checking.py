"""Commands about what is wrong in filings, and why some of it may stand."""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from medaid_desktop.commands.desks import open_desk, selected
from medaid_desktop.commands.output import (
    DONE,
    FINDINGS,
    STOPPED,
    UNUSABLE,
    progress,
    say,
    stop_by_interrupt,
)

if TYPE_CHECKING:
    from medaid_desktop.operations.checking.batch import FilingChecked
    from medaid_desktop.operations.desk import Desk


def check(options: argparse.Namespace) -> int:
    """Checks filings; FINDINGS where there are errors, or some could not be read."""
    from medaid_desktop.operations.checking.batch import check_batch, summed_up
    from medaid_desktop.store.ground.progress import CancelledError

    out = Path(options.out) if options.out else None
    if out:
        from medaid_desktop.operations.checking.report import report_kind

        report_kind(out)
    with open_desk(options.ledger) as desk, stop_by_interrupt("这一份检查完就停。") as is_cancelled:
        ids, told = selected(desk, options), _Told(desk, options.json)
        try:
            batch = check_batch(desk, ids, progress("检查"), is_cancelled, take=None if out else told.take)
        except CancelledError:
            say("已停止，没有查完。")
            return STOPPED
        for summary, error in batch.failed:
            say(f"{summary.title}（{summary.id}）：{error}")
        for filing in batch.filings:
            told.take(filing)
        told.print(ids, summed_up(batch))
        if out:
            from medaid_desktop.operations.checking.report import write_report

            write_report(desk, batch, out, options.region or "")
    if batch.failed and not batch.summaries:
        return UNUSABLE
    return FINDINGS if batch.failed or batch.counts.errors else DONE


class _Told:
    """What is printed of each filing, kept as bytes: of a whole country that takes a tenth of what the findings would."""

    def __init__(self, desk: "Desk", as_json: bool) -> None:
        self._desk = desk
        self._as_json = as_json
        self._texts: dict[str, bytes] = {}

    def take(self, filing: "FilingChecked") -> None:
        from medaid_desktop.operations.checking.batch import findings_json, findings_lines

        if self._as_json:
            text = ",\n ".join(json.dumps(one, ensure_ascii=False) for one in findings_json(filing))
        else:
            text = "\n".join(findings_lines(self._desk, filing))
        self._texts[filing.summary.id] = text.encode("utf-8", "surrogatepass")

    def print(self, ids: Sequence[str], summed_up: str) -> None:
        """Prints the filings in the order asked for."""
        texts = [self._texts[filing_id] for filing_id in dict.fromkeys(ids) if filing_id in self._texts]
        before = '{"findings": [\n ' if self._as_json else ""
        for text in texts:
            print(before, text.decode("utf-8", "surrogatepass"), sep="", end="")
            before = ",\n " if self._as_json else "\n"
        end = "\n]}" if self._as_json else f"\n{summed_up}"
        print(end if texts else '{"findings": []}' if self._as_json else summed_up)


def explain(options: argparse.Namespace) -> int:
    """Keeps why a finding at a place is let stand."""
    from medaid_desktop.operations.checking.checking import finding_to_explain
    from medaid_desktop.operations.checking.explaining import explain as keep

    with open_desk(options.ledger, read_only=False, operator=options.operator) as desk:
        finding = finding_to_explain(desk, options.id, options.path, options.rule or "")
        keep(desk, options.id, finding, options.text)
    return DONE
