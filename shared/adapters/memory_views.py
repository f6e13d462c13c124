"""Read models in memory."""

from collections.abc import Mapping, Sequence
from copy import deepcopy

from shared.contract.codec import decode, encode
from shared.ports.views import AtMost, Condition, Prefix, Put, Row, View


class MemoryViews:
    """Views for tests: the same answers as the others, and gone with the process."""

    def __init__(self, views: Sequence[View]) -> None:
        self._rows: Mapping[str, dict[str, Row]] = {view.name: {} for view in views}

    async def get(self, view: View, id: str) -> Row | None:
        return deepcopy(self._rows[view.name].get(id))

    async def get_many(self, view: View, ids: Sequence[str]) -> Sequence[Row]:
        rows = self._rows[view.name]
        return [deepcopy(rows[wanted]) for wanted in set(ids) & rows.keys()]

    async def put(self, puts: Sequence[Put]) -> None:
        for rows, new in [(self._rows[put.view.name], row_of(put)) for put in puts]:
            old = rows.get(new.id)
            if old is None or old.version < new.version:
                rows[new.id] = new

    async def swap(self, put: Put, expected: int) -> bool:
        rows = self._rows[put.view.name]
        old, new = rows.get(put.id), row_of(put)
        fits = expected == 0 if old is None else expected == old.version != 0
        if fits:
            rows[new.id] = new
        return fits

    async def find(
        self, view: View, where: Mapping[str, Condition], *, after: str = "", limit: int = 50
    ) -> Sequence[Row]:
        behind = (row for row in self._matching(view, where) if row.id > after)
        return deepcopy(sorted(behind, key=lambda row: row.id)[:limit])

    async def count(self, view: View, where: Mapping[str, Condition]) -> int:
        return len(self._matching(view, where))

    async def delete(self, view: View, id: str) -> None:
        self._rows[view.name].pop(id, None)

    def _matching(self, view: View, where: Mapping[str, Condition]) -> Sequence[Row]:
        if undeclared := where.keys() - set(view.fields):
            raise KeyError(*undeclared)
        return [
            row
            for row in self._rows[view.name].values()
            if all(holds(condition, row.document.get(field)) for field, condition in where.items())
        ]


def row_of(put: Put) -> Row:
    return Row(put.id, put.version, decode(encode(put.document)))


def holds(condition: Condition, value: object) -> bool:
    match condition:
        case Prefix():
            return isinstance(value, str) and value.startswith(condition.text)
        case AtMost():
            return isinstance(value, str) and value <= condition.text
        case _:
            return value == condition
