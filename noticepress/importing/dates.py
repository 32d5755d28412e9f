"""Dates as texts state them: "15 december 2023", "1er mars 2024", "2023年12月15日", "12/15/2023".

Names of months are those of CLDR in the text's language. A date whose year is not between 1970 and 2100 (another
calendar, a typing error) is no date: the import then says so instead of guessing.
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Final

from msgspec import Struct

from noticepress.languages import month_names, numeric_order

PLACE: Final = "{date}"
"""What stands in a pattern where the text has its date."""

_YEARS: Final = range(1970, 2101)
_EMPHASIS: Final = re.compile(r"[*_`\\\u200e\u200f\u061c]")
_BETWEEN: Final = r"[^\d\n]{0,8}?"
_DAY: Final = r"(?<![\d.,/:-])(?:\d{1,2})(?!\d)"
_YEAR: Final = r"(?<!\d)\d{4}(?!\d)"
_WEEKDAY: Final = r"(?:[^\W\d_]+\.?[,،]?[ \t\u00a0]+){0,3}?"


class Dated(Struct, frozen=True):
    """A date found in a text: the day, the words it stands in, and whether day and month could be the other way
    round ("01/03/2024")."""

    day: date
    words: str
    ambiguous: bool = False


def stated(text: str, pattern: str, tag: str) -> Dated | None:
    """The first date that stands in a text as the pattern says (`Effective {date}`), read in the language `tag`.

    White space matches any white space, and marks of emphasis and the case of letters do not count.
    """
    before, _, after = pattern.partition(PLACE)
    written = re.compile(
        _loose(before) + (_WEEKDAY if before.strip() else "") + f"(?:{_forms(tag)})" + _loose(after), re.IGNORECASE
    )
    return next(_read(written, _plain(text), tag), None)


def first_date(text: str, tag: str) -> Dated | None:
    """The first date with a name of a month, or in the form of ISO 8601 or East Asia, wherever it stands."""
    return next((d for d in _read(re.compile(_forms(tag), re.IGNORECASE), _plain(text), tag) if not d.ambiguous), None)


def _plain(text: str) -> str:
    digits = {character: str(unicodedata.digit(character)) for character in set(text) if _is_foreign_digit(character)}
    return _EMPHASIS.sub("", text.translate({ord(sign): digit for sign, digit in digits.items()}))


def _is_foreign_digit(character: str) -> bool:
    return not character.isascii() and character.isdecimal()


def _loose(words: str) -> str:
    return r"\s+".join(re.escape(part) for part in re.split(r"\s+", _plain(words)))


@cache
def _forms(tag: str) -> str:
    names = sorted((re.escape(name) for name in _months(tag) if not name[:1].isdigit()), key=len, reverse=True)
    month = f"(?:{'|'.join(names)})(?![^\\W\\d_])"
    orders = {"dmy": (_DAY, month, _YEAR), "mdy": (month, _DAY, _YEAR), "ymd": (_YEAR, month, _DAY)}
    orders["ydm"] = (_YEAR, _DAY, month)
    worded = [
        _BETWEEN.join(f"(?P<{order}_{part}>{form})" for part, form in zip(order, forms, strict=True))
        for order, forms in orders.items()
    ]
    iso = r"(?P<iso_y>(?<!\d)\d{4})-(?P<iso_m>\d{1,2})-(?P<iso_d>\d{1,2})(?!\d)"
    asian = r"(?P<cjk_y>\d{4})\s*[年년]\s*(?P<cjk_m>\d{1,2})\s*[月월]\s*(?P<cjk_d>\d{1,2})\s*[日号일]"
    numeric = (
        r"(?P<num_1>(?<!\d)\d{1,4})(?P<num_sep>[./-])[ ]?(?P<num_2>\d{1,2})(?P=num_sep)[ ]?(?P<num_3>\d{1,4})(?!\d)"
    )
    return "|".join((iso, asian, *worded, numeric))


def _months(tag: str) -> dict[str, int]:
    """The names of months in a language; in English also those of Britain, which has “Sept”."""
    return month_names(tag) | month_names("en-GB") if tag.partition("-")[0] == "en" else month_names(tag)


def _read(written: re.Pattern[str], text: str, tag: str) -> Iterator[Dated]:
    for match in written.finditer(text):
        found = {name: value for name, value in match.groupdict().items() if value}
        form = next(name for name in found if "_" in name).partition("_")[0]
        parts = {name.partition("_")[2]: value for name, value in found.items() if name.startswith(f"{form}_")}
        if form == "num":
            order = "ymd" if len(parts["1"]) == 4 else numeric_order(tag).replace("ymd", "dmy")
            parts = {part: parts[str(place)] for place, part in enumerate(order, 1)}
        day = _day(parts, tag)
        if day:
            yield Dated(day, match[0].strip(), _is_ambiguous(found, day))


def _is_ambiguous(found: dict[str, str], day: date) -> bool:
    """Full stops part days from months in that order everywhere; strokes and hyphens do not tell."""
    return found.get("num_sep", ".") != "." and len(found["num_1"]) < 4 and day.day <= 12


def _day(parts: dict[str, str], tag: str) -> date | None:
    month = parts["m"]
    number = int(month) if month.isdecimal() else _months(tag)[month.lower()]
    try:
        day = date(int(parts["y"]), number, int(parts["d"]))
    except ValueError:
        return None
    return day if day.year in _YEARS else None
