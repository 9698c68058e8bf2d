"""The office's own local units: what stands in its tables but not in GB/T 2260 (开发区, 市本级, 兵团 divisions)."""

from collections.abc import Callable
from dataclasses import dataclass

from medaid_desktop.core.places.region_rows import unit_id_fault
from medaid_desktop.errors import UserError
from medaid_desktop.store.ground.database import Connection
from medaid_desktop.store.trust.access import Require, everybody
from medaid_desktop.store.trust.bound import STATE, UNIT, units_sum
from medaid_desktop.store.trust.operators import untold


@dataclass(frozen=True, slots=True)
class Unit:
    """A local unit. `id` is its own id under a region, like 650104+GX; `parent` the code it hangs under."""

    id: str
    name: str
    parent: str
    kind: str


class Units:
    """Local units by id."""

    def __init__(
        self,
        connection: Connection,
        require: Require = everybody,
        refuse_change: Callable[[str], None] = everybody,
        tell: Callable[..., object] = untold,
    ) -> None:
        self._connection = connection
        self._require = require
        self._refuse_change = refuse_change
        self._tell = tell

    def list(self, parent: str | None = None) -> list[Unit]:
        """The units of a parent, or all, by id."""
        rows = self._connection.rows(
            "SELECT id, name, parent, kind FROM regions WHERE ? IS NULL OR parent = ? ORDER BY id", (parent, parent)
        )
        return [Unit(*row) for row in rows]

    def put(self, unit: Unit) -> None:
        """Adds a unit or replaces the one of the same id.

        Raises UserError for an id that is not `PARENT+LETTERS`, and for another name, or a first one, while somebody stands by a filing of
        the unit: the name stands on its paper, over the seals.
        """
        self._require("units")
        fault = unit_id_fault(unit.id, unit.parent) or ("" if unit.name.strip() else "名称不能为空")
        if fault:
            raise UserError("本地单位的编号或名称不对", f"{unit.id} {unit.name}", fault)
        with self._connection.transaction():
            self._refuse_while_signed(unit)
            known = self._connection.row("SELECT name FROM regions WHERE id = ?", (unit.id,))
            self._connection.execute(
                "INSERT INTO regions (id, name, parent, kind) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (id) DO UPDATE SET name = excluded.name, parent = excluded.parent, kind = excluded.kind",
                (unit.id, unit.name, unit.parent, unit.kind),
            )
            self._tell_of("put", unit.id, unit.name, known[0] if known else "")

    def remove(self, unit_id: str) -> None:
        """Removes a unit. Raises UserError while filings, in the bin or not, belong to it."""
        self._require("units")
        with self._connection.transaction():
            used = self._connection.row("SELECT count(*) FROM filings WHERE region = ?", (unit_id,))
            if used and used[0]:
                mend = "请先彻底删除这些填报件，或把它们改到别的区划"
                raise UserError("这个单位还有填报件，不能删除", f"{unit_id}，{used[0]} 份", mend)
            known = self._connection.row("SELECT name FROM regions WHERE id = ?", (unit_id,))
            if known is not None:
                self._connection.execute("DELETE FROM regions WHERE id = ?", (unit_id,))
                self._tell_of("remove", unit_id, known[0])

    def _tell_of(self, change: str, unit_id: str, name: str, before: str = "") -> None:
        """Puts a change into the log, with the sum over all units after it: names stand on paper."""
        details = {"before": before} if before else {}
        self._tell(UNIT, change=change, unit=unit_id, name=name, **details, **{STATE: units_sum(self._connection)})

    def _refuse_while_signed(self, unit: Unit) -> None:
        """Also where the unit is new here: until then its filings were printed with its code, or with the name that came with the
        program."""
        named = self._connection.row("SELECT name FROM regions WHERE id = ?", (unit.id,))
        if named is not None and named[0] == unit.name:
            return
        for (filing_id,) in self._connection.rows(
            "SELECT id FROM filings WHERE region = ? AND deleted_at IS NULL ORDER BY id", (unit.id,)
        ):
            try:
                self._refuse_change(filing_id)
            except UserError as error:
                what = f"“{named[0] if named else unit.id}”有填报件已经审核，名称印在表上，不能修改"
                raise UserError(
                    what, f"{unit.id}，{filing_id}", "请先“退回修改”那份填报件；今后的表用新名称的，请另建一个单位"
                ) from error
