"""Figures counted from an exported folder by DuckDB: the same declarations as over the live rows, and no database beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from gongkai.engines.measures import exporting
from gongkai.engines.measures.conditions import COLUMNS, Condition, OneOf, Period, as_sql, conditions
from gongkai.engines.measures.exporting import NotAnExport
from gongkai.engines.measures.queries import SHEETS, Figure, fits, plain
from gongkai.pure.declare import Measure

BROKEN = "{folder} cannot be read: its files are damaged or missing; export it anew"


@dataclass(frozen=True)
class ExportedUnit:
    """A unit as the export names it."""

    pk: int
    code: str
    name: str


class Exported:
    """An exported folder, opened for counting. Raises NotAnExport. ``size``: how many facts it tells."""

    def __init__(self, folder: Path) -> None:
        manifest = exporting.read_manifest(folder)
        self.size: int = manifest["size"]
        self.government: str = manifest["government"]
        self._folder = folder
        self._engine = duckdb.connect(config={"memory_limit": "1GB"})
        # It reads the folder and nothing else, whatever its files say.
        self._engine.execute(f"SET allowed_directories = [{_quoted(f'{folder.resolve()}/')}]")
        self._engine.execute("SET enable_external_access = false")
        for name in (*SHEETS, exporting.UNITS, exporting.CLOSURE, exporting.DAYS):
            files = [folder.resolve() / f"at-{self.size}" / each["file"] for each in manifest["files"].get(name, ())]
            try:
                if not files or any(each.name != Path(each).name for each in files):
                    raise OSError(name)
                self._engine.read_parquet([str(each) for each in files]).create_view(name)
            except (duckdb.Error, OSError) as error:
                raise NotAnExport(BROKEN.format(folder=folder)) from error

    def unit(self, code: str | None) -> ExportedUnit | None:
        """The unit of that code; without one, that which stands above all others."""
        if code:
            found = self._ask('SELECT id, code, name FROM "units" WHERE code = ?', [code])
        else:
            below = 'SELECT descendant_id FROM "closure" WHERE ancestor_id <> descendant_id'
            found = self._ask(f'SELECT id, code, name FROM "units" WHERE id NOT IN ({below}) ORDER BY id LIMIT 1', [])
        return ExportedUnit(*found[0]) if found else None

    def unit_names(self) -> dict[int, str]:
        """What the export calls its units."""
        return dict(self._ask('SELECT id, name FROM "units"', []))

    def counted_units(self, unit: int, on: date) -> frozenset[int]:
        """As ``queries.counted_units``, of the units in the export."""
        below = self._below(unit, on)
        apart = {each for (each,) in self._ask('SELECT id FROM "units" WHERE NOT in_totals', [])}
        return below.difference(*(self._below(each, on) for each in apart & below - {unit}))

    def size_on(self, day: date) -> int:
        """How many facts there were at the end of a day."""
        return self._ask('SELECT coalesce(max(size), 0) FROM "days" WHERE day <= ?', [day])[0][0]

    def value(
        self,
        measure: Measure,
        period: Period,
        units: frozenset[int],
        where: Mapping[str, Any] | None = None,
        as_of: int | None = None,
    ) -> Figure | None:
        """As ``queries.value``."""
        counts = self.grouped(measure, period, units, tuple(where or ()), as_of)
        if measure.told and not counts:
            return None
        return sum(n for group, n in counts.items() if fits(tuple(where or ()), group, where or {}))

    def grouped(
        self, measure: Measure, period: Period, units: frozenset[int], by: tuple[str, ...], as_of: int | None = None
    ) -> dict[tuple[Any, ...], Figure]:
        """As ``queries.grouped``."""
        figure = f'sum("{measure.total}")' if measure.total else "count(*)"
        columns = [f'"{COLUMNS.get(name, name)}"' for name in by]
        asked, values = self._where(measure, period, units, as_of)
        sql = f'SELECT {", ".join([*columns, "count(*)", figure])} FROM "{measure.sheet}" WHERE {asked}'
        if columns:
            sql += f" GROUP BY {', '.join(columns)}"
        return {tuple(line[:-2]): plain(line[-1]) for line in self._ask(sql, values) if line[-2] or not measure.told}

    def refs(
        self, measure: Measure, period: Period, units: frozenset[int], as_of: int | None = None
    ) -> list[tuple[str, date, int]]:
        """What a figure counts: ledger name among its kind, day, unit."""
        asked, values = self._where(measure, period, units, as_of)
        return self._ask(
            f'SELECT ref, "{measure.on}", unit_id FROM "{measure.sheet}" WHERE {asked} ORDER BY 2, 1', values
        )

    def _where(
        self, measure: Measure, period: Period, units: frozenset[int], as_of: int | None
    ) -> tuple[str, list[Any]]:
        told: list[Condition] = [OneOf("unit_id", tuple(sorted(units))), *conditions(measure, period, None, as_of)]
        parts = [as_sql(each) for each in told]
        return " AND ".join(sql for sql, _ in parts), [value for _, values in parts for value in values]

    def _below(self, unit: int, on: date) -> frozenset[int]:
        sql = 'SELECT descendant_id FROM "closure" WHERE ancestor_id = ? AND from_on <= ? AND (to_on IS NULL OR to_on >= ?)'
        return frozenset(each for (each,) in self._ask(sql, [unit, on, on]))

    def _ask(self, sql: str, values: list[Any]) -> list[tuple[Any, ...]]:
        try:
            return self._engine.execute(sql, values).fetchall()
        except (duckdb.IOException, duckdb.InvalidInputException, duckdb.CatalogException) as error:
            raise NotAnExport(BROKEN.format(folder=self._folder)) from error


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
