"""Synthetic townships and offices, as bodies of requests."""

from collections.abc import Mapping
from typing import Any

COUNTIES: Mapping[str, str] = {"410105": "金水区", "410102": "中原区", "410104": "管城回族区"}


def township(county_code: str, nth: int = 1) -> dict[str, Any]:
    return {
        "code": f"{county_code}{nth:03}",
        "name": f"测试街道{nth}",
        "county_code": county_code,
        "county": COUNTIES[county_code],
    }


def office(county_code: str, nth: int = 1) -> dict[str, Any]:
    """The office of that township."""
    approval = {"authority": "编制委员会", "document": f"编〔2020〕{nth}号", "day": "2020-01-02"}
    return {
        "name": f"测试司法所{nth}",
        "county_code": county_code,
        "township_code": f"{county_code}{nth:03}",
        "kind": "township",
        "approval": approval,
    }
