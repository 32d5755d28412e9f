"""The bar above a page of the preview: day, notice, region, language, text or redline, and what was found.

It stands in a shadow tree of its own, so that neither style sheet touches the other, and is a plain form that works
without its script.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from html import escape
from typing import Final

from msgspec import Struct

from noticepress.errors import Finding
from noticepress.preview.places import Placed

PREFIX: Final = "/-/"
"""Where the preview's own addresses begin; no locale or notice can be called so."""

_HEAD: Final = (
    f'<link rel="icon" href="data:,"><link rel="stylesheet" href="{PREFIX}page.css">'
    f'<script src="{PREFIX}bar.js" defer></script>'
)


class Choice(Struct, frozen=True):
    """One of several values of a field: what is sent, what is read, and whether it is the present one."""

    value: str
    text: str
    is_current: bool = False


class Bar(Struct, frozen=True):
    """What the bar of one page says.

    `address` is that of the page with its day; `text_url` and `redline_url` are `""` where there is nothing to show.
    `number` counts the states of the project that were shown. What cannot be read is `trouble`; of the findings,
    `placed` are those of the texts on the page.
    """

    number: int
    address: str
    day: date
    days: Sequence[Choice] = ()
    notices: Sequence[Choice] = ()
    regions: Sequence[Choice] = ()
    locales: Sequence[Choice] = ()
    text_url: str = ""
    redline_url: str = ""
    is_redline: bool = False
    trouble: Sequence[Finding] = ()
    placed: Sequence[Placed] = ()
    others: Sequence[Finding] = ()


def with_bar(html: bytes, bar: Bar) -> bytes:
    """A page with the bar at the start of its body, and what the bar needs at the start of its head: its script runs
    before those of the theme. All else stays as it is."""
    for opening, extra in ((b"<head", _HEAD), (b"<body", _element(bar))):
        start = html.find(opening)
        end = html.find(b">", start) + 1
        if start >= 0 < end:
            html = html[:end] + extra.encode() + html[end:]
    return html


def _element(bar: Bar) -> str:
    shown = [
        {
            "id": each.id, "section": each.section, "severity": each.finding.severity,
            "what": each.finding.what, "mend": each.finding.mend, "place": _place(each.finding),
        }
        for each in bar.placed
    ]  # fmt: skip
    data = escape(json.dumps(shown, ensure_ascii=False))
    return (
        f'<noticepress-bar lang="en" dir="ltr" data-number="{bar.number}" data-findings="{data}">'
        f'<template shadowrootmode="open">{_inner(bar)}</template></noticepress-bar>'
    )


def _inner(bar: Bar) -> str:
    return "\n".join(
        (
            f'<link rel="stylesheet" href="{PREFIX}bar.css">',
            '<aside aria-label="Preview">',
            f'<form method="get" action="{PREFIX}go">',
            f'<input type="hidden" name="from" value="{escape(bar.address)}">',
            '<strong class="mark">Preview</strong>',
            _select("Notice", "notice", bar.notices),
            _day(bar),
            _select("Region", "region", bar.regions),
            _select("Language", "locale", bar.locales),
            _views(bar),
            '<button type="submit">Show</button>',
            "</form>",
            _trouble(bar.trouble),
            _findings(bar),
            '<p role="status"></p>',
            "</aside>",
        )
    )


def _select(label: str, name: str, choices: Sequence[Choice]) -> str:
    if not choices:
        return ""
    options = "".join(
        f'<option value="{escape(each.value)}"{" selected" if each.is_current else ""}>{escape(each.text)}</option>'
        for each in choices
    )
    return f'<label>{label} <select name="{name}">{options}</select></label>'


def _day(bar: Bar) -> str:
    if not bar.days:
        return ""
    shown = _select("As of", "on", bar.days)
    return f'{shown}<label>or <input type="date" name="day" value="{bar.day}" aria-label="Another day"></label>'


def _views(bar: Bar) -> str:
    if not bar.text_url:
        return ""
    text = _view("Text", bar.text_url, is_current=not bar.is_redline)
    redline = _view("Redline", bar.redline_url, is_current=bar.is_redline)
    return f'<span class="views" role="group" aria-label="Show">{text}{redline}</span>'


def _view(name: str, url: str, *, is_current: bool) -> str:
    if not url:
        return f'<span aria-disabled="true" title="There is no other text to compare with.">{name}</span>'
    return f'<a href="{escape(url)}"{" aria-current=page" if is_current else ""}>{name}</a>'


def _trouble(trouble: Sequence[Finding]) -> str:
    if not trouble:
        return ""
    return (
        '<section class="trouble" role="alert"><h2>This cannot be read. What stood before is shown.</h2>'
        f"<ul>{_items(trouble)}</ul></section>"
    )


def _findings(bar: Bar) -> str:
    count = len(bar.placed) + len(bar.others)
    if not count:
        return '<p class="clean">No findings</p>'
    errors = sum(each.severity == "error" for each in (*(p.finding for p in bar.placed), *bar.others))
    title = f"{count} {'finding' if count == 1 else 'findings'}"
    title += f", {errors} {'error' if errors == 1 else 'errors'}" if errors else ""
    here = "".join(_item(each.finding, each.id or each.section) for each in bar.placed)
    parts = [
        f"<h2>In this text</h2><ul>{here}</ul>" if here else "",
        f"<h2>Elsewhere</h2><ul>{_items(bar.others)}</ul>" if bar.others else "",
    ]
    return f'<details class="findings"><summary>{title}</summary><div>{"".join(parts)}</div></details>'


def _items(findings: Iterable[Finding]) -> str:
    return "".join(_item(finding) for finding in findings)


def _item(finding: Finding, target: str = "") -> str:
    place = escape(_place(finding))
    shown = f'<a href="#{escape(target)}">{place}</a>' if target else f"<code>{place}</code>"
    mend = f"<br><span>{escape(finding.mend)}</span>" if finding.mend else ""
    return f'<li class="{finding.severity}"><b>{finding.severity}</b> {shown} {escape(finding.what)}{mend}</li>'


def _place(finding: Finding) -> str:
    return ":".join(str(part) for part in (finding.path, finding.line, finding.column) if part)
