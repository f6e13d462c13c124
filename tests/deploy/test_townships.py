"""Townships come from a file, and a bad line is named."""

import gzip
from collections import Counter
from pathlib import Path

import pytest

from deploy.townships import FaultyTable, Township, read_townships

REFERENCE = Path(__file__).parents[2] / "deploy" / "reference"
HEAD = "code,name,county_code,county,statutory"
OVERLAY_HEAD = "township_code,county_code,county,since,note"
STREET = "410105560,如意湖街道,410105,金水区,true"


def written(path: Path, *lines: str) -> Path:
    path.write_text("\n".join((*lines, "")), encoding="utf-8")
    return path


def test_zhengzhou_has_204_townships_and_four_units_that_are_none() -> None:
    townships = read_townships(REFERENCE / "zhengzhou-townships.csv")
    assert Counter(township.statutory for township in townships) == {True: 204, False: 4}
    assert len({township.county_code for township in townships}) == 15
    assert townships[0] == Township(
        code="410102001", name="林山寨街道", county_code="410102", county="中原区", statutory=True
    )


def test_the_new_district_manages_townships_that_lie_elsewhere_by_their_codes() -> None:
    townships = read_townships(REFERENCE / "zhengzhou-townships.csv", REFERENCE / "zhengzhoudong_overlay.csv")
    managed = {township.code for township in townships if township.county_code == "4101ZD"}
    assert {code[:6] for code in managed} == {"410104", "410105", "410122"}
    assert (len(managed), len(townships)) == (12, 208)


def test_the_demonstrations_overlay_says_that_nobody_confirmed_it() -> None:
    rows = (REFERENCE / "zhengzhoudong_overlay.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert [row for row in rows if "UNCONFIRMED" not in row] == []


def test_the_country_has_townships_enough_for_a_benchmark() -> None:
    with gzip.open(REFERENCE / "china-townships.csv.gz", "rt", encoding="utf-8") as text:
        head, *rows = text.read().splitlines()
    assert (head, len(rows)) == ("county_code,township_code,township", 41_352)


def test_they_come_in_the_order_of_their_codes(tmp_path: Path) -> None:
    file = written(tmp_path / "t.csv", HEAD, STREET, "410102001,林山寨街道,410102,中原区,true")
    assert [township.code for township in read_townships(file)] == ["410102001", "410105560"]


def test_a_spreadsheets_file_is_read_too(tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_bytes(b"\xef\xbb\xbf" + f"{HEAD}\r\n{STREET}\r\n\r\n".encode())
    assert [township.name for township in read_townships(file)] == ["如意湖街道"]


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        ((), "t.csv:1: the columns are ; they must be"),
        (("code,name",), "t.csv:1: the columns are code,name; they must be code,name,county_code,county,statutory"),
        ((HEAD, STREET, "410105561,博学路街道"), "t.csv:3: 2 cells under 5 columns"),
        ((HEAD, "410105560, ,410105,,true"), "t.csv:2: name, county must not be empty"),
        ((HEAD, "4101-5,如意湖街道,410105,金水区,true"), "t.csv:2: code is '4101-5', and no code"),
        ((HEAD, "410105560,如意湖街道,x,金水区,true"), "t.csv:2: county_code is 'x', and no code"),
        ((HEAD, "410105560,如意湖街道,410105,金水区,yes"), "t.csv:2: statutory is 'yes'; it is true or false"),
        ((HEAD, STREET, "", STREET), "t.csv:4: township 410105560 stands here for the second time"),
        ((HEAD, STREET, '410105561,"博学路'), "t.csv:4: is no CSV in UTF-8"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, lines: tuple[str, ...], fault: str) -> None:
    with pytest.raises(FaultyTable) as raised:
        read_townships(written(tmp_path / "t.csv", *lines))
    assert fault in str(raised.value)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("410105999,4101ZD,郑东新区,,", "o.csv:3: there is no township 410105999"),
        ("410105560,4101ZD,郑东新区,,", "o.csv:3: township 410105560 stands here for the second time"),
        ("410105560,4101zd,郑东新区,,", "o.csv:2: county_code is '4101zd', and no code"),
        ("410105560,4101ZD,郑东新区,2024-02-30,", "o.csv:2: since is '2024-02-30'; it is a day"),
    ],
)
def test_a_bad_line_of_the_overlay_is_named(tmp_path: Path, line: str, fault: str) -> None:
    before = [] if ":2:" in fault else ["410105560,4101ZD,郑东新区,2024-02-29,confirmed"]
    file = written(tmp_path / "t.csv", HEAD, STREET)
    with pytest.raises(FaultyTable) as raised:
        read_townships(file, written(tmp_path / "o.csv", OVERLAY_HEAD, *before, line))
    assert fault in str(raised.value)


def test_a_file_that_is_not_there_or_no_text_is_named(tmp_path: Path) -> None:
    with pytest.raises(FaultyTable, match=r"gone\.csv:0: cannot be read: No such file"):
        read_townships(tmp_path / "gone.csv")
    (tmp_path / "gbk.csv").write_bytes("区".encode("gbk"))
    with pytest.raises(FaultyTable, match=r"gbk\.csv:1: is no CSV in UTF-8"):
        read_townships(tmp_path / "gbk.csv")
