"""The regions that are shipped, read once for all tests of core."""

from functools import cache

from medaid_desktop.core.places.regions import RegionTable
from medaid_desktop.paths import resource


@cache
def shipped() -> RegionTable:
    """The shipped table of regions."""
    names = ("regions.tsv", "local_units.tsv", "look_alikes.tsv")
    return RegionTable.parse(*(resource("regions", name).read_text(encoding="utf-8") for name in names))
