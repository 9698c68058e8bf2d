"""The office's own local units: what stands in its tables but not in GB/T 2260 (开发区, 市本级, 兵团 divisions)."""

from dataclasses import dataclass

from medaid_desktop.core.places.region_rows import unit_id_fault
from medaid_desktop.errors import UserError
from medaid_desktop.store.database import Connection


@dataclass(frozen=True, slots=True)
class Unit:
    """A local unit. `id` is its own id under a region, like 650104+GX; `parent` the code it hangs under."""

    id: str
    name: str
    parent: str
    kind: str


class Units:
    """Local units by id."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def list(self, parent: str | None = None) -> list[Unit]:
        """The units of a parent, or all, by id."""
        rows = self._connection.rows(
            "SELECT id, name, parent, kind FROM regions WHERE ? IS NULL OR parent = ? ORDER BY id", (parent, parent)
        )
        return [Unit(*row) for row in rows]

    def put(self, unit: Unit) -> None:
        """Adds a unit or replaces the one of the same id. Raises UserError for an id that is not `PARENT+LETTERS`."""
        fault = unit_id_fault(unit.id, unit.parent) or ("" if unit.name.strip() else "名称不能为空")
        if fault:
            raise UserError("本地单位的编号或名称不对", f"{unit.id} {unit.name}", fault)
        with self._connection.transaction():
            self._connection.execute(
                "INSERT INTO regions (id, name, parent, kind) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (id) DO UPDATE SET name = excluded.name, parent = excluded.parent, kind = excluded.kind",
                (unit.id, unit.name, unit.parent, unit.kind),
            )

    def remove(self, unit_id: str) -> None:
        """Removes a unit. Raises UserError while filings, in the bin or not, belong to it."""
        with self._connection.transaction():
            used = self._connection.row("SELECT count(*) FROM filings WHERE region = ?", (unit_id,))
            if used and used[0]:
                mend = "请先彻底删除这些填报件，或把它们改到别的区划"
                raise UserError("这个单位还有填报件，不能删除", f"{unit_id}，{used[0]} 份", mend)
            self._connection.execute("DELETE FROM regions WHERE id = ?", (unit_id,))
