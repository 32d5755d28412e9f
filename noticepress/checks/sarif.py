"""The report in SARIF 2.1.0 (OASIS, Static Analysis Results Interchange Format), which code hosts show at its lines."""

import json
from typing import Final
from urllib.parse import quote

from noticepress import __version__
from noticepress.checks import RULES
from noticepress.checks.report import Report
from noticepress.errors import Finding

_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def as_sarif(report: Report) -> str:
    """The report as one SARIF log with one run; columns count Unicode characters."""
    described = {rule.name: {"id": rule.name, "shortDescription": {"text": rule.about},
                             "defaultConfiguration": {"level": rule.severity}} for rule in RULES}  # fmt: skip
    for finding in report.findings:
        described.setdefault(finding.rule, {"id": finding.rule})
    places = {name: number for number, name in enumerate(described)}
    driver = {"name": "noticepress", "version": __version__, "rules": list(described.values())}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, places[finding.rule]) for finding in report.findings],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _result(finding: Finding, rule: int) -> dict[str, object]:
    place: dict[str, object] = {"artifactLocation": {"uri": quote(finding.path), "uriBaseId": "%SRCROOT%"}}
    if finding.line:
        region = {"startLine": finding.line} | ({"startColumn": finding.column} if finding.column else {})
        place["region"] = region
    return {
        "ruleId": finding.rule,
        "ruleIndex": rule,
        "level": finding.severity,
        "message": {"text": f"{finding.what} {finding.mend}".strip()},
        "locations": [{"physicalLocation": place}],
    }
