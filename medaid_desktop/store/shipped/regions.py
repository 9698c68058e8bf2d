"""The region table that ships with the program: the only place that reads resources/regions."""

from functools import cache

from medaid_desktop.core.places.regions import RegionTable
from medaid_desktop.errors import UserError
from medaid_desktop.paths import resource

FILES = ("regions.tsv", "local_units.tsv", "look_alikes.tsv")


@cache
def load_regions() -> RegionTable:
    """The shipped divisions and local units, read once; a ledger adds its own with `with_local_units`.

    Raises UserError when a file of the installation is missing or damaged.
    """
    return RegionTable.parse(*(_read(name) for name in FILES))


def _read(name: str) -> str:
    path = resource("regions", name)
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError("区划表读不出来", str(path), "请重新安装程序") from error
