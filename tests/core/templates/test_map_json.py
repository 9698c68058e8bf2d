"""Maps as JSON: every one comes back as it was, nothing else is accepted."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medaid_desktop.core.forms import CARRIES, FieldDef, ReviewStep
from medaid_desktop.core.templates.map_json import map_from_json, map_to_json
from medaid_desktop.core.templates.template_map import (
    ColumnMark,
    FieldMark,
    Printed,
    ReviewMark,
    RowMark,
    Spot,
    TableMark,
    TemplateMap,
)
from medaid_desktop.core.texts.field_types import FIELD_TYPES
from medaid_desktop.errors import UserError

TEXT = st.text(alphabet='项目名称（）\n　 _="\\：a1', max_size=8)
NUMBER = st.integers(0, 2_000_000)
SPAN = st.integers(1, 50)
SPOT = st.builds(Spot, NUMBER, NUMBER, SPAN, SPAN, st.sampled_from(["cell", "above", "below"]))
DEFINITION = st.builds(
    FieldDef, TEXT, TEXT, st.sampled_from(sorted(FIELD_TYPES)), st.booleans(), TEXT, st.lists(TEXT, max_size=3).map(tuple),
    st.booleans(), st.booleans(), st.booleans(), st.sampled_from([None, *CARRIES]), st.sampled_from(["", "explanations"]),
)  # fmt: skip
ROW = st.builds(
    RowMark, NUMBER, st.sampled_from(["row", "total", "paper"]), st.dictionaries(TEXT, TEXT, max_size=3),
    st.lists(TEXT, max_size=2).map(tuple),
)  # fmt: skip
TABLE = st.builds(
    TableMark, TEXT, TEXT, st.tuples(NUMBER, NUMBER).map(lambda pair: (min(pair), max(pair))),
    st.lists(st.builds(ColumnMark, NUMBER, SPAN, DEFINITION, st.booleans(), st.booleans()), max_size=3).map(tuple),
    st.lists(ROW, max_size=3).map(tuple), st.none() | SPOT,
)  # fmt: skip
STEP = st.builds(ReviewStep, TEXT, TEXT, st.booleans(), st.lists(TEXT, min_size=1, max_size=3).map(tuple))
MAP = st.builds(
    TemplateMap, TEXT, st.integers(0, 99), TEXT, TEXT, TEXT, st.tuples(NUMBER, NUMBER, NUMBER, NUMBER),
    st.lists(st.builds(FieldMark, SPOT, DEFINITION, TEXT, TEXT, TEXT, st.booleans()), max_size=3).map(tuple),
    st.lists(TABLE, max_size=2).map(tuple), st.lists(st.builds(ReviewMark, SPOT, STEP, TEXT), max_size=2).map(tuple),
    st.lists(st.builds(Printed, SPOT, TEXT), max_size=2).map(tuple),
)  # fmt: skip

SMALL = TemplateMap(
    "表一", 0, "明细表", area=(0, 0, 4, 2), fields=(FieldMark(Spot(1, 1), FieldDef("extra:甲", "甲"), blank=" "),),
    tables=(
        TableMark(
            "rows", "明细", (2, 3), (ColumnMark(0, 1, FieldDef("serial", "序号"), serial=True),),
            (RowMark(3, "total", {"serial": "合计"}),), Spot(2, 0, 2),
        ),
    ),
    reviews=(ReviewMark(Spot(4), ReviewStep("review1", "初审")),), printed=(Printed(Spot(0), "明细表"),),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(MAP)
def test_every_map_comes_back(found: TemplateMap):
    assert map_from_json(map_to_json(found)) == found


def test_what_is_as_usual_is_left_out():
    data = json.loads(map_to_json(SMALL))
    assert data["fields"] == [
        {"spot": {"row": 1, "col": 1}, "definition": {"id": "extra:甲", "label": "甲"}, "blank": " "}
    ]
    assert "base" not in data
    assert data["reviews"][0]["spot"] == {"row": 4}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["format"], "medaid-map/2"),
        (["grid"], -1),
        (["grid"], 0.5),
        (["area"], [0, 0, 1]),
        (["sheet"], 3),
        (["unknown"], "x"),
        (["fields", 0, "spot", "row"], "1"),
        (["fields", 0, "spot", "within"], "aside"),
        (["fields", 0, "spot", "rows"], 0),
        (["fields", 0, "definition", "type"], "colour"),
        (["fields", 0, "definition", "colour"], "red"),
        (["tables", 0, "head"], [3, 2]),
        (["tables", 0, "rows", 0, "kind"], "head"),
        (["tables", 0, "rows", 0, "given", "serial"], 4),
        (["tables", 0, "columns", 0, "cols"], 0),
        (["reviews", 0, "step", "seal"], "yes"),
        (["printed", 0, "text"], None),
    ],
)
def test_anything_else_is_refused_with_its_key(path: list[str | int], value: object):
    data = json.loads(map_to_json(SMALL))
    at = data
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = value
    with pytest.raises(UserError) as told:
        map_from_json(json.dumps(data))
    assert str(path[-1]) in told.value.where


@pytest.mark.parametrize("text", ["", "[]", "{", "null", "[" * 100_000, '{"format": "medaid-map/1"}'])
def test_other_texts_are_refused(text: str):
    with pytest.raises(UserError):
        map_from_json(text)
