"""Why a cell or a row cannot be taken, in both languages."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from shared.runtime.problems import reason


class Reason(NamedTuple):
    zh: str
    en: str


FORMULA = Reason("是公式，请改为数值（选择性粘贴）", "it is a formula: paste its value")
ERROR = Reason("是错误值或无法识别的内容", "it is an error, or nothing that can be read")
A_NUMBER = Reason(
    "是数字格式；Excel只保留15位有效数字，请将该列设为文本后重新填写",
    "it is a number, and Excel keeps 15 digits of one: format the column as text and enter it again",
)
A_FRACTION = Reason("是小数，应为文本", "it is a fraction where text is expected")
A_DATE = Reason("是日期格式，应为文本", "it is a date where text is expected")
A_TRUTH = Reason("是逻辑值，应为文本", "it is a truth value where text is expected")
NO_DAY = Reason("不是日期：请用日期格式，或文本 YYYY-MM-DD", "it is no day: a date, or text YYYY-MM-DD")
AN_INSTANT = Reason("带有时刻，应只填日期", "it has a time of day; only the day is expected")
NO_TRUTH = Reason("应填“是”或“否”", "it is 是 (yes) or 否 (no)")
NO_NUMBER = Reason("不是数字", "it is no number")

HEAD_UNKNOWN = Reason("表头不认识；请使用模板的表头", "no such column: use the template's heads")
HEAD_TWICE = Reason("表头重复", "the column stands here twice")
HEAD_MISSING = Reason("缺少必填列", "a column that must be there is missing")
EMPTY_CELL = Reason("不能为空", "it must not be empty")
TOO_FAR = Reason("日期晚于今后30年", "a day over 30 years ahead")
ELSEWHERE = Reason("不在您的辖区内", "it lies outside the caller's area")
NO_OFFICE = Reason("辖区内没有这个司法所（名称或编号）", "there is no such office, by name or id, in the caller's area")
SEVERAL_OFFICES = Reason("有几个司法所同名，请填编号", "several offices have this name: give the id")


def unknown_word(words: Mapping[str, str]) -> Reason:
    listed = ", ".join(dict.fromkeys(words))
    return Reason(f"不是规定的选项：{'、'.join(dict.fromkeys(words))}", f"it is none of: {listed}")


def same_as(row: int) -> Reason:
    return Reason(f"与第{row}行重复", f"the same as in row {row}")


# By the validator's own names; `{}` is what it says was expected.
BY_TYPE: Mapping[str, tuple[str, str]] = {
    "missing": EMPTY_CELL,
    "string_too_short": EMPTY_CELL,
    "string_too_long": ("超过{max_length}个字符", "it has more than {max_length} characters"),
    "string_pattern_mismatch": ("含有不允许的字符或格式不符", "it has characters, or a form, that are not allowed"),
    "literal_error": ("不是规定的选项：{expected}", "it is none of: {expected}"),
    "date_from_datetime_parsing": NO_DAY,
    "date_parsing": NO_DAY,
    "greater_than_equal": ("不得小于{ge}", "it is less than {ge}"),
    "greater_than": ("应大于{gt}", "it is not more than {gt}"),
    "less_than_equal": ("不得大于{le}", "it is more than {le}"),
}
SAID: Mapping[str, str] = {
    "a day before 1900": "早于1900年",
    "an identity number is 17 digits and a check digit or X": "居民身份证号码应为17位数字加1位校验码（数字或X）",
    "its digits 7 to 14 are no day of birth": "居民身份证号码第7至14位不是出生日期",
    "its check digit does not fit (GB 11643)": "居民身份证号码校验码不符（GB 11643）",
}


def of_validator(error: Mapping[str, Any], said: Mapping[str, str]) -> Reason:
    """What the validator of a body found, without what it found it in."""
    if error["type"] in BY_TYPE:
        zh, en = BY_TYPE[error["type"]]
        return Reason(zh.format(**error.get("ctx", {})), en.format(**error.get("ctx", {})))
    return of_words(reason(error["msg"]), said)


def of_words(words: str, said: Mapping[str, str]) -> Reason:
    """What the API says in English; `said` knows it in Chinese."""
    return Reason(said.get(words) or SAID.get(words) or f"不符合要求：{words}", words)


def of_rule(rule: str, because: str, refusals: Mapping[str, str]) -> Reason:
    """A refusal. Its own words may name days and stages, and stay."""
    return Reason(refusals.get(rule, f"不予办理（{rule}）：{because}"), because)
