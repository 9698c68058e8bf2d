"""Seals as the office handles them."""

import io
from pathlib import Path

import pytest
from PIL import Image

from medaid_desktop.errors import UserError
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.ledgers.sample import write_sample
from medaid_desktop.operations.ledgers.seals import read_seal, remove_seal, seals_json, strength, used_by
from medaid_desktop.store.forms.form_library import FormLibrary
from medaid_desktop.store.ledger import Ledger


@pytest.mark.parametrize(
    ("passphrase", "level"),
    [
        ("", 0), ("1234567", 0), ("aaaaaaaa", 0), ("12345678", 0), ("87654321", 0), ("abcdefgh", 0), ("abababab", 0),
        ("yangzhang", 1), ("20200601", 1), ("yangzhang1", 2), ("Baoguan-2020", 3), ("县医保局印章保管", 3),
    ],
)  # fmt: skip
def test_passphrases_are_judged(passphrase: str, level: int) -> None:
    assert strength(passphrase).level == level


def test_the_name_of_the_seal_is_no_passphrase() -> None:
    assert strength("阳谷县医保局公章", "阳谷县医保局公章").level == 0


def test_what_a_removed_seal_was_used_for_is_counted(tmp_path: Path) -> None:
    with Ledger.open(write_sample(tmp_path / "示例.medaid")) as ledger:
        desk = Desk(ledger, FormLibrary())
        assert [one["name"] for one in seals_json(desk)] == ["样章"]
        assert used_by(desk, "样章") == 1
        assert remove_seal(desk, "样章") == 1 and seals_json(desk) == []


def test_a_picture_that_is_no_seal_is_told_by_its_file(tmp_path: Path) -> None:
    path = tmp_path / "白纸.png"
    file = io.BytesIO()
    Image.new("RGB", (900, 900), "white").save(file, "PNG")
    path.write_bytes(file.getvalue())
    with pytest.raises(UserError, match=r"没有找到印章：白纸\.png"):
        read_seal(path)
    with pytest.raises(UserError, match="图片读不出来"):
        read_seal(tmp_path)
