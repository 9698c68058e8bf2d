"""Secrets open with their passphrase and with nothing else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medaid_desktop.errors import UserError
from medaid_desktop.store.trust import vault
from tests.prices import FULL_COST

PASSPHRASE = "保管人-2020-口令"


@pytest.fixture(scope="module")
def secret() -> bytes:
    return vault.locked(b"\x89PNG the image of a seal", PASSPHRASE, "县医疗保障局")


def test_a_secret_opens_with_its_passphrase_and_name(secret: bytes) -> None:
    assert vault.opened(secret, PASSPHRASE, "县医疗保障局") == b"\x89PNG the image of a seal"


def test_nothing_of_it_can_be_read_and_no_two_are_alike(secret: bytes) -> None:
    assert b"image of a seal" not in secret and PASSPHRASE.encode() not in secret
    assert vault.locked(b"x", PASSPHRASE, "a") != vault.locked(b"x", PASSPHRASE, "a")


@pytest.mark.parametrize(
    ("passphrase", "about"), [("保管人-2020-口今", "县医疗保障局"), (PASSPHRASE, "县财政局"), ("", "县医疗保障局")]
)
def test_another_passphrase_or_name_does_not_open_it(secret: bytes, passphrase: str, about: str) -> None:
    with pytest.raises(vault.WrongPassphraseError, match="口令不对"):
        vault.opened(secret, passphrase, about)


@settings(max_examples=40)
@given(st.data())
def test_any_changed_byte_is_noticed(secret: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(secret) - 1))
    other = data.draw(st.integers(0, 255).filter(lambda byte: byte != secret[at]))
    with pytest.raises(vault.WrongPassphraseError):
        vault.opened(secret[:at] + bytes([other]) + secret[at + 1 :], PASSPHRASE, "县医疗保障局")


@pytest.mark.parametrize("junk", [b"", b"MDV1", b"MDV1\xff\xff{}", b"MDV1\x00\x02{}rest", b"something else"])
def test_junk_is_refused_calmly(junk: bytes) -> None:
    with pytest.raises(vault.WrongPassphraseError):
        vault.opened(junk, PASSPHRASE, "a")


def test_each_try_costs_what_keeps_a_thief_busy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vault, "_COST", FULL_COST)
    dear = vault.locked(b"x", PASSPHRASE, "a")
    assert b'{"n": 65536, "r": 8, "p": 1,' in dear and vault.opened(dear, PASSPHRASE, "a") == b"x"


def test_short_passphrases_are_not_taken() -> None:
    with pytest.raises(UserError, match="口令太短"):
        vault.locked(b"x", "1234567", "a")


def test_a_secret_that_asks_for_endless_memory_is_refused_at_once(secret: bytes) -> None:
    for greedy in (b'{"n": 1073741824,', b'{"n": 1048576,   ', b'{"n": 16385,'):
        head = secret.index(b'{"n": ')
        changed = secret[:head] + greedy + secret[head + len(greedy) :]
        with pytest.raises(vault.WrongPassphraseError):
            vault.opened(changed, PASSPHRASE, "县医疗保障局")
