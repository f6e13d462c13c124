"""The page on lifecycles: which event leads from which stage to which."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages
from types import ModuleType

from deploy.docs.markdown import page, words
from shared.contract.catalogue import SERVICES
from shared.kernel.lifecycle import Lifecycle


def core_modules() -> Iterator[ModuleType]:
    for service in SERVICES:
        core = import_module(f"services.{service}.core")
        for found in walk_packages(core.__path__, f"{core.__name__}."):
            yield import_module(found.name)


def lifecycle_parts() -> Iterator[str]:
    seen: set[int] = set()
    for module in core_modules():
        for lifecycle in vars(module).values():
            if isinstance(lifecycle, Lifecycle) and id(lifecycle) not in seen:
                seen.add(id(lifecycle))
                _, service, _, *thing = module.__name__.split(".")
                head = f"## {service}: {' '.join(thing).replace('_', ' ')}"
                yield f"{head}\n\n{words(module)}\n\n```mermaid\n{lifecycle.diagram()}\n```"


def lifecycles() -> str:
    intro = "Which event leads from which stage to which. What is not drawn cannot happen."
    return page("Lifecycles", intro, *lifecycle_parts())
