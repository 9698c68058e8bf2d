"""What a field or a step of the sign-off chain is, read strictly."""

import pytest

from medaid_desktop.core.definitions.data_reader import DataReader
from medaid_desktop.core.definitions.field_reader import read_field, read_step
from medaid_desktop.core.forms import FieldDef, ReviewStep
from medaid_desktop.errors import UserError


def test_all_that_can_be_said_of_a_field_is_read():
    said = {
        "id": "reason", "label": "原因", "type": "choice", "required": True, "unit": "元", "options": ["甲", "乙"], "multiple": True,
        "group": True, "on_paper": False, "carry": "clear", "shows": "explanations",
    }  # fmt: skip
    assert read_field(DataReader(said, "表")) == FieldDef(
        "reason", "原因", "choice", True, "元", ("甲", "乙"), True, True, False, "clear", "explanations"
    )
    assert read_field(DataReader({"id": "a", "label": "甲"}, "表")) == FieldDef("a", "甲")


def test_a_step_has_the_usual_lines_unless_it_says_others():
    assert read_step(DataReader({"id": "first", "title": "初审"}, "表")) == ReviewStep("first", "初审")
    said = {"id": "first", "title": "初审", "seal": False, "lines": []}
    assert read_step(DataReader(said, "表")) == ReviewStep("first", "初审", False, ())


@pytest.mark.parametrize(("read", "name"), [(read_field, "label"), (read_step, "title")])
def test_what_is_not_known_is_refused_by_its_name(read, name):
    with pytest.raises(UserError, match="不认识的键") as told:
        read(DataReader({"id": "a", name: "甲", "colour": "红"}, "表"))
    assert told.value.where == "表：colour"
