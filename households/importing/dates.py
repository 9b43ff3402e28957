"""Days as offices write them: 1950-08-13, 1950年8月13日, 1950.8.13, 二〇〇五年三月一日."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

_NUMERALS = {mark: value for value, mark in enumerate("〇一二三四五六七八九")} | {
    "零": 0, "○": 0, "O": 0, "Ｏ": 0, "元": 1, "壹": 1, "贰": 2, "叁": 3, "肆": 4,
    "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9,
}  # fmt: skip
_CHINESE = re.compile(r"[〇零○一二三四五六七八九十廿卅元壹贰叁肆伍陆柒捌玖拾]+")
_YEAR_FIRST = re.compile(
    r"(\d{4}|\d{2})\s*[-./\\年,、]\s*(\d{1,2})\s*[-./\\月,、]\s*(\d{1,2})\s*[日号]?"
)
_YEAR_LAST = re.compile(r"(\d{1,2})\s*[-./\\]\s*(\d{1,2})\s*[-./\\]\s*(\d{4})")
_WHOLE = re.compile(r"(\d{4})(\d{2})(\d{2})")
_MONTH = re.compile(r"(\d{4})\s*[-./\\年]?\s*(\d{1,2})\s*月?")
_TIME = re.compile(r"[T\s]+0{1,2}:00(?::00(?:\.0+)?)?$")
EPOCH = date(1899, 12, 30)  # day 0 of Excel's count
SERIALS = range(367, 60_000)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text may mean: one day, several, only a month, or nothing."""

    days: tuple[date, ...] = ()
    month: tuple[int, int] | None = None

    def __str__(self) -> str:
        if self.days:
            return self.days[0].isoformat()
        return "{}-{:02}".format(*self.month) if self.month else ""

    def may_be(self, day: date) -> bool:
        return day in self.days or self.month == (day.year, day.month)


def is_standard(text: str) -> bool:
    """Is this already year-month-day with dashes?"""
    return len(text) == 10 and re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) is not None


def read(text: str) -> Reading:
    """Every day the text may stand for."""
    text = _TIME.sub("", text.strip())
    if _CHINESE.search(text):
        text = _CHINESE.sub(lambda found: _number(found.group()), text)
    if found := _YEAR_FIRST.fullmatch(text):
        return Reading(_days_of_year_first(*found.groups()))
    if found := _WHOLE.fullmatch(text):
        return Reading(_days([tuple(map(int, found.groups()))]))
    if found := _YEAR_LAST.fullmatch(text):
        one, two, year = map(int, found.groups())
        return Reading(_days([(year, one, two), (year, two, one)]))
    if found := _MONTH.fullmatch(text):
        year, month = map(int, found.groups())
        return Reading(month=(year, month)) if 1 <= month <= 12 else Reading()
    return Reading()


def from_serial(number: float) -> Reading:
    """A day that Excel shows as a plain number: its count, or 19500813."""
    if number.is_integer() and int(number) in SERIALS:
        return Reading((EPOCH + timedelta(days=int(number)),))
    return read(str(int(number))) if number.is_integer() else read(str(number))


def _days_of_year_first(year: str, month: str, day: str) -> tuple[date, ...]:
    years = [int(year)] if len(year) == 4 else [1900 + int(year), 2000 + int(year)]
    return _days([(one, int(month), int(day)) for one in years])


def _days(parts: list[tuple[int, int, int]]) -> tuple[date, ...]:
    found = []
    for year, month, day in parts:
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    return tuple(dict.fromkeys(found))


def _number(text: str) -> str:
    """二〇〇五 → 2005, 十二 → 12, 二十一 → 21, 廿三 → 23."""
    text = text.replace("拾", "十").replace("廿", "二十").replace("卅", "三十")
    if "十" not in text:
        return "".join(str(_NUMERALS[mark]) for mark in text)
    tens, _separator, ones = text.partition("十")
    whole = _NUMERALS.get(tens, 1) * 10 + _NUMERALS.get(ones, 0)
    return str(whole)
