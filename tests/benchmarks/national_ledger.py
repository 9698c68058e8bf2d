"""Writes a ledger of the whole country: 2 847 counties × 3 forms × 5 years, about a million indicator rows.

python -m tests.benchmarks.national_ledger OUT.medaid [--counties N]
"""

import argparse
import csv
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from medaid_desktop import paths
from medaid_desktop.core.filing import Filing, Row
from medaid_desktop.store.ledger import Ledger

COUNTIES = 2847
YEARS = range(2019, 2024)
ROWS = {"target-breakdown": 22, "declaration": 26, "regional-target": 24}
TITLES = {"target-breakdown": "绩效目标分解表", "declaration": "绩效目标申报表", "regional-target": "区域绩效目标表"}

_INDICATORS = [
    ("产出指标", "数量指标", "资助参保人次数", "≥{n}人次"),
    ("产出指标", "数量指标", "重点救助对象门诊救助人次数", "≥{n}人次"),
    ("产出指标", "数量指标", "疾病应急救助人次数", "≥{n}人次"),
    ("产出指标", "质量指标", "重点救助对象自付费用年度限额内住院救助比例", "≥{p}%"),
    ("产出指标", "质量指标", "医疗救助对象政策知晓率", "≥{p}%"),
    ("产出指标", "时效指标", "一站式即时结算覆盖地区", "≥{p}%"),
    ("产出指标", "成本指标", "人均资助参保标准", "≤{n}元/人"),
    ("效益指标", "社会效益指标", "困难群众看病就医方便程度", "明显提高"),
    ("效益指标", "社会效益指标", "困难群众医疗费用负担减轻程度", "有效缓解"),
    ("效益指标", "可持续影响指标", "对健全社会救助体系的影响", "成效明显"),
    ("满意度指标", "服务对象满意度指标", "救助对象满意度", "≥{p}%"),
]
_GOAL = (
    "巩固拓展医疗保障脱贫攻坚成果，资助符合条件的困难群众参加基本医疗保险，对其个人负担的医疗费用给予救助，"
    "进一步减轻困难群众医疗费用负担，提高医疗救助服务水平。"
)


def county_codes(count: int = COUNTIES) -> list[str]:
    """Codes of today's counties out of the program's own table, spread over the country; at most all of them."""
    with paths.resource("regions", "regions.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t")
        codes = sorted(row["code"] for row in rows if row["level"] == "county" and not row["until"])
    count = min(count, len(codes))
    return [codes[number * len(codes) // count] for number in range(count)]


def filings(counties: int) -> Iterator[tuple[Filing, str]]:
    """The filings and their titles, always the same ones."""
    lot = random.Random(20810)
    codes = county_codes(counties)
    for year in YEARS:
        for code in codes:
            for form, rows in ROWS.items():
                values = {
                    "project_name": "医疗救助补助资金",
                    "funding_total": f"{lot.randrange(1, 9_000_000) / 100:.2f}",
                    "annual_goal": _GOAL,
                }
                tables = {"indicators": [_row(lot, number) for number in range(rows)]}
                yield Filing(form, year, code, form_version="1", values=values, tables=tables), f"{TITLES[form]} {code}"


def _row(lot: random.Random, number: int) -> Row:
    level1, level2, level3, target = _INDICATORS[number % len(_INDICATORS)]
    return {
        "level1": level1,
        "level2": level2,
        "level3": f"{level3}（第{number + 1}项）",
        "target": target.format(n=lot.randrange(1, 90_000), p=lot.randrange(60, 101)),
    }


def build(path: Path, counties: int = COUNTIES) -> int:
    """Writes the ledger in one transaction and returns how many filings it holds."""
    with Ledger.create(path, "100000") as ledger:
        return len(ledger.filings.add_many(filings(counties)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--counties", type=int, default=COUNTIES)
    arguments = parser.parse_args()
    started = time.perf_counter()
    count = build(arguments.out, arguments.counties)
    rows = arguments.counties * len(YEARS) * sum(ROWS.values())
    size = arguments.out.stat().st_size / 1e6
    seconds = time.perf_counter() - started
    sys.stdout.write(f"{count} filings, {rows} indicator rows, {size:.0f} MB in {seconds:.0f} s\n")


if __name__ == "__main__":
    main()
