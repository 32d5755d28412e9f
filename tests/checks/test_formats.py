"""How a report is told: lines with carets, JSON, GitHub annotations, SARIF, colours."""

import json
import os
import pty
import subprocess
import sys
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from noticepress.checks import RULES
from noticepress.checks.quoting import quoted, width
from noticepress.checks.report import Report, as_github, as_json, as_text
from noticepress.checks.sarif import as_sarif
from noticepress.errors import Finding

ON = date(2026, 11, 24)
BROKEN = Finding("notices/å b/notice.md", 3, 7, "broken-reference", "No “#a”, 100%:\nnone.", "Mend, it.", "error")
WHOLE = Finding("notices/privacy/notice.md", 0, 0, "missing-contents", "Missing.", "", "warning")
READER = Finding("notices/site.toml", 2, 0, "toml", "Broken.", "", "note")
REPORT = Report(ON, (BROKEN, WHOLE, READER))


@pytest.mark.parametrize(
    ("line", "column", "shown", "below"),
    [
        ("See [below](#x).", 5, "See [below](#x).", "    ^"),
        ("\tSee\tx", 6, "    See    x", "           ^"),
        ("当社は[x](#y)", 8, "当社は[x](#y)", "          ^"),
        ("ﾊﾝｶｸ x", 6, "ﾊﾝｶｸ x", "     ^"),
        ("e\u0301te\u0301 x", 7, "e\u0301te\u0301 x", "    ^"),
        ("👍 x", 3, "👍 x", "   ^"),
        ("x", 9, "x", " ^"),
        ("\x1b[31mred\u202e x", 9, "␛[31mred� x", "        ^"),
        ("مرحبا x", 7, "مرحبا x", ""),
        ("x مرحبا", 1, "x مرحبا", "^"),
        ("whole line", 0, "whole line", ""),
    ],
)
def test_the_caret_stands_below_the_place(line: str, column: int, shown: str, below: str) -> None:
    assert quoted(line, column) == (shown, below)


@pytest.mark.parametrize("sign", ["w", "長", "\tx"])
def test_a_long_line_is_cut_round_the_place(sign: str) -> None:
    line = f"{sign * 200} HERE {sign * 200}"
    shown, below = quoted(line, line.index("HERE") + 1)
    assert width(shown) <= 100
    assert shown.startswith("…")
    assert shown.endswith("…")
    before = shown[: shown.index("HERE")]
    assert width(before) == len(below) - 1


def test_the_text_says_place_what_line_and_how_to_mend() -> None:
    lines = {BROKEN: "a [b](#a) c", READER: ""}
    assert as_text(REPORT, lines.get) == (
        "notices/å b/notice.md:3:7: error: No “#a”, 100%:\nnone. [broken-reference]\n"
        "    3 | a [b](#a) c\n"
        "      |       ^\n"
        "      Mend, it.\n\n"
        "notices/privacy/notice.md: warning: Missing. [missing-contents]\n\n"
        "notices/site.toml:2: note: Broken. [toml]\n\n"
        "1 error, 1 warning, 1 note.\n"
    )


def test_the_json_holds_everything() -> None:
    values = json.loads(as_json(REPORT))
    assert (values["shape"], values["on"]) == (1, "2026-11-24")
    assert [Finding(**each) for each in values["findings"]] == list(REPORT.findings)


def test_github_gets_one_escaped_line_for_each_finding() -> None:
    assert as_github(REPORT).splitlines() == [
        "::error file=notices/å b/notice.md,line=3,col=7,title=broken-reference::No “#a”, 100%25:%0Anone. Mend, it.",
        "::warning file=notices/privacy/notice.md,title=missing-contents::Missing.",
        "::notice file=notices/site.toml,line=2,title=toml::Broken.",
    ]


MESSAGE = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
PLACE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["artifactLocation"],
    "properties": {
        "artifactLocation": {
            "type": "object",
            "required": ["uri", "uriBaseId"],
            "properties": {"uri": {"type": "string", "pattern": "^[!-~]+$"}, "uriBaseId": {"const": "%SRCROOT%"}},
        },
        "region": {
            "type": "object",
            "required": ["startLine"],
            "additionalProperties": False,
            "properties": {
                "startLine": {"type": "integer", "minimum": 1},
                "startColumn": {"type": "integer", "minimum": 1},
            },
        },
    },
}
SARIF = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["tool", "results"],
                "properties": {
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "tool": {
                        "type": "object",
                        "required": ["driver"],
                        "properties": {
                            "driver": {
                                "type": "object",
                                "required": ["name", "rules"],
                                "properties": {
                                    "rules": {
                                        "type": "array",
                                        "uniqueItems": True,
                                        "items": {
                                            "type": "object",
                                            "required": ["id"],
                                            "properties": {
                                                "shortDescription": MESSAGE,
                                                "defaultConfiguration": {"properties": {"level": LEVEL}},
                                            },
                                        },
                                    }
                                },
                            }
                        },
                    },
                    "results": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "additionalProperties": False,
                            "required": ["ruleId", "ruleIndex", "level", "message", "locations"],
                            "properties": {
                                "ruleId": {"type": "string"},
                                "ruleIndex": {"type": "integer", "minimum": 0},
                                "level": LEVEL,
                                "message": MESSAGE,
                                "locations": {
                                    "type": "array",
                                    "items": {"type": "object", "properties": {"physicalLocation": PLACE}},
                                },
                            },
                        },
                    },
                },
            },
        },
    },
}
"""What the report uses of SARIF 2.1.0, as sections 3.13 to 3.30 of the standard define it."""


def test_the_sarif_log_has_the_form_of_the_standard_and_points_at_its_rules() -> None:
    log = json.loads(as_sarif(REPORT))
    jsonschema.validate(log, SARIF)
    run = log["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [*(rule.name for rule in RULES), "toml"]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])
    first, second, _ = (result["locations"][0]["physicalLocation"] for result in run["results"])
    assert first["artifactLocation"]["uri"] == "notices/%C3%A5%20b/notice.md"
    assert first["region"] == {"startLine": 3, "startColumn": 7}
    assert "region" not in second


@pytest.mark.parametrize(
    ("environment", "is_coloured"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True), ({"TERM": "dumb"}, False)],
)
def test_a_terminal_shows_colours_unless_it_is_asked_not_to(
    environment: dict[str, str], is_coloured: bool, tmp_path: Path
) -> None:
    said = _on_a_terminal(tmp_path, environment)
    assert b"There is no site.toml" in said
    assert (b"\x1b[" in said) == is_coloured


def test_a_pipe_gets_no_colours(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "noticepress", "check", "--source", str(tmp_path)]
    said = subprocess.run(command, capture_output=True, check=False)
    assert said.returncode == 1
    assert b"\x1b[" not in said.stdout


def _on_a_terminal(folder: Path, environment: dict[str, str]) -> bytes:
    """What the command writes to a terminal."""
    ours, theirs = pty.openpty()
    inherited = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "TERM")}
    command = [sys.executable, "-m", "noticepress", "check", "--source", str(folder)]
    with subprocess.Popen(command, stdout=theirs, env={**inherited, "TERM": "xterm", **environment}) as process:
        os.close(theirs)
        said = b""
        try:
            while chunk := os.read(ours, 4096):
                said += chunk
        except OSError:  # Linux says so when the other side is closed
            pass
    os.close(ours)
    assert process.returncode == 1
    return said
