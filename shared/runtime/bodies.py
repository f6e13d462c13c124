"""What every request is held to: no unknown field, no far future, no control characters, pages of a bounded size."""

from datetime import date, timedelta
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from shared.kernel import identity_number

YEARS_AHEAD_DAYS = 30 * 366
TEXT = r"^[^\x00-\x1f\x7f-\x9f]*$"
PLATE = r"^[0-9A-Za-z\u4e00-\u9fff][0-9A-Za-z\u4e00-\u9fff·-]*$"
EARLIEST = date(1900, 1, 1)


def sensible(day: date) -> date:
    """Whether it is too far ahead is for the desk to say, which knows today; this is the calendar's own end."""
    if day < EARLIEST:
        raise ValueError("a day before 1900")
    return day


def valid_identity(number: str) -> str:
    fault = identity_number.fault(number)
    if fault:
        raise ValueError(fault)
    return number


Day = Annotated[date, AfterValidator(sensible)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=TEXT, strip_whitespace=True)]
Text = Annotated[str, StringConstraints(max_length=2000, pattern=TEXT)]
Id = Annotated[str, StringConstraints(min_length=1, max_length=100, pattern=r"^[0-9A-Za-z._-]+$")]
Plate = Annotated[str, StringConstraints(min_length=1, max_length=20, pattern=PLATE)]
Code = Annotated[str, StringConstraints(min_length=4, max_length=20, pattern=r"^[0-9A-Z]+$")]
IdentityNumber = Annotated[str, StringConstraints(to_upper=True, strip_whitespace=True), AfterValidator(valid_identity)]


class Body(BaseModel):
    """A request's body. Unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    def days(self) -> dict[str, date]:
        """Every day that it names."""
        return {name: value for name, value in self if isinstance(value, date)}


class Page(BaseModel):
    """A list's query: `after` is the `next` of the page before. What else a subclass has are filters."""

    model_config = ConfigDict(extra="forbid")

    after: Annotated[str, StringConstraints(max_length=500)] = ""
    limit: int = Field(50, ge=1, le=500)

    def filters(self) -> dict[str, str | bool]:
        return self.model_dump(exclude={"after", "limit"}, exclude_none=True)


Filter = Annotated[str, StringConstraints(max_length=100)] | None


class OfOffices(Page):
    """A list of what belongs to offices."""

    county_code: Filter = None
    office_id: Filter = None


def too_far(body: Body, today: date) -> list[str]:
    """The fields whose days lie over 30 years ahead."""
    latest = today + timedelta(days=YEARS_AHEAD_DAYS)
    return [name for name, day in body.days().items() if day > latest]
