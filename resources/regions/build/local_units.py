"""The lines of local_units.tsv: zones, managed areas and corps divisions, with the short ways to write them."""

import re

from romanize import Readings
from short_names import short_names

ID = re.compile(r"(\d{6})\+[A-Z]+\Z")
# The program reads every longer title of a zone (高新技术产业开发区, 经济技术开发区 …) as its short one: fold_zone in
# core/region_names.py does the same.
ZONE_TITLES = (
    (re.compile("高新?技术(产业)?(开发区|园区)"), "高新区"),
    (re.compile("经济(技术)?开发区"), "经开区"),
)
PLAIN_ZONE = "开发区"


def build_local_units(table: list[dict[str, str]], names: dict[str, str], readings: Readings) -> list[list[str]]:
    """One line a unit in the columns of regions.tsv, by parent; stops at a wrong id or an unknown parent."""
    lines: list[list[str]] = []
    for line in table:
        found = ID.match(line["code"])
        if not found or found[1] not in names:
            raise SystemExit(f"local_units.tsv: {line['code']} is no id under a known division")
        parent = found[1]
        syllables = readings.syllables(line["name"])
        aliases = zone_names(line["name"], parent, names) + line["aliases"].split()
        lines.append(
            [line["code"], line["name"], parent, "unit", line["since"], line["until"], line["kind"],
             " ".join(alias for alias in dict.fromkeys(aliases) if alias != line["name"]),
             "".join(syllables), "".join(syllable[0] for syllable in syllables), "", ""]
        )  # fmt: skip
    if len({line[0] for line in lines}) != len(lines):
        raise SystemExit("local_units.tsv: an id stands twice")
    return sorted(lines, key=lambda line: line[2])  # stable: units of one parent stay in the order of the table


def zone_names(name: str, parent: str, names: dict[str, str]) -> list[str]:
    """Short ways to write a zone: without its city, with it, and without the division in brackets."""
    city = names.get(parent[:4] + "00", names[parent])
    short_city = short_names(city)[-1]
    title, note = (name[: name.index("(")], name[name.index("(") :]) if "(" in name else (name, "")
    core = title.removeprefix(short_names(names[parent[:2] + "0000"])[-1])  # 河北沧州经济开发区
    core = core.removeprefix(city) if core.startswith(city) else core.removeprefix(short_city)
    if len(core) < 3:  # 兰州新区
        core = title
    for titles, short in ZONE_TITLES:
        core = titles.sub(short, core)
    forms = [core, short_city + core, city + core] if core != title else [core]
    if core == "经开区" and not note:
        forms += [PLAIN_ZONE, short_city + PLAIN_ZONE]
    return [form + note for form in forms] + (forms if note else [])
