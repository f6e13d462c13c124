"""Villages are read from a CSV file by the code of their township; a faulty line is named."""

import gzip
from datetime import date
from pathlib import Path

import pytest

from deploy.demo_city import demo_city
from deploy.demo_steps import references
from deploy.server import zhengzhou
from deploy.townships import FaultyTable
from deploy.villages import Village, read_villages

HEAD = "township_code,village_code,village\n"
TODAY = date(2026, 11, 24)


def test_zhengzhou_has_3306_villages_in_its_townships() -> None:
    townships, villages = zhengzhou()
    assert sum(map(len, villages.values())) == 3306
    assert villages.keys() <= {township.code for township in townships}
    assert villages["410102001"][0] == Village(code="410102001002", name="碧沙岗社区居委会")


def test_a_file_may_be_compressed_or_not_and_is_put_in_order(tmp_path: Path) -> None:
    text = HEAD + "410102001,410102001003,乙\n410102001,410102001002,甲\n"
    (tmp_path / "plain.csv").write_text(text, encoding="utf-8")
    (tmp_path / "packed.csv.gz").write_bytes(gzip.compress(text.encode()))
    expected = {"410102001": [Village(code="410102001002", name="甲"), Village(code="410102001003", name="乙")]}
    assert read_villages(tmp_path / "plain.csv") == read_villages(tmp_path / "packed.csv.gz") == expected


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        (
            "410102001,410102001002,甲\n410102001,410102001002,乙\n",
            ":3: village 410102001002 stands here for the second",
        ),
        ("410102001,410102002002,甲\n", ":2: village 410102002002 does not lie in township 410102001"),
    ],
)
def test_a_faulty_line_is_named(tmp_path: Path, lines: str, fault: str) -> None:
    (tmp_path / "villages.csv").write_text(HEAD + lines, encoding="utf-8")
    with pytest.raises(FaultyTable, match=fault):
        read_villages(tmp_path / "villages.csv")


def test_a_file_that_was_cut_off_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "villages.csv.gz").write_bytes(gzip.compress(HEAD.encode())[:-8])
    with pytest.raises(FaultyTable, match="is no CSV"):
        read_villages(tmp_path / "villages.csv.gz")


def test_the_demo_city_lists_each_townships_villages_at_once_and_nearly_all_have_an_adviser() -> None:
    townships, villages = zhengzhou()
    steps = [step for step in demo_city(townships, TODAY, villages) if step.stage == "Villages"]
    listed = [step for step in steps if step.path[0].__class__ is str and str(step.path[0]).endswith("/villages")]
    lines = [line for step in listed for line in step.body["villages"]]
    assert len(listed) == sum(township.statutory for township in townships)
    assert 0.97 < sum("adviser" in line for line in lines) / len(lines) < 1
    visits = [step for step in steps if step.path[-1] == "/visits"]
    assert visits
    assert all(set(references(step.path)) <= {step.saves for step in listed} for step in visits)
