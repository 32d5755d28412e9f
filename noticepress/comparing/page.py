"""A comparison as one HTML file that needs nothing else: no script, no other file, no other host."""

from html import escape
from importlib.resources import files
from string import Template
from typing import Final

from noticepress.comparing.sides import Comparison
from noticepress.languages import direction, number

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
    if comparison.redline.counts.empty:
        return ""
    heading = escape(comparison.words.text("List of changes"))
    items = "\n".join(
        f'<li><a href="#change-{each.number}">{escape(each.section_title or comparison.new.title or "…")}</a> '
        f"{_excerpt('del', each.old) if each.kind != 'inserted' else ''} "
        f"{_excerpt('ins', each.new) if each.kind != 'deleted' else ''}</li>"
        for each in comparison.redline.changes
    )
    return f"<nav>\n<h2>{heading}</h2>\n<ol>\n{items}\n</ol>\n</nav>\n"


def _excerpt(tag: str, text: str) -> str:
    short = text if len(text) <= 80 else text[:80].rsplit(" ", 1)[0] + " …"
    return f"<{tag}>{escape(short)}</{tag}>" if short else ""
