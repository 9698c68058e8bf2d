"""Seals in a ledger: opened with their passphrase only, slowed, logged, and to be found nowhere else."""

import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medaid_desktop.crash_log import write_crash_log
from medaid_desktop.errors import UserError
from medaid_desktop.store.ledger import Ledger
from medaid_desktop.store.trust import vault
from medaid_desktop.store.trust.seals import Seals
from medaid_desktop.store.trust.vault import WrongPassphraseError
from tests.store.clock import Clock

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40
PASSPHRASE = "保管人-2020-口令"


@pytest.fixture
def seals(ledger: Ledger, clock: Clock) -> Iterator[Seals]:
    yield Seals(ledger.connection, ledger.log, ledger.access, ledger.ledger_id, clock)


def test_a_seal_is_listed_without_its_passphrase_and_opened_with_it(seals: Seals) -> None:
    added = seals.add(" 县医保局公章 ", PNG, PASSPHRASE, " 阳谷县 医疗保障局 ", 42)
    assert (added.name, added.office, added.size_mm) == ("县医保局公章", "阳谷县 医疗保障局", 42.0)
    assert seals.list() == [added] and seals.get("县医保局公章") == added
    assert seals.open("县医保局公章", PASSPHRASE, "看看").png == PNG


@pytest.mark.parametrize(
    ("name", "size", "passphrase", "what"),
    [
        ("", 42, PASSPHRASE, "印章名称"),
        ("甲" * 41, 42, PASSPHRASE, "印章名称"),
        ("a\nb", 42, PASSPHRASE, "印章名称"),
        ("公章", 37.9, PASSPHRASE, "直径不合规定"),
        ("公章", 45.1, PASSPHRASE, "直径不合规定"),
        ("公章", float("nan"), PASSPHRASE, "直径不合规定"),
        ("公章", 42, "1234567", "口令太短"),
        ("旧章", 42, PASSPHRASE, "已有同名"),
        ("旧\u200b章\u202e ", 42, PASSPHRASE, "已有同名"),
    ],
)
def test_what_cannot_be_kept(seals: Seals, name: str, size: float, passphrase: str, what: str) -> None:
    seals.add("旧章", PNG, PASSPHRASE)
    with pytest.raises(UserError, match=what):
        seals.add(name, PNG, passphrase, "", size)
    assert [one.name for one in seals.list()] == ["旧章"]


def test_an_unknown_seal_is_told_with_those_there_are(seals: Seals) -> None:
    with pytest.raises(UserError, match="请先添加本单位的印章扫描件"):
        seals.get("公章")
    seals.add("旧章", PNG, PASSPHRASE)
    with pytest.raises(UserError, match="可用：旧章"):
        seals.open("公章", PASSPHRASE, "看看")


def test_wrong_passphrases_are_slowed_beyond_the_program(seals: Seals, ledger: Ledger, clock: Clock) -> None:
    seals.add("公章", PNG, PASSPHRASE)
    for _ in range(3):
        with pytest.raises(WrongPassphraseError):
            seals.open("公章", "保管人-2020-口今", "看看")
    with pytest.raises(UserError, match=r"请在 5 秒后再试"):
        seals.open("公章", PASSPHRASE, "看看")  # not even the right one
    again = Seals(ledger.connection, ledger.log, ledger.access, ledger.ledger_id, clock)  # another program
    with pytest.raises(UserError, match=r"请在 5 秒后再试"):
        again.open("公章", PASSPHRASE, "看看")
    clock.now += timedelta(seconds=5)
    assert again.open("公章", PASSPHRASE, "看看").png == PNG
    assert again.open("公章", PASSPHRASE, "看看").png == PNG


def test_a_try_counts_even_where_the_program_is_ended_in_the_midst_of_it(
    ledger: Ledger, path: Path, clock: Clock, run_python: Callable[..., "subprocess.CompletedProcess[str]"]
) -> None:
    ledger.seals.add("公章", PNG, PASSPHRASE)
    ledger.close()
    program = (
        "import os, sys\nfrom pathlib import Path\nfrom medaid_desktop.store.trust import seals\n"
        "from medaid_desktop.store.ledger import Ledger\n"
        "seals.opened = lambda *_: os._exit(9)\n"
        "Ledger.open(Path(sys.argv[1])).seals.open('公章', 'guessed at', '看看')\n"
    )
    clock.now = datetime.now().astimezone()  # and stays: however long the programs take, the waiting is not over
    for _ in range(3):
        assert run_python(program, path).returncode == 9
    with Ledger.open(path) as again, pytest.raises(UserError, match=r"请在 \d+ 秒后再试"):
        Seals(again.connection, again.log, again.access, again.ledger_id, clock).open("公章", PASSPHRASE, "看看")


def test_a_ledger_that_can_only_be_read_takes_no_tries(ledger: Ledger, path: Path) -> None:
    ledger.seals.add("公章", PNG, PASSPHRASE)
    with Ledger.open(path, read_only=True) as reading:
        for passphrase in ("guessed at", PASSPHRASE):
            with pytest.raises(UserError, match="台账不能修改"):
                reading.seals.open("公章", passphrase, "看看")


def test_every_opening_and_every_refusal_is_in_the_log(seals: Seals, ledger: Ledger) -> None:
    seals.add("公章", PNG, PASSPHRASE)
    seals.open("公章", PASSPHRASE, "签章：财政部门初审", "filing-1", "ab" * 32)
    with pytest.raises(WrongPassphraseError):
        seals.open("公章", "保管人-2020-口今", "打印")
    seals.remove("公章")
    told = [(one.action, one.filing, one.digest) for one in ledger.log.entries()]
    assert told == [
        ("seal-add", "", ""), ("seal-use", "filing-1", "ab" * 32), ("seal-refused", "", ""), ("seal-remove", "", ""),
    ]  # fmt: skip


@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_no_column_of_a_seal_can_be_exchanged_in_the_file(ledger: Ledger, data: st.DataObject) -> None:
    ledger.connection.execute("DELETE FROM seals")
    ledger.seals.add("公章", PNG, PASSPHRASE, "县医疗保障局", 42)
    column = data.draw(st.sampled_from(["name", "office", "size_mm", "fingerprint", "secret"]))
    row = ledger.connection.row(f"SELECT {column} FROM seals")
    assert row is not None
    kept = row[0]
    if isinstance(kept, float):
        other: str | float | bytes = data.draw(st.floats(38, 45).filter(lambda size: size != kept))
    elif isinstance(kept, str):
        other = data.draw(st.text(min_size=1, max_size=9).filter(lambda text: text != kept and "\x00" not in text))
    else:
        at = data.draw(st.integers(0, len(kept) - 1))
        other = kept[:at] + bytes([kept[at] ^ data.draw(st.integers(1, 255))]) + kept[at + 1 :]
    ledger.connection.execute(f"UPDATE seals SET {column} = ?, failed = 0, wait_until = ''", (other,))
    [seal] = ledger.seals.list()
    with pytest.raises(WrongPassphraseError):
        ledger.seals.open(seal.name, PASSPHRASE, "打印")


def _secrets() -> list[bytes]:
    """What must stand nowhere: the image, in any stretch of it, and the passphrase as it may be written."""
    return [PNG[:8], PNG[64:96], PNG.hex().encode(), PASSPHRASE.encode(), PASSPHRASE.encode("utf-16-le"), b"pin-729403"]


def _found(folder: Path) -> list[str]:
    return [
        str(file)
        for file in folder.rglob("*")
        if file.is_file() and any(one in file.read_bytes() for one in _secrets())
    ]


def test_nothing_secret_in_ledger_journal_backups_and_crash_reports(ledger: Ledger, path: Path, tmp_path: Path) -> None:
    ledger.seals.add("公章", PNG, PASSPHRASE, "县医疗保障局")
    ledger.operators.put("保管人", ["keeper"], "pin-729403")
    ledger.access.sign_in("保管人", "pin-729403")
    errors: list[Exception] = []
    for act in (
        lambda: ledger.seals.open("公章", PASSPHRASE + "x", "看看"),
        lambda: ledger.seals.add("公章", PNG, PASSPHRASE),
        lambda: ledger.seals.add("公章二", PNG, PASSPHRASE[:3]),
        lambda: ledger.operators.identify("保管人", "pin-7294030"),
        lambda: ledger.operators.put("某", ["mayor"], "pin-729403"),
    ):  # fmt: skip
        with pytest.raises(UserError) as refused:
            act()
        errors.append(refused.value)
    assert ledger.seals.open("公章", PASSPHRASE, "看看").png == PNG
    with ledger.transaction():  # the journal holds pages as they were
        ledger.seals.remove("公章")
        assert _found(tmp_path) == []
        ledger.seals.add("公章", PNG, PASSPHRASE, "县医疗保障局")
        assert _found(tmp_path) == []
    ledger.backup_now("migration")
    ledger.daily_backup()
    reports = [write_crash_log(error) for error in errors]
    assert all(report.is_file() and "Traceback" in report.read_text(encoding="utf-8") for report in reports)
    assert not any(one in str(error).encode() + repr(error).encode() for error in errors for one in _secrets())
    ledger.close()
    assert path in tmp_path.rglob("*") and _found(tmp_path) == []


def test_a_crash_within_the_vault_tells_nothing(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger.seals.add("公章", PNG, PASSPHRASE)

    def fall(*_: object, **__: object) -> None:
        raise RuntimeError("the disk fell off")

    monkeypatch.setattr(ledger.log, "add", fall)
    with pytest.raises(RuntimeError) as crash:
        ledger.seals.open("公章", PASSPHRASE, "看看")
    report = write_crash_log(crash.value).read_bytes()
    assert not any(one in report for one in _secrets())


def test_what_is_removed_is_not_left_in_the_file(ledger: Ledger, path: Path) -> None:
    ledger.seals.add("公章", PNG, PASSPHRASE)
    row = ledger.connection.row("SELECT secret FROM seals")
    assert row is not None
    secret: bytes = row[0]
    pieces = [secret[at : at + 64] for at in range(100, len(secret) - 64, 500)]
    assert any(piece in path.read_bytes() for piece in pieces)
    ledger.seals.remove("公章")
    ledger.close()
    assert not any(piece in path.read_bytes() for piece in pieces)
    assert sqlite3.connect(path).execute("SELECT count(*) FROM seals").fetchone() == (0,)


def test_accents_typed_in_two_ways_are_one_passphrase() -> None:
    secret = vault.locked(b"x", "caf\u00e9-2020", "a")
    assert vault.opened(secret, "cafe\u0301-2020", "a") == b"x"
    with pytest.raises(WrongPassphraseError):
        vault.opened(secret, "cafe-2020\udc80", "a")  # what a shell could not decode is wrong, not a crash
