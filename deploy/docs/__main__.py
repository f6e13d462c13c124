"""`python -m deploy.docs [--check]`: writes what is made from the code, unless it breaks what was published."""

import argparse
import sys
from pathlib import Path

from deploy.docs.files import DOCS, made, refused, stale, write


def main(arguments: list[str] | None = None, docs: Path = DOCS) -> int:
    options = argparse.ArgumentParser(prog="python -m deploy.docs", description=__doc__)
    options.add_argument("--check", action="store_true", help="write nothing; fail where a file is stale")
    check = options.parse_args(arguments).check
    # Before anything is made: what is refused may leave nothing to make the rest of.
    complaints = refused(docs)
    if not complaints and check:
        complaints = [f"docs/{name} is stale: make docs" for name in stale(made(), docs)]
    elif not complaints:
        write(made(), docs)
    print("".join(f"{complaint}\n" for complaint in complaints), end="")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
