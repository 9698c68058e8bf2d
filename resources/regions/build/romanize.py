"""Pinyin of place names: pypinyin, mended by a hand-kept table of readings."""

from dataclasses import dataclass, field
from pathlib import Path

from packages import read_table
from pypinyin import lazy_pinyin


@dataclass
class Readings:
    """The table readings.tsv: single characters, and starts of names, with what else people type for them."""

    characters: dict[str, str] = field(default_factory=dict[str, str])
    starts: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    also: dict[str, list[str]] = field(default_factory=dict[str, list[str]])

    @classmethod
    def load(cls, path: Path) -> "Readings":
        table = cls()
        for line in read_table(path):
            name = line["name"]
            for column, rows in (("reading", table.starts), ("also", table.also)):
                syllables = line[column].split()
                if syllables and len(syllables) != len(name):
                    raise SystemExit(f"readings.tsv: {name} has {len(name)} characters, {column} {line[column]}")
                if syllables and len(name) == 1:
                    table.characters[name] = syllables[0]
                elif syllables:
                    rows[name] = syllables
        return table

    def syllables(self, name: str) -> list[str]:
        """One toneless syllable a character, ü as v; letters, digits and brackets are left out."""
        characters = [character for character in name if "\u4e00" <= character <= "\u9fff"]
        plain = "".join(characters)
        syllables = lazy_pinyin(plain)
        if len(syllables) != len(characters):
            raise SystemExit(f"{name}: {len(syllables)} syllables for {len(characters)} characters")
        for place, character in enumerate(characters):
            syllables[place] = self.characters.get(character, syllables[place])
        return _with_start(plain, syllables, self.starts)

    def others(self, name: str) -> list[list[str]]:
        """Further readings of the whole name; usually none."""
        plain = "".join(character for character in name if "\u4e00" <= character <= "\u9fff")
        usual = self.syllables(name)
        other = _with_start(plain, list(usual), self.also)
        return [] if other == usual else [other]


def _with_start(name: str, syllables: list[str], starts: dict[str, list[str]]) -> list[str]:
    for start in sorted(starts, key=len):
        place = name.find(start) if len(start) > 2 else (0 if name.startswith(start) else -1)
        if place >= 0:
            syllables[place : place + len(start)] = starts[start]
    return syllables
