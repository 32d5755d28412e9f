"""Reading untrusted tables key by key: typed values out, every fault as a finding with its place.

Both front matter (YAML) and site.toml are read through `Fields`, so that their messages are the same.
"""

import re
from calendar import month_name, monthrange
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from typing import Final

from noticepress.errors import Finding, nearest

SLUG: Final = re.compile(r"[a-z][a-z0-9-]*")
RESERVED: Final = frozenset(
    (
        "archive assets changes compare correcting default embed feed files index ledger notices published site timemap"
    ).split()
)
_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")

Path = tuple[str, ...]
Locate = Callable[[Path], tuple[int, int]]


class Fields:
    """One table of a source file, read key by key.

    Every getter notes a finding and returns its default where the value is missing or of the wrong kind; `close`
    reports the keys that nobody asked for. `findings` is shared by all tables of a file.
    """

    def __init__(
        self, values: Mapping[str, object], file: str, locate: Locate, findings: list[Finding], path: Path = ()
    ) -> None:
        self._values, self._file, self._locate, self._findings, self._path = values, file, locate, findings, path
        self._asked: list[str] = []

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def is_text(self, key: str) -> bool:
        """Whether the value of a key is text, for keys that take one text or a list of them."""
        return isinstance(self._values.get(key), str)

    def keys(self) -> list[str]:
        """The keys of the table in the order of the file."""
        return list(self._values)

    def note(self, key: str, rule: str, what: str, mend: str = "") -> None:
        """Record a finding at a key of this table (`""`: at the table itself)."""
        line, column = self._locate((*self._path, key) if key else self._path)
        self._findings.append(Finding(self._file, line, column, rule, what, mend))

    def text(self, key: str, default: str | None = None, mend: str = "") -> str:
        """A text; without a default it is required."""
        value = self._get(key, required=default is None, mend=mend)
        if value is None:
            return default or ""
        if not isinstance(value, str):
            self.note(key, "type", f"“{key}” must be text, not {_kind(value)}.", self._written(key, _plain(value)))
            return default or ""
        if default is None and not value.strip():
            self.note(key, "empty", f"“{key}” is empty.", mend or f"Give {key} a value.")
        return value.strip()

    def day(self, key: str, *, required: bool = True) -> date | None:
        """A calendar day, `2025-06-01`."""
        value = self._get(key, required=required, mend=f"Add “{key}: 2027-01-01” with the right date.")
        if value is None:
            return None
        if isinstance(value, date):
            return value
        if isinstance(value, str) and _DATE.fullmatch(value.strip()):
            try:
                return date.fromisoformat(value.strip())
            except ValueError:
                self.note(key, "date", f"“{value}” is not a day of the calendar.", _days_of(value.strip()))
                return None
        guess = guessed_day(str(value))
        mend = f"Write {guess}: year-month-day." if guess else "Write year-month-day, such as 2025-06-01."
        self.note(key, "date", f"“{value}” is not a date.", mend)
        return None

    def choice(self, key: str, options: Sequence[str], default: str) -> str:
        """One of the options."""
        value = self._get(key)
        if value is None:
            return default
        if value not in options:
            self.note(key, "choice", f"“{value}” is not a value of “{key}”.", nearest(str(value), options))
            return default
        return str(value)

    def number(self, key: str, default: int) -> int:
        """A whole number, zero or more."""
        value = self._get(key)
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            self.note(key, "type", f"“{key}” must be a whole number, not “{value}”.", f"Write {key} = {default}.")
            return default
        return value

    def flag(self, key: str) -> bool:
        """True or false; false where absent."""
        value = self._get(key)
        if value is not None and not isinstance(value, bool):
            self.note(key, "type", f"“{key}” must be true or false, not {value!r}.", f"Write {key} = true.")
        return value is True

    def texts(self, key: str) -> tuple[str, ...] | None:
        """A list of texts, or None where the key is absent."""
        value = self._get(key)
        if value is None:
            return None
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.note(key, "type", f"“{key}” must be a list of texts.", f'Write {key} = ["…", "…"].')
            return None
        return tuple(value)

    def table(self, key: str) -> "Fields":
        """A table below this one; empty where absent."""
        value = self._get(key)
        if value is not None and not isinstance(value, Mapping):
            self.note(key, "type", f"“{key}” must be a table, not {_kind(value)}.", self._as_table(key))
            value = None
        return Fields(value or {}, self._file, self._locate, self._findings, (*self._path, key))

    def tables(self, key: str) -> "list[Fields]":
        """The tables of a list (`[[moved]]`); none where absent."""
        value = self._get(key)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(item, Mapping) for item in value):
            self.note(key, "type", f"“{key}” must be a list of tables.", f"Write [[{key}]] above each of them.")
            return []
        path = (*self._path, key)
        return [Fields(item, self._file, self._locate, self._findings, path) for item in value]

    def plain(self, key: str) -> dict[str, str]:
        """A table of texts with any keys."""
        inner = self.table(key)
        return {name: inner.text(name) for name in inner.keys()}  # noqa: SIM118  (Fields is no mapping)

    def _written(self, key: str, value: str) -> str:
        return f'Write {key} = "{value}".' if self._file.endswith(".toml") else f"Write “{key}: {value}”."

    def _as_table(self, key: str) -> str:
        name = ".".join((*self._path, key))
        return f"Write [{name}] on a line of its own, and its keys below." if self._file.endswith(".toml") else ""

    def close(self) -> None:
        """Report every key that was not asked for; a key that one of them was meant to be is not missing as well."""
        for key in self._values:
            if key not in self._asked:
                for meant in get_close_matches(key.lower(), self._asked, n=1):
                    self._findings[:] = [each for each in self._findings if not self._is_missing(each, meant)]
                self.note(key, "unknown-key", f"Unknown key “{key}”.", nearest(key, self._asked))

    def _is_missing(self, finding: Finding, key: str) -> bool:
        place = (finding.line, finding.column) == self._locate(self._path)
        return place and finding.rule == "missing-key" and finding.what == f"“{key}” is missing."

    def _get(self, key: str, *, required: bool = False, mend: str = "") -> object | None:
        self._asked.append(key)
        value = self._values.get(key)
        if value is None and required:
            self.note("", "missing-key", f"“{key}” is missing.", mend or f"Add “{key}”.")
        return value


def check_name(name: str, locales: Sequence[str]) -> str:
    """Why this cannot be a slug or region, or `""`."""
    if not SLUG.fullmatch(name):
        return f"“{name}” is not a name: use lower-case letters a-z, digits and hyphens, a letter first."
    if name in RESERVED or re.fullmatch(r"r\d+", name):
        return f"“{name}” is reserved for addresses of the site."
    if name in (locale.lower() for locale in locales):
        return f"“{name}” is a locale of the site."
    return ""


def _days_of(value: str) -> str:
    year, month, _ = map(int, value.split("-"))
    if not year:
        return "There is no year 0000."
    if 1 <= month <= 12:
        return f"{month_name[month]} {year} has {monthrange(year, month)[1]} days."
    return "Months go from 01 to 12."


def guessed_day(text: str) -> date | None:
    """The day that a person meant who wrote it in another way; None where it could be more than one."""
    words = [word for word in re.split(r"[^\w]+", text.lower()) if word]
    months = [name for name in map(str.lower, month_name) if name]
    numbers = [
        str(months.index(name) + 1) if (name := next((m for m in months if len(word) > 2 and m.startswith(word)), ""))
        else re.sub(r"(?<=\d)(st|nd|rd|th)$", "", word)
        for word in words[:3]
    ]  # fmt: skip
    if len(numbers) < 3 or not all(number.isascii() and number.isdigit() for number in numbers):
        return None
    first, second, third = map(int, numbers)
    named = [at for at, word in enumerate(words[:3]) if not word[0].isdigit()]
    if len(numbers[0]) == 4:
        order = (first, second, third)
    elif named == [0]:
        order = (third, first, second)
    elif named == [1] or "." in text or first > 12:
        order = (third, second, first)
    else:
        return None
    try:
        return date(*order)
    except ValueError:
        return None


def _plain(value: object) -> str:
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else "…"


def _kind(value: object) -> str:
    return {str: "a text", bool: "true or false", int: "a number", list: "a list", dict: "a table"}.get(
        type(value), "this"
    )
