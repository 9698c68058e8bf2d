"""`medaid seal` and `medaid operator`: what scripts and people at a terminal rely on."""

import json
from pathlib import Path

import pytest

from medaid_desktop import cli, paths
from medaid_desktop.store.ledger import Ledger

IMAGE = paths.resource("sample", "seal.png")
PASSPHRASE = "baoguan-2020"
PIN = {"保管人": "615283", "填报人": "729403", "审核人": "408172"}


@pytest.fixture(autouse=True)
def no_secrets_around(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("MEDAID_SEAL_PASSPHRASE", "MEDAID_PIN", "MEDAID_OPERATOR_PIN"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "台账.medaid"
    Ledger.create(made, "371521").close()
    return made


class Medaid:
    """Runs commands on a ledger."""

    def __init__(self, path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.path, self._monkeypatch, self._capsys = path, monkeypatch, capsys

    def __call__(self, *words: str, **environment: str) -> tuple[int, str, str]:
        """(status, output, errors) of a command, the word LEDGER standing for the ledger."""
        with self._monkeypatch.context() as patch:
            for name, value in environment.items():
                patch.setenv(name, value)
            try:
                status = cli.main([str(self.path) if word == "LEDGER" else word for word in words])
            except SystemExit as stop:
                status = int(str(stop.code))
        said = self._capsys.readouterr()
        return status, said.out, said.err


@pytest.fixture
def medaid(path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Medaid:
    return Medaid(path, monkeypatch, capsys)


def test_a_seal_is_added_listed_and_removed(medaid: Medaid, path: Path) -> None:
    add = ("seal", "add", "LEDGER", "公章", str(IMAGE), "--office", "阳谷县医疗保障局", "--size", "40")
    assert medaid(*add, MEDAID_SEAL_PASSPHRASE=PASSPHRASE) == (0, "公章\t40 mm\t阳谷县医疗保障局\n", "")
    status, out, _ = medaid("seal", "list", "LEDGER", "--json")
    [seal] = json.loads(out)["seals"]
    assert status == 0 and (seal["name"], seal["office"], seal["size_mm"]) == ("公章", "阳谷县医疗保障局", 40.0)
    assert medaid("seal", "list", "LEDGER")[1].startswith("公章\t40 mm\t")
    assert PASSPHRASE.encode() not in path.read_bytes()
    assert medaid("seal", "remove", "LEDGER", "公章") == (0, "公章\n", "")
    assert medaid("seal", "list", "LEDGER") == (0, "", "")


@pytest.mark.parametrize(
    ("words", "environment", "told"),
    [
        (("公章", "{image}"), {}, "没有给出口令。请在终端里运行，或设置环境变量 MEDAID_SEAL_PASSPHRASE"),
        (("公章", "{image}"), {"MEDAID_SEAL_PASSPHRASE": "short"}, "口令太短"),
        (("公章", "{image}"), {"MEDAID_SEAL_PASSPHRASE": "12345678"}, "口令太容易猜"),
        (("公章", "{image}", "--size", "50"), {"MEDAID_SEAL_PASSPHRASE": PASSPHRASE}, "印章直径不合规定：50 毫米"),
        (("公章", "{image}", "--size", "big"), {}, "--size 应为毫米数，不能是 'big'"),
        (("公章", "none.png"), {"MEDAID_SEAL_PASSPHRASE": PASSPHRASE}, "图片读不出来：none.png"),
        (("公章", "{text}"), {"MEDAID_SEAL_PASSPHRASE": PASSPHRASE}, "不是可以使用的图片：图.txt"),
    ],
)  # fmt: skip
def test_what_is_not_taken_is_told_in_a_line(
    medaid: Medaid, tmp_path: Path, words: tuple[str, ...], environment: dict[str, str], told: str
) -> None:
    text = tmp_path / "图.txt"
    text.write_text("no picture", encoding="utf-8")
    filled = [word.format(image=IMAGE, text=text) for word in words]
    status, _, errors = medaid("seal", "add", "LEDGER", *filled, **environment)
    assert status == 2 and told in errors and errors.count("\n") == 1
    assert medaid("seal", "list", "LEDGER") == (0, "", "")


@pytest.mark.parametrize(
    ("typed", "told"),
    [([""], "没有输入口令"), ([PASSPHRASE, "baoguan-2021"], "两次输入的口令不一样"), ([PASSPHRASE, PASSPHRASE], "")],
)
def test_at_a_terminal_a_new_passphrase_is_typed_twice(
    medaid: Medaid, monkeypatch: pytest.MonkeyPatch, typed: list[str], told: str
) -> None:
    answers = iter(typed)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("getpass.getpass", lambda _: next(answers))
    status, _, errors = medaid("seal", "add", "LEDGER", "公章", str(IMAGE))
    assert (status, told in errors) == (2 if told else 0, True) and not list(answers)


def test_removing_says_what_it_means(medaid: Medaid, tmp_path: Path) -> None:
    medaid.path = tmp_path / "示例.medaid"
    assert medaid("sample", "LEDGER")[0] == 0
    status, _, errors = medaid("seal", "remove", "LEDGER", "样章")
    assert status == 0 and "有 1 份填报件是盖着这枚印章审核的：审核仍然有效" in errors


def _add_people(medaid: Medaid) -> None:
    keeper = {"MEDAID_OPERATOR_PIN": PIN["保管人"]}
    assert medaid("operator", "add", "LEDGER", "保管人", "--roles", "keeper", MEDAID_PIN=PIN["保管人"])[0] == 0
    for name, roles in (("填报人", "filling"), ("审核人", "单位审核，财政初审")):
        added = medaid(
            "--operator", "保管人", "operator", "add", "LEDGER", name, "--roles", roles, MEDAID_PIN=PIN[name], **keeper
        )
        assert added == (0, f"{name}\n", "")


def test_operators_are_added_listed_changed_and_leave(medaid: Medaid) -> None:
    status, _, errors = medaid("operator", "add", "LEDGER", "填报人", "--roles", "filling", MEDAID_PIN=PIN["填报人"])
    assert status == 2 and "至少要有一位“印章保管”" in errors
    _add_people(medaid)
    keeper = {"MEDAID_OPERATOR_PIN": PIN["保管人"]}
    assert medaid("operator", "list", "LEDGER")[1].splitlines() == [
        "保管人\t印章保管", "填报人\t填报", "审核人\t单位审核、财政初审",
    ]  # fmt: skip
    status, out, _ = medaid(
        "operator", "roles", "LEDGER", "填报人", "--roles", "filling,keeper", "--operator", "保管人", **keeper
    )
    assert (status, out) == (0, "填报人\t填报、印章保管\n")
    assert medaid("operator", "pin", "LEDGER", "审核人", "--operator", "保管人", MEDAID_PIN="918273", **keeper)[0] == 0
    assert medaid("operator", "remove", "LEDGER", "审核人", "--operator", "保管人", **keeper)[0] == 0
    people = json.loads(medaid("operator", "list", "LEDGER", "--json")[1])["operators"]
    assert people[2] == {"name": "审核人", "roles": ["reviewing", "finance-first"], "active": False}
    status, _, errors = medaid(
        "operator", "roles", "LEDGER", "填报人", "--roles", "mayor", "--operator", "保管人", **keeper
    )
    assert status == 2 and "没有这种职责：mayor" in errors


def test_changes_are_for_those_who_may(medaid: Medaid) -> None:
    _add_people(medaid)
    add = ("add", "LEDGER", "declaration", "--region", "371521", "--year", "2020")
    status, _, errors = medaid(*add)
    assert status == 2 and "还没有登录，不能新建和导入填报件" in errors and "--operator 姓名" in errors
    status, _, errors = medaid("--operator", "审核人", *add, MEDAID_OPERATOR_PIN=PIN["审核人"])
    assert status == 2 and "审核人（单位审核、财政初审）不能新建和导入填报件" in errors
    status, _, errors = medaid("--operator", "填报人", *add, MEDAID_OPERATOR_PIN="000001")
    assert status == 2 and "姓名与密码不符" in errors
    status, _, errors = medaid("--operator", "某人", *add)
    assert status == 2 and "没有这位操作员：某人" in errors
    status, filing, _ = medaid(*add, "--operator", "填报人", MEDAID_OPERATOR_PIN=PIN["填报人"])
    assert status == 0
    assert medaid("show", "LEDGER", filing.strip())[0] == 0  # looking is everybody's
    status, _, errors = medaid(
        "seal", "add", "LEDGER", "公章", str(IMAGE), "--operator", "填报人",
        MEDAID_OPERATOR_PIN=PIN["填报人"], MEDAID_SEAL_PASSPHRASE=PASSPHRASE,
    )  # fmt: skip
    assert status == 2 and "不能保管印章图像" in errors
    with Ledger.open(medaid.path) as ledger:
        assert [one.operator for one in ledger.log.entries() if one.action == "sign-in"] == [
            "保管人", "保管人", "审核人", "填报人", "填报人",
        ]  # fmt: skip


def test_a_backup_is_not_put_back_behind_the_operators(medaid: Medaid) -> None:
    with Ledger.open(medaid.path) as ledger:
        outcome = ledger.backup_now("migration")
        assert outcome.backup is not None
        backup = str(outcome.backup.path)
    _add_people(medaid)
    status, _, errors = medaid("doctor", "LEDGER", "--restore", backup)
    assert status == 2 and "不能用备份恢复台账" in errors
    status, _, errors = medaid(
        "doctor", "LEDGER", "--restore", backup, "--operator", "填报人", MEDAID_OPERATOR_PIN=PIN["填报人"]
    )
    assert status == 0 and "已恢复备份" in errors


def test_another_ledger_takes_the_place_only_by_the_keeper_and_with_force(medaid: Medaid, tmp_path: Path) -> None:
    with Ledger.create(tmp_path / "外来.medaid") as other:
        strange = str(other.path)
    _add_people(medaid)
    restore = ("doctor", "LEDGER", "--restore", strange)
    status, _, errors = medaid(*restore, "--force", "--operator", "填报人", MEDAID_OPERATOR_PIN=PIN["填报人"])
    assert status == 2 and "另一个台账" in errors and "管理操作员的人" in errors
    status, _, errors = medaid(*restore, "--operator", "保管人", MEDAID_OPERATOR_PIN=PIN["保管人"])
    assert status == 2 and "--force" in errors
    assert medaid(*restore, "--force", "--operator", "保管人", MEDAID_OPERATOR_PIN=PIN["保管人"])[0] == 0
    with Ledger.open(medaid.path) as ledger:
        assert {one.name for one in ledger.operators.list()} == set(PIN)


def test_a_damaged_ledger_is_restored_by_everybody(medaid: Medaid) -> None:
    with Ledger.open(medaid.path) as ledger:
        outcome = ledger.backup_now("migration")
        assert outcome.backup is not None
    medaid.path.write_bytes(medaid.path.read_bytes()[:4096] + bytes(8192))
    assert medaid("doctor", "LEDGER", "--restore", str(outcome.backup.path))[0] == 0
