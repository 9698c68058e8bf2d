"""Commands about single filings: making, finding, showing and changing them."""

import argparse

from medaid_desktop.commands.desks import check_region, open_desk
from medaid_desktop.commands.output import DONE, FINDINGS, print_json, progress, say
from medaid_desktop.core.review.chain import STATUS_WORDS
from medaid_desktop.errors import UserError


def add(options: argparse.Namespace) -> int:
    """Adds a filing and prints its id."""
    from medaid_desktop.operations.filings.filings import add_filing

    with open_desk(options.ledger, read_only=False, operator=options.operator) as desk:
        filing = add_filing(desk, options.form, options.region, options.year, options.source or "", options.variant)
    if options.json:
        print_json({"id": filing.id})
    else:
        print(filing.id)
    return DONE


def carry_over(options: argparse.Namespace) -> int:
    """Takes the filings of the year before over into a new year."""
    from medaid_desktop.core.changes.carry_over import plainly
    from medaid_desktop.operations.filings.carry_over import carry_year, only_dates
    from medaid_desktop.operations.filings.carry_report import report_json, report_lines, skipped_words

    accept = plainly if options.years_in_texts else only_dates
    with open_desk(options.ledger, read_only=False, operator=options.operator) as desk:
        outcome = carry_year(desk, options.year, accept, options.region, options.form, progress("结转"))
    if skipped := skipped_words(outcome):
        say(skipped)
    if options.json:
        print_json(report_json(outcome))
    else:
        print("\n".join(report_lines(outcome)), end="\n" if outcome.filings else "")
    return DONE


def list_filings(options: argparse.Namespace) -> int:
    """Lists filings, one a line."""
    with open_desk(options.ledger) as desk:
        check_region(desk, options.region)
        if options.form:
            desk.forms.get(options.form)
        found = desk.ledger.filings.list(region=options.region, form=options.form, year=options.year)
        if options.json:
            keys = ("id", "form", "region", "year", "title", "status")
            print_json({"filings": [{key: getattr(item, key) for key in keys} for item in found]})
            return DONE
        for item in found:
            form, region = desk.forms.title(item.form), desk.names(item.region, item.year).full
            status = STATUS_WORDS.get(item.status, item.status)
            print("\t".join((item.id, form, region, str(item.year or ""), item.title, status)))
    return DONE


def find(options: argparse.Namespace) -> int:
    """Finds a text in all filings."""
    from medaid_desktop.operations.filings.search import Scope, search

    if not options.text.strip():
        raise UserError("没有写要找的文字", "TEXT", "请写出要找的文字，例如 154.18")
    with open_desk(options.ledger) as desk:
        scope = Scope(options.region, options.form, options.year)
        found = search(desk, options.text, scope, max(1, options.most), progress=progress("查找"))
    if options.json:
        print_json({"filings": [filing.to_json() for filing in found.filings], "complete": found.is_all})
        return DONE
    for filing in found.filings:
        print("\t".join((filing.id, filing.form_title, filing.region_name, str(filing.year or ""), filing.title)))
        for place in filing.places:
            print(f"\t{place.path}\t{place.label}\t{place.snippet.text}")
        if filing.more:
            print(f"\t另有 {filing.more} 处")
    if not found.is_all:
        say(f"只列出前 {len(found.filings)} 份；请写得更具体，或用 --region、--form、--year 缩小范围。")
    return DONE


def show(options: argparse.Namespace) -> int:
    """Shows the content of a filing."""
    from medaid_desktop.core.forms import Form
    from medaid_desktop.operations.filings.filings import public_json

    with open_desk(options.ledger) as desk:
        filing = desk.ledger.filings.get(options.id)
        if options.json:
            print_json(public_json(desk, filing))
            return DONE
        try:
            form = desk.form_of(filing)
        except UserError as error:  # its form is lost: the content is shown under its own names
            say(str(error))
            form = Form(filing.form, desk.forms.title(filing.form), "", (), (), ())
        print(f"{form.title}　{desk.names(filing.region).full}　{filing.year or ''}")
        for name, text in filing.values.items():
            print(f"{form.definition('', name).label}：{text}")
        for table, rows in filing.tables.items():
            for index, row in enumerate(rows):
                cells = "；".join(f"{form.definition(table, name).label}：{text}" for name, text in row.items())
                print(f"{table}[{index}] {cells}")
    return DONE


def set_cells(options: argparse.Namespace) -> int:
    """Changes cells of a filing, all in one step; FINDINGS where one of them is worked out to another figure."""
    from medaid_desktop.operations.filings.computed import not_taken
    from medaid_desktop.operations.filings.editing import commit

    edits: list[tuple[str, str]] = []
    for assignment in options.assignments:
        path, equals, text = assignment.partition("=")
        if not equals:
            raise UserError("没有写等号", assignment, "请写成 路径=文字，例如 values.funding_total=154.18")
        edits.append((path, text))
    with open_desk(options.ledger, read_only=False, operator=options.operator) as desk:
        notices = list(not_taken(desk, desk.ledger.filings.get(options.id), edits))
        commit(desk, options.id, edits, f"命令行修改 {len(edits)} 格", keep_groups=True)
    for notice in notices:
        say(notice)
    return FINDINGS if notices else DONE
