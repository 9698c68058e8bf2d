"""The office's own local units: 开发区, 高新区 and the like, which stand in its tables but not in GB/T 2260."""

from itertools import product
from string import ascii_uppercase

from medaid_desktop.core.places.region_rows import OWN_LEVEL, Region
from medaid_desktop.errors import UserError
from medaid_desktop.operations.desk import Desk
from medaid_desktop.store.records.units import Unit

_USUAL = (
    ("高新", "GX"), ("经济技术开发", "JK"), ("经济开发", "JK"), ("经开", "JK"), ("度假", "DJ"), ("保税", "BS"),
    ("示范", "SF"), ("管理区", "GL"), ("工业园", "GY"), ("化工园", "HG"), ("生态", "ST"), ("农场", "NC"), ("兵团", "BT"),
    ("开发区", "KF"), ("新区", "XQ"), ("园区", "YQ"), ("本级", "SB"),
)  # fmt: skip
"""The letters that offices and the shipped units use; BJ is kept for the 本级 of the region itself."""
_OTHER = "DW"
_KIND = "zone"


def units_below(desk: Desk, region: str) -> list[Region]:
    """The local units that hang directly under a region, shipped ones and the office's own, without its 本级."""
    children = desk.regions.children(region)
    return [child for child in children if child.level == "unit" and child.kind != OWN_LEVEL]


def own_units(desk: Desk) -> dict[str, Unit]:
    """The units that the office itself entered, by id."""
    return {unit.id: unit for unit in desk.ledger.units.list()}


def suggested_id(desk: Desk, parent: str, name: str) -> str:
    """A free id under a region that fits a name: 371500+GX for 高新区."""
    letters = next((letters for words, letters in _USUAL if words in name), _OTHER)
    endings = ["", *ascii_uppercase, *("".join(pair) for pair in product(ascii_uppercase, repeat=2))]
    ids = (f"{parent}+{letters}{ending}" for ending in endings)
    return next(unit_id for unit_id in ids if desk.regions.find(unit_id) is None)


def add_unit(desk: Desk, parent: str, name: str, unit_id: str = "") -> Unit:
    """Enters a unit under a region; its id is the suggested one where none is given. Raises UserError."""
    name = " ".join(name.split())
    desk.regions.get(parent)
    if "+" in parent:
        raise UserError("本地单位下面不能再建单位", desk.names(parent).full, "请选它的上级区划")
    unit_id = unit_id or suggested_id(desk, parent, name)
    if desk.regions.find(unit_id) is not None:
        raise UserError("编号已经有了", f"{unit_id} {desk.names(unit_id).short}", "请换一组字母")
    _refuse_double(desk, parent, name, unit_id)
    unit = Unit(unit_id, name, parent, _KIND)
    desk.ledger.units.put(unit)
    _forget_regions(desk)
    return unit


def rename_unit(desk: Desk, unit_id: str, name: str) -> Unit:
    """Gives a unit another name; its filings stay with it. Raises UserError."""
    unit = own_units(desk).get(unit_id)
    if unit is None:
        raise UserError("不是本单位登记的单位", unit_id, "随程序提供的单位不能改名")
    name = " ".join(name.split())
    _refuse_double(desk, unit.parent, name, unit_id)
    renamed = Unit(unit.id, name, unit.parent, unit.kind)
    desk.ledger.units.put(renamed)
    _forget_regions(desk)
    return renamed


def remove_unit(desk: Desk, unit_id: str) -> None:
    """Removes a unit. Raises UserError while it has filings, in the bin or not, or where the office did not enter it."""
    if unit_id not in own_units(desk):
        raise UserError("不是本单位登记的单位", unit_id, "随程序提供的单位不能删除")
    desk.ledger.units.remove(unit_id)
    _forget_regions(desk)


def _refuse_double(desk: Desk, parent: str, name: str, unit_id: str) -> None:
    if not name:
        raise UserError("单位没有名称", "", "请写出名称，例如 高新区")
    same = [child for child in desk.regions.children(parent) if child.name == name and child.code != unit_id]
    if same:
        raise UserError(
            "已有同名的单位", f"{desk.names(parent).short}：{name}（{same[0].code}）", "请直接选用，或换个名称"
        )


def _forget_regions(desk: Desk) -> None:
    """Has the desk read its region table again when it is next asked for."""
    vars(desk).pop("regions", None)
