"""The power goes at any moment: what lies on the disk then is a sound ledger, in which nobody stands by more than was said."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from medaid_desktop.core.digest import digest, verification_code
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.ledgers.restoring import restore_backup
from medaid_desktop.operations.paper.printing import print_filings
from medaid_desktop.operations.reviewing import Words, chain_of, send_back, sign
from medaid_desktop.store.forms.form_library import FormLibrary
from medaid_desktop.store.ground.database import Connection
from medaid_desktop.store.ledger import Ledger
from tests.operations.paper.sealed import PASSPHRASE, add_seals, image_count, sign_steps, text_of
from tests.operations.reviewing.declared import STEPS, stored

_FORMS = FormLibrary()
_SIGNED = STEPS[:3]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A ledger in which a filing is signed under the seal by all but the last step."""
    with (
        mock.patch("medaid_desktop.store.trust.vault._COST", 2**14),
        Desk(Ledger.create(tmp_path / "台账.medaid", "371521"), _FORMS) as made,
    ):
        add_seals(made, "公章")
        sign_steps(made, stored(made), _SIGNED)
        yield made


def left_by_crashes(folder: Path, kept: Path, act: Callable[[], object]) -> list[Path]:
    """The folder as it lies on the disk before each statement, and before and after each renaming, that an act makes; each state
    once, and the one at the end last."""
    found: dict[tuple[object, ...], Path] = {}

    def look(*_: object) -> None:
        files = sorted(one for one in folder.rglob("*") if one.is_file())
        state = tuple((one.relative_to(folder), one.read_bytes()) for one in files)
        if state not in found:
            found[state] = shutil.copytree(folder, kept / str(len(found)))

    def watched(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            look()
            made = real(*given, **named)
            if real is not run:
                look()
            return made

        return call

    run = Connection._run  # pyright: ignore[reportPrivateUsage] (where all statements go through)
    with ExitStack() as patches:
        patches.enter_context(mock.patch.object(Connection, "_run", watched(run)))
        for name in ("link", "rename", "replace", "unlink"):
            patches.enter_context(mock.patch(f"os.{name}", watched(getattr(os, name))))
        act()
    look()
    return list(found.values())


def looked_at(path: Path) -> Desk:
    """The ledger as it is opened after the crash; it is sound."""
    desk = Desk(Ledger.open(path), _FORMS)
    assert desk.ledger.check() == []
    return desk


def done(desk: Desk) -> list[str]:
    (summary,) = desk.ledger.filings.list()
    return [one.step.id for one in chain_of(desk, desk.ledger.filings.get(summary.id)).done]


def test_a_step_is_signed_or_it_is_not(desk: Desk, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    (summary,) = desk.ledger.filings.list()
    words = Words("审核人甲", "同意", "2020-06-01")
    left = left_by_crashes(
        tmp_path,
        tmp_path_factory.mktemp("left"),
        lambda: sign(desk, summary.id, STEPS[-1], words, "公章", PASSPHRASE),
    )
    assert len(left) > 4
    seen: list[int] = []
    for folder in left:
        with looked_at(folder / "台账.medaid") as again:
            count = len(done(again))
            told = again.ledger.log.count(summary.id, "sign")
            assert count == told and done(again) == list(STEPS[:count])
            out = folder / "out.pdf"
            print_filings(again, [summary.id], out, passphrases={"公章": PASSPHRASE})
            assert image_count(out) == (4 if count == 4 else 0) and ("草稿" in text_of(out)) == (count < 4)
            seen.append(count)
    assert sorted(set(seen)) == [3, 4] and seen == sorted(seen)


def test_a_sealed_sheet_is_never_there_without_its_note(
    desk: Desk, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    (summary,) = desk.ledger.filings.list()
    sign(desk, summary.id, STEPS[-1], Words("审核人甲", "同意", "2020-06-01"), "公章", PASSPHRASE)
    now, out = digest(desk.ledger.filings.get(summary.id)), tmp_path / "out.pdf"
    left = left_by_crashes(
        tmp_path,
        tmp_path_factory.mktemp("left"),
        lambda: print_filings(desk, [summary.id], out, passphrases={"公章": PASSPHRASE}),
    )
    printed = [folder for folder in left if (folder / "out.pdf").exists()]
    assert printed and len(printed) < len(left)
    for folder in left:
        with looked_at(folder / "台账.medaid") as again:
            noted, used = (again.ledger.log.count(summary.id, action, now) for action in ("print", "seal-use"))
            assert noted == 1 if folder in printed else noted in (0, 1)
            assert used > len(STEPS) - 1 or folder not in printed
    for folder in printed:
        assert verification_code(now) in text_of(folder / "out.pdf") and image_count(folder / "out.pdf") == 4


def test_what_was_sent_back_stays_so(desk: Desk, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """While it is sent back, and while a backup of before is put in the ledger's place."""
    (summary,) = desk.ledger.filings.list()
    backup = desk.ledger.backup_now("import").backup
    assert backup is not None
    before = shutil.copy(backup.path, tmp_path_factory.mktemp("backup") / "备份.medaid")
    left = left_by_crashes(
        tmp_path,
        tmp_path_factory.mktemp("left"),
        lambda: send_back(desk, summary.id, STEPS[1], Words("审核人乙", "再看")),
    )
    seen: list[int] = []
    for folder in left:
        with looked_at(folder / "台账.medaid") as again:
            seen.append(len(done(again)))
    assert set(seen) == {0, 3} and seen == sorted(seen, reverse=True)
    desk.ledger.close()
    left = left_by_crashes(
        tmp_path, tmp_path_factory.mktemp("restored"), lambda: restore_backup(desk.ledger.path, Path(before))
    )
    assert len(left) > 6
    for folder in left:
        path = folder / "台账.medaid"
        if not path.exists():  # between two renamings: it lies in its folder of backups
            (path,) = (folder / "台账.medaid.备份").glob("*恢复前.medaid")
            path.chmod(0o644)
        with looked_at(path) as again:
            assert done(again) == []
