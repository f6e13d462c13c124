"""What of PyMongo's errors passes by itself: to the callers of a port it is Unavailable. All else stays as it is."""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from inspect import iscoroutinefunction
from typing import Any, TypeVar

from pymongo.errors import (
    ConnectionFailure,
    CursorNotFound,
    ExecutionTimeout,
    OperationFailure,
    PyMongoError,
    WriteConcernError,
)

from shared.ports.unavailable import Unavailable

Adapter = TypeVar("Adapter")
Method = Callable[..., Awaitable[Any]]

# No server was reached, or no primary; or it was, and did not answer in time, or not for as many as we asked for.
PASSING = (ConnectionFailure, CursorNotFound, ExecutionTimeout, WriteConcernError)
PASSING_CODES = {
    6,  # HostUnreachable
    7,  # HostNotFound
    89,  # NetworkTimeout
    133,  # FailedToSatisfyReadPreference
    134,  # ReadConcernMajorityNotAvailableYet
    175,  # QueryPlanKilled
    202,  # NetworkInterfaceExceededTimeLimit
    237,  # CursorKilled
    262,  # ExceededTimeLimit
    9001,  # SocketException
    11601,  # Interrupted
    14031,  # OutOfDiskSpace
}
PASSING_LABELS = ("RetryableError", "RetryableWriteError", "SystemOverloadedError")


def reaching(adapter: type[Adapter]) -> type[Adapter]:
    """A class decorator: what is awaited of it raises Unavailable where the server is away."""
    for name, method in list(vars(adapter).items()):
        if iscoroutinefunction(method) and not name.startswith("_"):
            setattr(adapter, name, reached(method))
    return adapter


def reached(method: Method) -> Method:
    @wraps(method)
    async def awaited(*args: Any, **named: Any) -> Any:
        with told():
            return await method(*args, **named)

    return awaited


@contextmanager
def told() -> Iterator[None]:
    try:
        yield
    except PyMongoError as fault:
        if not passing(fault):
            raise
        reason, _, _ = str(fault).partition(", Timeout: ")  # there it goes on with all that is known of all servers
        raise Unavailable(f"MongoDB: {type(fault).__name__}: {reason}") from fault


def passing(fault: PyMongoError) -> bool:
    return (
        isinstance(fault, PASSING)
        or fault.timeout
        or (isinstance(fault, OperationFailure) and fault.code in PASSING_CODES)
        or any(fault.has_error_label(label) for label in PASSING_LABELS)
    )
