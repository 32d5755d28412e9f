"""States out of Markdown files: dates from their names, from front matter, or from a table.

A table is CSV or TOML with one row for each file: `file`, `effective`, and where they are known `locale` and
`published` (a day, or a moment with its offset).
"""

import csv
import io
import re
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Final
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from noticepress.errors import Finding, SourceError
from noticepress.importing.states import State
from noticepress.languages import canonical
from noticepress.ledger import digest

_DATE: Final = re.compile(r"(?<!\d)(\d{4})[-_.]?(\d{2})[-_.]?(\d{2})(?:[-_.](\d{1,2}))?(?!\d)")
_COLUMNS: Final = ("file", "effective", "locale", "published")
_LARGEST: Final = 10_000_000


def read_files(paths: Sequence[Path], locales: Sequence[str], locale: str, rename: Mapping[str, str]) -> list[State]:
    """The states of Markdown files and of those in folders, in the order of the dates in their names.

    The language is that of a part of the name or of a folder that is one of `locales` (or is renamed to one), else
    `locale`. A file whose name is a language that is none of them keeps it.
    """
    found = []
    for top in paths:
        for file in sorted(top.rglob("*.md")) if top.is_dir() else [top]:
            parts = file.relative_to(top.parent).parts if top.is_dir() else (file.name,)
            tag = _locale_in(parts, locales, rename) or locale
            day, number = _date_in(parts)
            found.append((day or date.max, number, tag != locale, _state(file, tag, day)))
    return [state for *_, state in sorted(found, key=lambda row: row[:3])]


def read_table(table: Path, zone: ZoneInfo, locale: str, rename: Mapping[str, str]) -> list[State]:
    """The states that the rows of a table name, in the order of their moments, then of the rows.

    SourceError with every row that is wrong.
    """
    findings: list[Finding] = []
    rows = _rows(table, findings)
    found = []
    for line, row in rows:
        state = _row(table, line, row, zone, locale, findings)
        if state:
            renamed = replace(state, locale=rename.get(state.locale, state.locale))
            found.append((_order(state, zone), renamed))
    if findings:
        raise SourceError(findings)
    return [state for _, state in sorted(found, key=lambda pair: pair[0])]


def file_beside(state: State, name: str) -> bytes | None:
    """The file that a state names beside itself; nothing outside its folder, nor through symbolic links."""
    folder = Path(state.source).parent.resolve()
    file = folder / unquote(name)
    if not file.resolve().is_relative_to(folder) or file.resolve() != file or not file.is_file():
        return None
    return file.read_bytes()


def _state(file: Path, tag: str, day: date | None, at: datetime | None = None) -> State:
    raw = file.read_bytes()
    if len(raw) > _LARGEST:
        raise SourceError([Finding(file.as_posix(), 0, 0, "size", "This is no text: it is larger than 10 MB.")])
    return State(tag, raw, file.as_posix(), f"file {file.name} sha256 {digest(raw)}", at, day)


def _date_in(parts: Sequence[str]) -> tuple[date | None, int]:
    for part in reversed(parts):
        for match in _DATE.finditer(part):
            try:
                return date(int(match[1]), int(match[2]), int(match[3])), int(match[4] or 1)
            except ValueError:
                continue
    return None, 1


def _locale_in(parts: Sequence[str], locales: Sequence[str], rename: Mapping[str, str]) -> str:
    """The locale that a name says. One that is not offered is told only by the name of the file itself: a text in it
    is no text of the source language."""
    stem = parts[-1].removesuffix(".md")
    own = [stem, *stem.split(".")]
    for word in (*own, *reversed(parts[:-1])):
        tag = rename.get(word, word.replace("_", "-"))
        if tag in locales:
            return tag
    return next(filter(None, map(canonical, own)), "")


def _rows(table: Path, findings: list[Finding]) -> list[tuple[int, Mapping[str | None, object]]]:
    try:
        text = table.read_text(encoding="utf-8-sig")
        if table.suffix.lower() == ".toml":
            listed = next((each for each in tomllib.loads(text).values() if isinstance(each, list)), [])
            return [(0, row) for row in listed if isinstance(row, Mapping)]
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        findings.append(Finding(table.as_posix(), 0, 0, "table", f"The table cannot be read: {error}."))
        return []
    reader = csv.DictReader(io.StringIO(text), delimiter=";" if ";" in text.partition("\n")[0] else ",")
    if "file" not in (reader.fieldnames or ()) or "effective" not in (reader.fieldnames or ()):
        mend = "Name the columns in the first line: file,effective,locale,published."
        findings.append(
            Finding(table.as_posix(), 1, 1, "table", "The columns “file” and “effective” are missing.", mend)
        )
        return []
    return [(reader.line_num, row) for row in reader]


def _row(
    table: Path, line: int, row: Mapping[str | None, object], zone: ZoneInfo, locale: str, findings: list[Finding]
) -> State | None:
    def fault(what: str, mend: str) -> None:
        findings.append(Finding(table.as_posix(), line, 1, "table", what, mend))

    name = str(row.get("file") or "").strip()
    file = table.parent / name
    if not name or not file.is_file():
        fault(f"There is no file “{name}”.", "Write the path as seen from the table.")
        return None
    if None in row:
        fault(f"The row of “{name}” has more columns than the first line names.", "Put a text with a comma in quotes.")
        return None
    for key in row:
        if key not in _COLUMNS:
            fault(f"Unknown column “{key}”.", f"Known: {', '.join(_COLUMNS)}.")
            return None
    day = _moment(row.get("effective"), zone)
    at = _moment(row.get("published"), zone) if row.get("published") else None
    if day is None or (row.get("published") and at is None):
        fault(f"A date of “{name}” is not one.", "Write 2025-06-01, or 2025-06-01T09:30:00+02:00 for “published”.")
        return None
    return _state(file, str(row.get("locale") or locale).strip(), day.date(), at)


def _moment(value: object, zone: ZoneInfo) -> datetime | None:
    if isinstance(value, date) and not isinstance(value, datetime):
        value = datetime.combine(value, time())
    if not isinstance(value, datetime):
        try:
            value = datetime.fromisoformat(str(value).strip())
        except ValueError:
            return None
    return value if value.tzinfo else value.replace(tzinfo=zone)


def _order(state: State, zone: ZoneInfo) -> datetime:
    return state.at or datetime.combine(state.effective or date.max, time(), zone)
