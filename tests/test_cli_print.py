"""`medaid print`: seals by passphrase, editions, certificates, and a ledger that somebody else writes."""

from collections.abc import Callable
from pathlib import Path

import pytest

from medaid_desktop.cli import main
from medaid_desktop.operations.desk import Desk
from medaid_desktop.store.forms.form_library import FormLibrary
from medaid_desktop.store.ledger import Ledger
from tests.formats.pdf.certificates import PASSWORD, certificate_file
from tests.operations.paper.sealed import PASSPHRASE, add_seals, image_count, sign_steps, text_of
from tests.operations.reviewing.declared import STEPS, stored

Run = Callable[..., tuple[int, str]]


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("medaid_desktop.commands.desks.PATIENCE_S", 0.1)


def made(path: Path, steps: int) -> Path:
    with Desk(Ledger.create(path, "371521"), FormLibrary()) as desk:
        filing_id = stored(desk)
        add_seals(desk, "公章")
        sign_steps(desk, filing_id, STEPS[:steps])
    return path


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return made(tmp_path / "台账.medaid", len(STEPS))


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "申报表.pdf"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], out: Path) -> Run:
    def call(ledger: Path, *arguments: str) -> tuple[int, str]:
        status = main(("print", str(ledger), "--out", str(out), *arguments))
        return status, capsys.readouterr().err

    return call


def test_without_passphrase_places_stay_empty(run: Run, ledger: Path, out: Path):
    assert run(ledger) == (0, "") and image_count(out) == 0 and "审核人甲" in text_of(out)
    assert run(ledger) == (0, "") and "第2次打印" in text_of(out)


def test_a_passphrase_in_the_environment_asks_for_seals(
    run: Run, ledger: Path, out: Path, monkeypatch: pytest.MonkeyPatch
):
    assert run(ledger) == (0, "") and image_count(out) == 0
    with Ledger.open(ledger, read_only=True) as looked:
        uses = [one for one in looked.log.entries() if one.action == "seal-use" and "打印" in one.details]
    assert uses == [], "no seal is opened that nobody asked for"
    monkeypatch.setenv("MEDAID_SEAL_PASSPHRASE", PASSPHRASE)
    assert run(ledger) == (0, "") and image_count(out) == 4
    assert run(ledger, "--seals") == (0, "") and image_count(out) == 4
    monkeypatch.setenv("MEDAID_SEAL_PASSPHRASE", "不是它")
    out.unlink()
    status, err = run(ledger, "--seals")
    assert status == 2 and "公章" in err and PASSPHRASE not in err and not out.exists()


def test_the_terminal_is_asked_once_a_seal(run: Run, ledger: Path, out: Path, monkeypatch: pytest.MonkeyPatch):
    asked: list[str] = []
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("getpass.getpass", lambda prompt: asked.append(prompt) or PASSPHRASE)
    assert run(ledger, "--seals") == (0, "")
    assert asked == ["印章“公章”的口令："] and image_count(out) == 4


def test_without_a_terminal_it_is_said_how_else(run: Run, ledger: Path, out: Path):
    status, err = run(ledger, "--seals")
    assert status == 2 and "MEDAID_SEAL_PASSPHRASE" in err and not out.exists()


def test_a_draft_is_sealed_only_to_be_passed_on(run: Run, tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch):
    ledger = made(tmp_path / "流转.medaid", 2)
    monkeypatch.setenv("MEDAID_SEAL_PASSPHRASE", PASSPHRASE)
    status, err = run(ledger, "--seals")
    assert status == 0 and "没有可以盖的印章图像" in err and image_count(out) == 0
    assert run(ledger, "--seals-so-far") == (0, "") and image_count(out) == 2 and "草稿" in text_of(out)


def test_an_edition_for_publication(run: Run, ledger: Path, out: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("MEDAID_SEAL_PASSPHRASE", PASSPHRASE)
    assert run(ledger, "--public") == (0, "")
    assert "公开版" in text_of(out) and "审核人甲" not in text_of(out) and image_count(out) == 0
    status, err = run(ledger, "--public", "--seals")
    assert status == 2 and "公开版不盖章" in err


def test_a_certificate_signs_the_file(
    run: Run, ledger: Path, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = certificate_file(tmp_path)
    monkeypatch.setenv("MEDAID_CERT_PASSWORD", PASSWORD)
    assert run(ledger, "--sign", str(path)) == (0, "") and b"/ByteRange" in out.read_bytes()
    out.unlink()
    monkeypatch.setenv("MEDAID_CERT_PASSWORD", "不是它")
    status, err = run(ledger, "--sign", str(path))
    assert status == 2 and "证书打不开" in err and not out.exists()
    assert run(ledger)[0] == 0 and "第2次打印" in text_of(out), "a refused certificate counts for no print"


def test_a_ledger_in_use_prints_unnoted_and_unsealed(run: Run, ledger: Path, monkeypatch: pytest.MonkeyPatch):
    with Ledger.open(ledger) as held:
        entries = held.log.count()
        status, err = run(ledger)
        assert status == 0 and "不记入日志" in err and held.log.count() == entries
        monkeypatch.setenv("MEDAID_SEAL_PASSPHRASE", PASSPHRASE)
        status, err = run(ledger, "--seals")
        assert status == 2 and "不能盖章打印" in err
