"""Templates: how a sheet of one kind looks, which body of the API each of its rows is, and how a row is entered."""

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as made
from datetime import date
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from fastapi import Request, Response
from pydantic import BaseModel

from shared.ports.identity import Caller
from shared.ports.workbooks import Form, Heading, Value, Writer
from shared.runtime.bodies import Body
from shared.runtime.cells import Wanted

NOTE, NOTE_EN = "说明", "note"
EXAMPLE = "示例：虚构，导入时跳过 / example: synthetic, passed over"
PASSED_OVER = ("示例", "example")
NOTES_TITLE = "填写说明 notes"
FORMS: Mapping[Wanted, Form] = {"day": "day", "number": "number"}
RULES = (
    ("第一行为中文表头，第二行为英文字段名；带*的列必填；列的顺序不限。", "Row 1 is Chinese, row 2 the API's names; * must be filled in; columns may stand in any order."),  # noqa: E501
    ("说明列以“示例”开头的行不导入。", "A row whose note begins with 示例 or example is passed over."),
    ("日期用日期格式，或文本 YYYY-MM-DD。", "Days are dates, or text YYYY-MM-DD."),
    ("身份证号码必须是文本：Excel的数字只保留15位。", "Identity numbers are text: Excel keeps 15 digits of a number."),
    ("不接受公式。", "Formulas are not taken."),
    ("司法所填名称或编号。", "An office is named by its name or its id."),
    ("有一处错误就全部不导入；同一文件可以重复导入，已有的不变。", "One fault, and nothing is imported; the same file may be imported again, and what is there stays as it is."),  # noqa: E501
)  # fmt: skip

Enter = Callable[[Request, Caller, Any], Awaitable[Response]]


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column. `field` is the body's, with dots for what lies within; `words` are what its codes are called."""

    field: str
    zh: str
    example: Value = None
    words: Mapping[str, str] = made(default_factory=dict)
    exact: bool = False


@dataclass(frozen=True, kw_only=True)
class Template:
    """A kind of sheet. `key`: the fields by which a row is known; `named`: the one by which others name it.

    `said` and `refusals` are the API's words in Chinese.
    """

    kind: str
    zh: str
    body: type[Body]
    columns: Sequence[Column]
    key: tuple[str, ...]
    enter: Enter
    named: str | None = None
    said: Mapping[str, str] = made(default_factory=dict)
    refusals: Mapping[str, str] = made(default_factory=dict)

    @property
    def title(self) -> str:
        return f"{self.zh} {self.kind}"

    def is_called(self, title: str) -> bool:
        """By its Chinese or its English name, or by both."""
        return title.strip().lower() in (self.zh, self.kind, self.title)

    def required(self, column: Column) -> bool:
        return all(info.is_required() for info, _ in steps(self.body, column.field))

    def wanted(self, column: Column) -> Wanted:
        """What the body's field asks for."""
        *_, (_, kinds) = steps(self.body, column.field)
        if column.words:
            return "choices" if tuple in kinds else "choice"
        if bool in kinds:
            return "truth"
        if date in kinds:
            return "day"
        if int in kinds or float in kinds:
            return "number"
        return "exact" if column.exact else "text"


def steps(body: type[BaseModel], path: str) -> Iterator[tuple[Any, Sequence[Any]]]:
    """The fields on the way to one, each with the types that it may have."""
    kinds: Sequence[Any] = [body]
    for name in path.split("."):
        model = next(kind for kind in kinds if isinstance(kind, type) and issubclass(kind, BaseModel))
        info = model.model_fields[name]
        kinds = list(leaves(info.annotation))
        yield info, kinds


def leaves(annotation: Any) -> Iterator[Any]:
    """The plain types of an annotation."""
    if get_origin(annotation) in (Union, UnionType):
        for each in get_args(annotation):
            yield from leaves(each)
    elif get_origin(annotation) is Literal:
        yield str
    elif hasattr(annotation, "__metadata__"):
        yield from leaves(get_args(annotation)[0])
    else:
        yield get_origin(annotation) or annotation


def headings(template: Template) -> Sequence[Heading]:
    """The first column is for whoever fills it in."""
    return [Heading(zh=NOTE, en=NOTE_EN, width=24), *(heading(template, column) for column in template.columns)]


def heading(template: Template, column: Column) -> Heading:
    wanted = template.wanted(column)
    return Heading(
        zh=column.zh + ("*" if template.required(column) else ""),
        en=column.field,
        form=FORMS.get(wanted, "text"),
        width=max(14, 2 * len(column.zh) + 4, len(column.field) + 2),
        choices=shown_words(column) if wanted == "choice" else ("是", "否") if wanted == "truth" else (),
    )


def shown_words(column: Column) -> tuple[str, ...]:
    """The first word of each code."""
    first: dict[str, str] = {}
    for word, code in column.words.items():
        first.setdefault(code, word)
    return tuple(first.values())


def fill(writer: Writer, templates: Sequence[Template]) -> None:
    """A sheet for each kind, with an example that is passed over, and a sheet that explains them."""
    for template in templates:
        writer.begin(template.title, headings(template))
        writer.write([[EXAMPLE, *(column.example for column in template.columns)]])
    writer.begin(
        NOTES_TITLE, [Heading(zh=zh, en=en, width=60) for zh, en in (("中文", "Chinese"), ("英文", "English"))]
    )
    writer.write(RULES)
    for template in templates:
        writer.write(explained(template))


def explained(template: Template) -> Iterator[Sequence[Value]]:
    yield (f"【{template.zh}】", f"[{template.kind}]")
    for column in template.columns:
        must = template.required(column)
        words = f"：{'、'.join(dict.fromkeys(column.words))}" if column.words else ""
        codes = f": {', '.join(dict.fromkeys(column.words.values()))}" if column.words else ""
        yield (
            f"{column.zh}（{'必填' if must else '选填'}）{words}",
            f"{column.field} ({'must' if must else 'may'}){codes}",
        )
