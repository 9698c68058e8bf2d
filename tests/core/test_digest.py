"""Digests name content; verification codes are read off paper by tired people."""

import hashlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medaid_desktop.core.digest import ALPHABET, code_is_sound, digest, verification_code
from medaid_desktop.core.filing import Filing


def filing(**changes: object) -> Filing:
    base = Filing(
        "declaration",
        2020,
        "371521",
        form_version="1",
        values={"project_name": "甲", "period": "2020年"},
        tables={"indicators": [{"level1": "产出指标", "target": "≥95%"}]},
    )
    return replace(base, **changes)


def test_digest_is_that_of_the_canonical_json():
    canonical = (
        '{"form":"declaration","form_version":"1","region":"371521",'
        '"tables":{"indicators":[{"level1":"产出指标","target":"≥95%"}]},'
        '"values":{"period":"2020年","project_name":"甲"},"year":2020}'
    )
    assert digest(filing()) == hashlib.sha256(canonical.encode()).hexdigest()


@pytest.mark.parametrize(
    "change",
    [
        {"form": "project-target"},
        {"form_version": "2"},
        {"year": 2021},
        {"region": "371522"},
        {"values": {"project_name": "乙", "period": "2020年"}},
        {"tables": {"indicators": [{"level1": "产出指标", "target": "≥96%"}]}},
    ],
)
def test_every_part_of_the_content_counts(change: dict[str, object]):
    assert digest(filing(**change)) != digest(filing())


def test_identity_status_and_blanks_do_not_count():
    same = filing(id="x", status="reviewed", variant="wide")
    same.values["other"] = ""
    same.tables["schedule"] = []
    assert digest(same) == digest(filing())


def test_order_of_keys_does_not_count():
    turned = filing(values={"period": "2020年", "project_name": "甲"})
    assert digest(turned) == digest(filing())


digests = st.binary(min_size=32, max_size=32).map(bytes.hex)


@given(digests)
def test_codes_are_sound_and_readable(content: str):
    code = verification_code(content)
    assert len(code) == 19 and code.count("-") == 3
    assert code_is_sound(code)
    assert code_is_sound(code.lower().replace("-", " "))
    assert code_is_sound(code.replace("0", "O").replace("1", "I"))


@given(digests, st.integers(0, 15), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_found(content: str, place: int, character: str):
    plain = verification_code(content).replace("-", "")
    wrong = plain[:place] + character + plain[place + 1 :]
    assert code_is_sound(wrong) == (wrong == plain)


@given(digests, st.integers(0, 12))
def test_two_characters_swapped_are_found(content: str, place: int):
    plain = verification_code(content).replace("-", "")
    wrong = plain[:place] + plain[place + 1] + plain[place] + plain[place + 2 :]
    assert code_is_sound(wrong) == (wrong == plain)


@pytest.mark.parametrize("code", ["", "ABC", "ABCD-EFGH-JKMN-PQRS-T", "一二三四-五六七八-一二三四-五六七八"])
def test_what_is_no_code_is_refused(code: str):
    assert not code_is_sound(code)
