"""The sample programmes: whole, exact, and fit for every form."""

import re
from pathlib import Path

import pytest

from medaid_desktop.core.filing import Filing
from medaid_desktop.errors import UserError
from medaid_desktop.formats.pictures.seal_image import seal_image
from medaid_desktop.operations.checking.checking import LiveChecks
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.filings.filings import check_content
from medaid_desktop.operations.ledgers.sample import PASSPHRASE, SEAL, sample_filings, write_sample
from medaid_desktop.operations.reviewing import chain_of, open_points
from medaid_desktop.store.forms.form_library import FormLibrary
from medaid_desktop.store.ledger import Ledger
from medaid_desktop.store.shipped.regions import load_regions
from medaid_desktop.store.shipped.samples import sample_texts


@pytest.fixture(scope="module")
def filings() -> list[Filing]:
    return sample_filings()


def of(filings: list[Filing], form: str, region: str, number: int = 0) -> Filing:
    return [filing for filing in filings if (filing.form, filing.region) == (form, region)][number]


def targets(filing: Filing) -> list[tuple[str, str]]:
    return [(row["level3"], row.get("target", "")) for row in filing.rows("indicators")]


def test_every_form_is_there_filled(filings: list[Filing]) -> None:
    forms = FormLibrary()
    assert {filing.form for filing in filings} == set(forms.ids())
    assert len(filings) == 26
    for filing in filings:
        form = forms.get(filing.form)
        check_content(form, filing)
        assert filing.form_version == form.version
        assert filing.status == "draft" and not filing.id
        assert filing.year and filing.region


def test_regions_are_known(filings: list[Filing]) -> None:
    regions = load_regions()
    codes = {filing.region for filing in filings if filing.region}
    codes |= {row["region"] for filing in filings for row in filing.rows("rows") if "region" in row}
    assert [code for code in sorted(codes) if regions.find(code) is None] == []


def test_what_could_not_be_resolved_has_no_code(filings: list[Filing]) -> None:
    city = of(filings, "allocation", "650100")
    assert [row["name"] for row in city.rows("rows") if "region" not in row] == ["达板城区", "合计"]
    province = of(filings, "allocation", "330000")
    units = [
        row["name"] for row in province.rows("rows") if row["role"] in ("unit", "of-which") and "region" not in row
    ]
    assert units == ["余杭区(含临平区)"]


def test_ruili(filings: list[Filing]) -> None:
    allocation = of(filings, "allocation", "533102")
    assert (
        allocation.rows("rows")[0] | {"central_general": "145.18", "central_lottery": "9", "total": "154.18"}
        == (allocation.rows("rows")[0])
    )
    form = of(filings, "project-target", "533102")
    rows = form.rows("indicators")
    assert len(rows) == 21
    assert [row["level4"] for row in rows if row.get("level4")] == [
        "农村特困人员（五保户）", "重点优抚对象", "一、二级重度残疾对象", "低保对象", "边境人员", "建档立卡对象",
    ]  # fmt: skip
    assert ("门诊救助人次数", "25") in targets(form) and ("对健医疗保障制度体系的作用", "成效明显") in targets(form)
    assert next(row["level1"] for row in rows if row["level2"] == "时效指标") == "效益指标"


@pytest.mark.parametrize(
    ("region", "unit", "funding", "counts"),
    [
        ("650102", "天山区医保局", "656万元", ("≥3978", "≥1772", "≥7116")),
        ("650103", "沙区医保局", "469万元", ("≥3549", "≥2158", "≥8604")),
        ("650104", "新市区医保局", "464万元", ("≥4007", "≥4070", "≥4491")),
        ("650105", "水区医保局", "563万元", ("≥3431", "≥2844", "≥9466")),
        ("650106", "头区医保局", "189万元", ("≥1754", "≥531", "≥2182")),
        ("650109", "米东医保局", "571万元", ("≥3739", "≥3651", "≥16273")),
        ("650107", "达坂城医保局", "108万元", ("≥708", "≥296", "≥2355")),
        ("650121", "乌鲁木齐县医保局", "327万元", ("≥2194", "≥679", "≥1110")),
    ],
)
def test_urumqi_districts(filings: list[Filing], region: str, unit: str, funding: str, counts: tuple[str, ...]) -> None:
    form = of(filings, "target-breakdown", region)
    assert (form.values["budget_unit"], form.values["funding_total"], form.values["funding_fiscal"]) == (
        unit,
        funding,
        funding,
    )
    assert tuple(target for _, target in targets(form)[:3]) == counts
    lost = ("时效指标", "“一站式”即时结算覆盖率")
    assert targets(form)[5] == (lost if region == "650102" else ("“一站式”即时结算覆盖率", "≥95%"))


def test_urumqi_money(filings: list[Filing]) -> None:
    city = of(filings, "allocation", "650100")
    total = city.rows("rows")[-1]
    assert [total[name] for name in ("headcount", "central_general", "central_lottery", "regional_general")] == [
        "16831", "3,064", "243.0", "40",
    ]  # fmt: skip
    codes = [
        city.values[f"function_code_{name}"] for name in ("central_general", "central_lottery", "regional_general")
    ]
    assert codes == ["2080902", "2080903", "2080999"]
    notice = of(filings, "allocation", "650100", 1)
    assert [row["amount"] for row in notice.rows("rows")] == ["3064", "243", "40", "3347"]
    assert notice.rows("rows")[1]["function_code"].startswith("229613 ")
    assert of(filings, "fund-usage", "650100").rows("rows")[0]["amount"] == "33,470,000.00"


def test_zhejiang_and_lianghe(filings: list[Filing]) -> None:
    province = of(filings, "regional-target", "330000")
    assert (province.values["funding_central"], province.values["finance_department"]) == ("20810", "XX财政局")
    assert len(province.rows("indicators")) == 14 and not any("target" in row for row in province.rows("indicators"))
    county = of(filings, "regional-target", "330122")
    assert [row["upper_target"] for row in county.rows("indicators")] == [
        row["upper_target"] for row in province.rows("indicators")
    ]
    assert all(row.get("target") for row in county.rows("indicators"))
    lianghe = of(filings, "regional-target", "533122")
    assert len(lianghe.rows("indicators")) == 22 and lianghe.values["funding_total"] == "6"
    accounts = of(filings, "allocation", "533122").rows("rows")
    assert [row["amount"] for row in accounts] == ["4.7", "1", "0.3", "6"]


def test_yanggu(filings: list[Filing]) -> None:
    first, second, third = (of(filings, "declaration", "371521", number) for number in range(3))
    assert [form.values["funding_fiscal"] for form in (first, second, third)] == [
        "350 万元",
        "2105.88 万元",
        "111.19 万元",
    ]
    assert "658090 人×32 元=21058880 元" in second.values["estimate_basis"]
    for calculation in ("55596 人×15 元=833940.00 元", "55596 人×5 元=277980.00 元", "1111920.00 元"):
        assert calculation in third.values["estimate_basis"]
    assert ("城乡居民满意度", "群众满意度\n≥96") in targets(second)
    assert [len(form.rows("indicators")) for form in (first, second, third)] == [9, 6, 6]


def test_self_evaluations_add_up(filings: list[Filing]) -> None:
    for form in (filing for filing in filings if filing.form == "self-evaluation"):
        funding = form.rows("funding")[0]
        scores = [float(row["score"]) for row in form.rows("indicators")] + [float(funding["score"])]
        weights = [float(row["weight"]) for row in form.rows("indicators")] + [float(funding["weight"])]
        assert sum(weights) == pytest.approx(100)
        assert sum(scores) == pytest.approx(float(form.values["total_score"]))
        rate = float(funding["executed"]) / float(funding["budget"])
        assert funding["rate"] == f"{rate:.2%}"
        for row in form.rows("indicators"):
            assert row.get("reason") or row["score"] == row["weight"]


def test_persons_and_numbers_are_made_up(filings: list[Filing]) -> None:
    people = ("contact", "filler", "project_leader", "contact_phone", "filler_phone")
    for filing in filings:
        for name in people:
            text = filing.values.get(name, "")
            assert re.fullmatch(r"(?:联系人|填报人|负责人)?[甲乙丙丁]?\s*(?:(?:0\d{3}-)?000\d{4})?", text), text


def test_the_sample_ledger(tmp_path: Path, filings: list[Filing]) -> None:
    path = write_sample(tmp_path / "示例.medaid")
    assert [file.name for file in tmp_path.iterdir()] == ["示例.medaid"]
    with Ledger.open(path) as ledger:
        assert ledger.check() == []
        listed = ledger.filings.list()
        assert len(listed) == len(filings)
        assert all(item.title and "\n" not in item.title for item in listed)
        stored = ledger.filings.get(next(item.id for item in listed if item.form == "project-target"))
        original = of(filings, "project-target", "533102")
        assert (stored.values, stored.tables) == (original.values, original.tables)


def test_one_filing_is_reviewed_to_its_end_under_the_sample_seal(tmp_path: Path, filings: list[Filing]) -> None:
    path = write_sample(tmp_path / "示例.medaid")
    with Ledger.open(path) as ledger:
        desk = Desk(ledger, FormLibrary())
        [done] = [one for one in ledger.filings.list() if one.status != "draft"]
        filing = ledger.filings.get(done.id)
        chain = chain_of(desk, filing)
        assert chain.is_complete and done.status == "reviewed" and len(chain.done) == 4
        assert open_points(LiveChecks(desk, done.id).fresh(filing)) == (0, 0)  # it could have been signed so
        [seal] = ledger.seals.list()
        assert {one.signing.fingerprint for one in chain.done if one.signing} == {seal.fingerprint}
        image = seal_image(ledger.seals.open(SEAL, PASSPHRASE, "看看").png)
        assert image.notices == () and image.pixels == 600
        assert ledger.log.count(action="sign") == 4 and ledger.check() == []
        original = next(one for one in filings if one.values.get("project_name") == filing.values["project_name"])
        assert (filing.values, filing.tables) == (original.values, original.tables)


def test_an_existing_file_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "台账.medaid"
    path.write_bytes(b"mine")
    with pytest.raises(UserError):
        write_sample(path)
    assert path.read_bytes() == b"mine"


def test_samples_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="找不到示例"):
        sample_texts(tmp_path)
    (tmp_path / "x.json").write_bytes(b"\xff\xfe\xff")
    with pytest.raises(UserError, match="示例文件读不出来"):
        sample_texts(tmp_path)
