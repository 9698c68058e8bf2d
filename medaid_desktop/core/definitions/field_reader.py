"""Reads what a field, a column or a step of the sign-off chain is: written alike in forms and in maps of blank forms."""

from typing import Any, cast

from medaid_desktop.core.definitions.data_reader import DataReader
from medaid_desktop.core.forms import CARRIES, FieldDef, ReviewStep
from medaid_desktop.core.review.roles import SIGNING
from medaid_desktop.core.texts.field_types import FIELD_TYPES


def read_field(item: DataReader) -> FieldDef:
    """A field or column; raises UserError for keys and words that are not known."""
    definition = FieldDef(
        id=item.text("id"),
        label=item.text("label"),
        type=item.choice("type", tuple(FIELD_TYPES), "text"),
        required=item.flag("required"),
        unit=item.text("unit", ""),
        options=item.texts("options"),
        multiple=item.flag("multiple"),
        group=item.flag("group"),
        on_paper=item.flag("on_paper", True),
        carry=cast(Any, item.choice("carry", CARRIES, "") or None),
        shows=cast(Any, item.choice("shows", ("", "explanations"), "")),
    )
    item.finish()
    return definition


def read_step(item: DataReader) -> ReviewStep:
    """A step of the sign-off chain, with the usual lines where none are said; raises UserError like `read_field`."""
    step = ReviewStep(
        id=item.text("id"),
        title=item.text("title"),
        seal=item.flag("seal", True),
        lines=item.texts("lines") if "lines" in item.names() else ReviewStep("", "").lines,
        role=item.choice("role", ("", *SIGNING), ""),
    )
    item.finish()
    return step
