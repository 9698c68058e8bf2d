"""What carrying over a year came to, for scripts and for people."""

from typing import Any

from medaid_desktop.core.changes.carry_over import Found, YearOffer
from medaid_desktop.operations.filings.carry_over import Carried, YearCarried

_NAMED = 3


def report_json(outcome: YearCarried) -> dict[str, Any]:
    """What `medaid carry-over --json` prints: the new filings with what became of their texts, and what was skipped."""
    return {
        "filings": [_carried_json(carried) for carried in outcome.filings],
        "skipped": [{"source": summary.id, "title": summary.title} for summary in outcome.skipped],
    }


def _carried_json(carried: Carried) -> dict[str, Any]:
    made, report = carried.made, carried.report
    return {
        "id": made.id, "form": made.form, "region": made.region, "year": made.year, "title": made.title,
        "status": made.status, "source": carried.source, "kept": report.kept,
        "cleared": [{"where": cleared.path, "text": cleared.text} for cleared in report.cleared],
        "years_changed": [_offer_json(offer) for offer in report.changed],
        "years_offered": [_offer_json(offer) for offer in report.offered],
        "figures": [{"where": found.path, "text": found.text, "sentence": _sentence(found)} for found in report.figures],
    }  # fmt: skip


def _offer_json(offer: YearOffer) -> dict[str, str]:
    return {
        "where": offer.found.path, "from": offer.span.old, "to": offer.span.new, "sentence": _sentence(offer.found),
    }  # fmt: skip


def _sentence(found: Found) -> str:
    return found.before + found.text + found.after


def report_lines(outcome: YearCarried) -> list[str]:
    """A line for each new filing: id, form, region, year, title and what became of the texts, parted by tabs."""
    return [_line(carried) for carried in outcome.filings]


def _line(carried: Carried) -> str:
    made, report = carried.made, carried.report
    words = f"保留 {report.kept}，清空 {len(report.cleared)}，改年份 {len(report.changed)}"
    words += f"，未改年份 {len(report.offered)}，文字里的上年数 {len(report.figures)}"
    return "\t".join((made.id, made.form, made.region or "", str(made.year or ""), made.title, words))


def skipped_words(outcome: YearCarried) -> str:
    """One sentence on the filings that the new year has already, "" where there are none."""
    titles = [summary.title for summary in outcome.skipped]
    if not titles:
        return ""
    more = "等" if len(titles) > _NAMED else ""
    return f"新年度已有 {len(titles)} 份，没有再结转：{'、'.join(titles[:_NAMED])}{more}。"
