"""The outcome of a check run, and how people and programs are told of it."""

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Final, Literal

from msgspec import Struct
from msgspec.structs import asdict

from noticepress.checks.contents import Matrix
from noticepress.checks.quoting import quoted
from noticepress.checks.reading import FORMULAS, Reading
from noticepress.errors import Finding

Style = Literal["error", "warning", "note", "place", "caret", "quiet", "plain"]
Paint = Callable[[str, Style], str]
LineOf = Callable[[Finding], str | None]
"""The line of a finding's file, or None where there is none to show."""

SHAPE: Final = 1
"""The number of the JSON's shape; it is raised when a reader of it would have to change."""


class TextReadings(Struct, frozen=True):
    """The reading-ease figures of one text, section by section."""

    path: str
    language: str
    readings: tuple[Reading, ...]


class Report(Struct, frozen=True):
    """Everything that a check run found: `findings` in the order of their places."""

    on: date
    findings: tuple[Finding, ...]
    matrices: tuple[Matrix, ...] = ()
    readings: tuple[TextReadings, ...] = ()

    @property
    def has_errors(self) -> bool:
        return any(finding.severity == "error" for finding in self.findings)


def unpainted(text: str, _style: Style) -> str:
    """The text without colours."""
    return text


def finding_text(finding: Finding, line: str | None, paint: Paint = unpainted) -> str:
    """One finding for people: place, what, the line with a caret, and how to mend it."""
    place = ":".join(str(part) for part in (finding.path, finding.line, finding.column) if part)
    rule = paint(f" [{finding.rule}]", "quiet") if finding.rule else ""
    parts = [f"{paint(place, 'place')}: {paint(finding.severity, finding.severity)}: {finding.what}{rule}"]
    if line is not None and line.strip():
        text, caret = quoted(line, finding.column)
        number = f"{finding.line:>5} | "
        parts.append(paint(number, "quiet") + text)
        if caret:
            parts.append(paint("      | ", "quiet") + paint(caret, "caret"))
    if finding.mend:
        parts.append(f"      {finding.mend}")
    return "\n".join(parts)


def as_text(
    report: Report,
    line_of: LineOf,
    paint: Paint = unpainted,
    *,
    with_contents: bool = False,
    with_readings: bool = False,
) -> str:
    """The report for people. A matrix of contents without gaps is one line, unless it is asked for."""
    parts = [finding_text(finding, line_of(finding), paint) for finding in report.findings]
    parts += [_matrix_text(matrix, paint, whole=with_contents) for matrix in report.matrices]
    if with_readings:
        parts += [_readings_text(each, paint) for each in report.readings]
    return "\n\n".join([*parts, summary(report.findings)]) + "\n"


def summary(findings: Sequence[Finding]) -> str:
    """How many of each severity there are, in words."""
    counts = {name: sum(f.severity == name for f in findings) for name in ("error", "warning", "note")}
    said = [f"{number} {name}{'' if number == 1 else 's'}" for name, number in counts.items() if number]
    return f"{', '.join(said)}." if said else "Nothing was found."


def as_json(report: Report) -> str:
    """The report for programs; docs/checks.md describes it."""
    values = {
        "shape": SHAPE,
        "on": report.on.isoformat(),
        "findings": [asdict(finding) for finding in report.findings],
        "contents": [_matrix_values(matrix) for matrix in report.matrices],
        "reading": [_reading_values(each) for each in report.readings],
    }
    return json.dumps(values, ensure_ascii=False, indent=2) + "\n"


def as_github(report: Report) -> str:
    """Workflow commands of GitHub Actions, which show each finding at its line."""
    return "".join(f"{line}\n" for line in map(_annotation, report.findings))


def _annotation(finding: Finding) -> str:
    kind = "notice" if finding.severity == "note" else finding.severity
    values = {"file": finding.path, "line": finding.line, "col": finding.column, "title": finding.rule}
    said = ",".join(f"{key}={_escaped(str(value), ':,')}" for key, value in values.items() if value)
    return f"::{kind} {said}::{_escaped(f'{finding.what} {finding.mend}'.strip())}"


def _escaped(text: str, also: str = "") -> str:
    for character in f"%\r\n{also}":
        text = text.replace(character, f"%{ord(character):02X}")
    return text


def _matrix_text(matrix: Matrix, paint: Paint, *, whole: bool) -> str:
    met = sum(row.is_met for row in matrix.rows)
    lines = [paint(f"{matrix.document}: {matrix.requirements.title}, {met} of {len(matrix.rows)} items", "place")]
    longest = max(len(row.item.article) for row in matrix.rows)
    for row in matrix.rows if whole or met < len(matrix.rows) else ():
        article = row.item.article.ljust(longest)
        if row.sections:
            places = ", ".join(f"{title} (#{identifier})" for _, identifier, title in row.sections)
            lines.append(f"  {article}  {places}")
        elif row.reason:
            lines.append(f"  {article}  {paint(f'not here: {row.reason}', 'quiet')}")
        else:
            lines.append(f"  {article}  {paint('missing', 'warning')}: {row.item.asks}")
    return "\n".join(lines)


def _readings_text(text: TextReadings, paint: Paint) -> str:
    formula = FORMULAS[text.language]
    lines = [paint(f"{text.path}: {formula.name} ({formula.harder} is harder)", "place")]
    for reading in text.readings:
        title = reading.section.title if reading.section else "(before the first heading)"
        figure = paint(f"{reading.figure:6.1f}", "warning" if reading.is_very_hard else "plain")
        lines.append(f"  {figure}  {title} ({reading.words} {'word' if reading.words == 1 else 'words'})")
    return "\n".join(lines)


def _matrix_values(matrix: Matrix) -> dict[str, object]:
    return {"document": matrix.document, "list": matrix.requirements.name, "items": list(_items(matrix))}


def _items(matrix: Matrix) -> Iterator[dict[str, object]]:
    for row in matrix.rows:
        places = [{"path": path, "id": identifier, "title": title} for path, identifier, title in row.sections]
        yield {
            "name": row.item.name,
            "article": row.item.article,
            "asks": row.item.asks,
            "sections": places,
            "not_applicable": row.reason,
        }


def _reading_values(text: TextReadings) -> dict[str, object]:
    formula = FORMULAS[text.language]
    sections = [
        {"id": each.section.id if each.section else "", "figure": each.figure, "words": each.words}
        for each in text.readings
    ]
    return {
        "path": text.path, "formula": formula.name, "harder": formula.harder, "very_hard": formula.very_hard,
        "sections": sections,
    }  # fmt: skip
