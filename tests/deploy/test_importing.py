"""The command imports what a workbook holds for each service, and prints what is wrong where."""

from pathlib import Path

import pytest

from deploy.importing import NothingToImport, import_workbook
from shared.runtime.settings import Settings
from tests.system.inside import TODAY, client, installed, token
from tests.system.offices import township
from tests.system.people import identity_number
from tests.system.workbooks import table

OFFICES = (
    ("name", "county_code", "township_code", "approval.authority", "approval.document", "approval.day"),
    ("测试导入司法所", "410105", "410105001", "编制委员会", "编〔2020〕1号", "2020-01-02"),
)
OFFENDERS = ("name", "id_number", "office_id", "sentence", "effective_day", "ends")


def settings(data: Path) -> Settings:
    return Settings(data=data, keys=data / "keys", today=TODAY)


async def test_offenders_may_be_at_an_office_of_the_same_file(tmp_path: Path) -> None:
    async with installed(tmp_path) as installation, client(installation, token(installation)) as city:
        await city.post("/roster/townships", json=township("410105"))
    person = ("测试某", identity_number(9001), "测试导入司法所", "缓刑", "2026-03-01", "2028-02-29")
    file = tmp_path / "register.xlsx"
    file.write_bytes(table({"司法所": OFFICES, "社区矫正对象": [OFFENDERS, person], "别的": [("x",)]}))
    for lines in (["1 created, 0 unchanged"] * 2, ["0 created, 1 unchanged"] * 2):
        outcome = await import_workbook(settings(tmp_path), file, None, None, dry_run=False)
        assert [line.partition(": ")[2] for line in outcome.lines] == lines
        assert not outcome.faulty


async def test_faults_are_printed_by_their_cells(tmp_path: Path) -> None:
    file = tmp_path / "register.xlsx"
    file.write_bytes(table({"offices": OFFICES, "offenders": [OFFENDERS]}))
    outcome = await import_workbook(settings(tmp_path), file, None, None, dry_run=True)
    assert outcome.faulty
    assert outcome.lines[0].startswith("offices!2: 没有登记这个乡镇（街道） (no such township")
    assert len(outcome.lines) == 2


async def test_what_holds_nothing_for_us_is_not_sent(tmp_path: Path) -> None:
    file = tmp_path / "register.xlsx"
    with pytest.raises(NothingToImport, match="cannot be read"):
        await import_workbook(settings(tmp_path), file, None, None, dry_run=True)
    file.write_bytes(b"no workbook")
    with pytest.raises(NothingToImport, match="no workbook"):
        await import_workbook(settings(tmp_path), file, None, None, dry_run=True)
    file.write_bytes(table({"别的": [("x",)]}))
    with pytest.raises(NothingToImport, match="别的"):
        await import_workbook(settings(tmp_path), file, None, None, dry_run=True)
