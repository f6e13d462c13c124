"""Read models in SQLite: one table a view, documents as JSON text, an index for each declared field."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from shared.adapters.sqlite_database import SqliteDatabase
from shared.contract.codec import decode, encode
from shared.ports.views import AtMost, Condition, Prefix, Put, Row, View

LAST_CHARACTER = "\U0010ffff"


class Table:
    """A view's table: its name and its statements."""

    def __init__(self, view: View) -> None:
        table = f'"view_{view.name}"'
        self.fields = {field: f"body ->> '$.{field}'" for field in view.fields}
        self.schema = (
            f"CREATE TABLE IF NOT EXISTS {table} (id TEXT PRIMARY KEY, version INTEGER NOT NULL, body TEXT NOT NULL)",
            *(
                f'CREATE INDEX IF NOT EXISTS "view_{view.name}_{field}" ON {table} ({self.fields[field]}, id)'
                for field in view.indexes
            ),
        )
        self.rows = f"SELECT id, version, body FROM {table}"
        self.get = f"{self.rows} WHERE id = ?"
        self.get_many = f"{self.rows} WHERE id IN (SELECT value FROM json_each(?))"
        self.count = f"SELECT count(*) FROM {table}"
        self.create = f"INSERT INTO {table} (id, version, body) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING"
        self.put = (
            f"INSERT INTO {table} (id, version, body) VALUES (?, ?, ?) ON CONFLICT (id)"
            " DO UPDATE SET version = excluded.version, body = excluded.body WHERE excluded.version > version"
        )
        self.swap = f"UPDATE {table} SET version = ?2, body = ?3 WHERE id = ?1 AND version = ?4"
        self.delete = f"DELETE FROM {table} WHERE id = ?"

    def where(self, conditions: Mapping[str, Condition]) -> tuple[str, list[Any]]:
        """Raises KeyError for a field that is not declared."""
        parts, parameters = ["TRUE"], []
        for field, condition in conditions.items():
            for comparison, parameter in comparisons(condition):
                parts.append(f"{self.fields[field]} {comparison} ?")
                parameters.append(parameter)
        return " AND ".join(parts), parameters


def comparisons(condition: Condition) -> Iterator[tuple[str, Any]]:
    """In SQLite numbers come before all text, so a range of text has a lower end."""
    match condition:
        case None:
            yield "IS", None
        case Prefix():
            yield ">=", condition.text
            yield "<", condition.text + LAST_CHARACTER
        case AtMost():
            yield ">=", ""
            yield "<=", condition.text
        case _:
            yield "=", condition


class SqliteViews:
    """Views over one file."""

    def __init__(self, database: SqliteDatabase, views: Sequence[View]) -> None:
        self._database = database
        self._tables = {view.name: Table(view) for view in views}
        for table in self._tables.values():
            database.declare(*table.schema)

    async def get(self, view: View, id: str) -> Row | None:
        return next(iter(self._rows(self._tables[view.name].get, id)), None)

    async def get_many(self, view: View, ids: Sequence[str]) -> Sequence[Row]:
        return self._rows(self._tables[view.name].get_many, encode(ids).decode())

    async def put(self, puts: Sequence[Put]) -> None:
        if not puts:
            return
        writes = [(self._tables[put.view.name].put, written(put)) for put in puts]

        def operation(connection: sqlite3.Connection) -> None:
            for statement, row in writes:
                connection.execute(statement, row)

        await self._database.write(operation, savepoint=len(writes) > 1)

    async def swap(self, put: Put, expected: int) -> bool:
        table, row = self._tables[put.view.name], written(put)
        statement, parameters = (table.swap, (*row, expected)) if expected else (table.create, row)
        return await self._changes(statement, *parameters) == 1

    async def find(
        self, view: View, where: Mapping[str, Condition], *, after: str = "", limit: int = 50
    ) -> Sequence[Row]:
        table = self._tables[view.name]
        conditions, parameters = table.where(where)
        return self._rows(f"{table.rows} WHERE {conditions} AND id > ? ORDER BY id LIMIT ?", *parameters, after, limit)

    async def count(self, view: View, where: Mapping[str, Condition]) -> int:
        table = self._tables[view.name]
        conditions, parameters = table.where(where)
        [(count,)] = await self._database.scan(f"{table.count} WHERE {conditions}", parameters)
        return int(count)

    async def delete(self, view: View, id: str) -> None:
        await self._changes(self._tables[view.name].delete, id)

    async def _changes(self, statement: str, *parameters: Any) -> int:
        return await self._database.write(lambda connection: connection.execute(statement, parameters).rowcount)

    def _rows(self, query: str, *parameters: Any) -> Sequence[Row]:
        found = self._database.read(query, parameters)
        return [Row(key, version, decode(body)) for key, version, body in found]


def written(put: Put) -> tuple[str, int, str]:
    return put.id, put.version, encode(put.document).decode()
