"""A comparison as one HTML file that needs nothing else: no script, no other file, no other host."""

from html import escape
from importlib.resources import files
from itertools import groupby
from string import Template
from typing import Final

from noticepress.comparing.sides import Comparison
from noticepress.interface import Words
from noticepress.languages import direction, number
from noticepress.redline import Change

_PAGE: Final = Template("""\
<!DOCTYPE html>
<html lang="$lang" dir="$dir">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>$title</title>
<style>
$styles</style>
</head>
<body>
<header>
<h1>$title</h1>
<dl>
<dt>$old_word</dt><dd>$old</dd>
<dt>$new_word</dt><dd>$new</dd>
</dl>
$size
</header>
$changes<main>
$html
</main>
</body>
</html>
""")


_WORDS: Final = {
    "inserted": "Inserted", "deleted": "Deleted", "replaced": "Replaced", "moved": "Moved",
    "restructured": "Arranged differently", "link": "Link changed", "format": "Formatting changed",
    "typography": "Typography changed", "marked": "Link, formatting or typography changed",
}  # fmt: skip
_TOLD_APART: Final = ("inserted", "replaced", "link", "typography")


def as_page(comparison: Comparison) -> str:
    """The page, in the language of its words."""
    words = comparison.words
    title = comparison.new.title or comparison.old.title or words.text("Changes")
    html = comparison.redline.html
    if comparison.redline.counts.empty:
        html = f"<p>{escape(words.text('Nothing changed in “%(title)s”.', title=title))}</p>"
    return _PAGE.substitute(
        lang=words.locale,
        dir=direction(words.locale),
        title=escape(title),
        styles=(files("noticepress.comparing") / "redline.css").read_text("utf-8"),
        old_word=escape(words.text("Old text")),
        new_word=escape(words.text("New text")),
        old=escape(comparison.old.label),
        new=escape(comparison.new.label),
        size=_size(comparison),
        changes=_changes(comparison),
        html=html,
    )


def _size(comparison: Comparison) -> str:
    words, counts = comparison.words, comparison.redline.counts

    def counted(one: str, many: str, count: int) -> str:
        said = words.plural(one, many, count, number=number(count, words.locale))
        return f"<li>{escape(said)}</li>" if count else ""

    items = (
        counted("%(number)s change", "%(number)s changes", len(comparison.redline.changes)),
        counted("%(number)s word inserted", "%(number)s words inserted", counts.words_inserted),
        counted("%(number)s word deleted", "%(number)s words deleted", counts.words_deleted),
        counted("%(number)s word moved", "%(number)s words moved", counts.words_moved),
    )
    return f"<ul>{''.join(items)}</ul>" if any(items) else ""


def _changes(comparison: Comparison) -> str:
    """The numbered changes under the titles of their sections, each leading to its place; then what the marks mean."""
    words = comparison.words
    if comparison.redline.counts.empty:
        return ""
    parts = [f"<nav>\n<h2>{escape(words.text('List of changes'))}</h2>\n"]
    for (_, title), changes in groupby(comparison.redline.changes, lambda each: (each.section, each.section_title)):
        items = "\n".join(_item(each, words) for each in changes)
        parts.append(f"<h3>{escape(title or comparison.new.title or '…')}</h3>\n<ol>\n{items}\n</ol>\n")
    keys = ("inserted", "deleted", "moved", "marked")
    legend = "".join(f'<li class="{key}">{escape(words.text(_WORDS[key]))}</li>' for key in keys)
    return f'{"".join(parts)}</nav>\n<ul class="legend" aria-label="{escape(words.text("Legend"))}">{legend}</ul>\n'


def _item(change: Change, words: Words) -> str:
    """A change: its kind as a link, then the old and the new words where they differ."""
    old = "" if change.kind in ("inserted", "moved", "restructured", "format") else _excerpt("del", change.old)
    new = "" if change.kind == "deleted" else _excerpt("ins" if change.kind in _TOLD_APART else "span", change.new)
    link = f'<a href="#change-{change.number}">{escape(words.text(_WORDS[change.kind]))}</a>'
    return f'<li value="{change.number}">{" ".join(filter(None, (link, old, new)))}</li>'


def _excerpt(tag: str, text: str) -> str:
    short = text if len(text) <= 80 else text[:80].rsplit(" ", 1)[0] + " …"
    return f"<{tag}>{escape(short)}</{tag}>" if short else ""
