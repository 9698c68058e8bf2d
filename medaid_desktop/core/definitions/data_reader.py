"""A strict reader of parsed data (TOML, JSON): each key taken with its type, what is left over refused."""

from collections.abc import Mapping
from typing import TypeVar, cast

from medaid_desktop.errors import UserError

T = TypeVar("T")
Word = TypeVar("Word", str, int)


class DataReader:
    """One table of a data file. `finish()` refuses keys that nobody asked for.

    Every method raises UserError naming file, key, cause and cure where the data has another shape.
    """

    def __init__(self, data: Mapping[str, object], file: str, name: str = "") -> None:
        self._data = data
        self._file = file
        self.name = name
        self._taken: set[str] = set()

    def error(self, key: str, what: str, mend: str) -> UserError:
        """An error at a key of this table, to be raised by the caller."""
        return UserError(what, f"{self._file}：{self._path(key)}", mend)

    def text(self, key: str, default: str | None = None) -> str:
        value = self._take(key)
        if value is None:
            return self._default(key, default)
        if not isinstance(value, str):
            raise self.error(key, "应为文字", "请加上引号")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        value = self._take(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(item, str) for item in cast("list[object]", value)):
            raise self.error(key, "应为文字的列表", '请写成 ["…", "…"]')
        return tuple(cast("list[str]", value))

    def flag(self, key: str, default: bool = False) -> bool:
        value = self._take(key)
        if value is None:
            return default
        if not isinstance(value, bool):
            raise self.error(key, "应为 true 或 false", "请改为 true 或 false，不加引号")
        return value

    def number(self, key: str, default: float) -> float:
        value = self._take(key)
        if value is None:
            return default
        return self._number(key, value)

    def numbers(self, key: str) -> tuple[float, ...]:
        value = self._take(key)
        if value is None:
            return ()
        if not isinstance(value, list):
            raise self.error(key, "应为数的列表", "请写成 [20, 30]")
        return tuple(self._number(key, item) for item in cast("list[object]", value))

    def choice(self, key: str, options: tuple[Word, ...], default: Word | None = None) -> Word:
        value = self._take(key)
        if value is None:
            return self._default(key, default)
        if value not in options:
            raise self.error(key, f"不认识 {value!r}", f"可用：{'、'.join(str(option) for option in options)}")
        return cast("Word", value)

    def table(self, key: str, optional: bool = False) -> "DataReader | None":
        value = self._take(key)
        if value is None:
            if optional:
                return None
            raise self._missing(key)
        return self._sub(key, value)

    def tables(self, key: str) -> list["DataReader"]:
        value = self._take(key)
        if value is None:
            return []
        return [self._sub(f"{key}[{index}]", item) for index, item in enumerate(self._list(key, value))]

    def rows_of_tables(self, key: str) -> list[list["DataReader"]]:
        value = self._take(key)
        if value is None:
            return []
        return [
            [self._sub(f"{key}[{row}][{index}]", item) for index, item in enumerate(self._list(f"{key}[{row}]", cells))]
            for row, cells in enumerate(self._list(key, value))
        ]

    def text_tables(self, key: str) -> list[Mapping[str, str]]:
        lines: list[Mapping[str, str]] = []
        for reader in self.tables(key):
            lines.append({name: reader.text(name) for name in reader.names()})
        return lines

    def texts_by_key(self, key: str) -> Mapping[str, tuple[str, ...]]:
        reader = self.table(key, optional=True)
        return {name: reader.texts(name) for name in reader.names()} if reader else {}

    def names(self) -> list[str]:
        return list(self._data)

    def finish(self) -> None:
        """Refuses keys that were never asked for."""
        unknown = [key for key in self._data if key not in self._taken]
        if unknown:
            known = "、".join(sorted(self._taken))
            raise self.error(unknown[0], "不认识的键", f"请删去或改正；这里可用：{known}")

    def _take(self, key: str) -> object:
        self._taken.add(key)
        return self._data.get(key)

    def _default(self, key: str, default: T | None) -> T:
        if default is None:
            raise self._missing(key)
        return default

    def _missing(self, key: str) -> UserError:
        return self.error(key, "缺少必需的键", f"请补上 {key} = …")

    def _number(self, key: str, value: object) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.error(key, "应为数", "请写成不加引号的数")
        return float(value)

    def _list(self, key: str, value: object) -> list[object]:
        if not isinstance(value, list):
            raise self.error(key, "应为列表", "请写成 [ … ]")
        return cast("list[object]", value)

    def _sub(self, key: str, value: object) -> "DataReader":
        if not isinstance(value, dict):
            raise self.error(key, "应为表", "请写成 { 键 = 值 }")
        return DataReader(cast("dict[str, object]", value), self._file, self._path(key))

    def _path(self, key: str) -> str:
        return f"{self.name}.{key}" if self.name else key
