"""What the parts of a build take on one notice of 3,500 words, as a Markdown table: `python benchmarks/part_speed.py`.

Each part is timed inside one process, whose own time counts and no waiting, from nothing and with what an earlier
version already left; medians.
"""

import statistics
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus import Size, history, write_project
from msgspec.structs import replace

from noticepress import pages, render
from noticepress.catalogues import read_words
from noticepress.markup import parser
from noticepress.markup.pieces import shelf
from noticepress.messages import for_locale, merge, read_po, source_of, template, write_po
from noticepress.pages.texts import TextPages
from noticepress.redline import compare_html
from noticepress.source import read_sources
from noticepress.theme import Theme

RUNS, VERSIONS = 15, 20


def main() -> None:
    """Print a line for each part."""
    texts = [body for _, body in history(0, "en", VERSIONS)]
    rows = {**markdown(texts), **redlines(texts), **merges(texts), **page()}
    print("| one notice of 3,500 words | ms |", "|---|---|", sep="\n")
    for name, seconds in rows.items():
        print(f"| {name} | {seconds * 1000:.2f} |")


def timed(run: Callable[[], object], before: Callable[[], object] = lambda: None) -> float:
    """The median of the seconds that something takes."""
    took = []
    for _ in range(RUNS):
        before()
        begun = time.process_time()
        run()
        took.append(time.process_time() - begun)
    return statistics.median(took)


def markdown(texts: list[str]) -> dict[str, float]:
    """Reading Markdown and writing HTML."""

    def know_the_first() -> None:
        shelf.cache_clear()
        render(texts[0])

    md = parser("off")
    tokens = md.parse(texts[0])
    return {
        "parse": timed(lambda: md.parse(texts[0])),
        "render what is parsed": timed(lambda: md.renderer.render(tokens, md.options, {})),
        "parse and render, with ids and anchors": timed(lambda: render(texts[0]), shelf.cache_clear),
        "the same for the next version, 6% of the blocks changed": timed(lambda: render(texts[1]), know_the_first),
        "the same for a text whose blocks are all known": timed(lambda: render(texts[1])),
    }


def redlines(texts: list[str]) -> dict[str, float]:
    """Comparing two versions that are rendered."""
    first, second, last = render(texts[0]), render(texts[1]), render(texts[-1])
    return {
        "redline of adjacent versions": timed(lambda: compare_html(first, second)),
        f"redline of the first and the {VERSIONS}th": timed(lambda: compare_html(first, last)),
    }


def merges(texts: list[str]) -> dict[str, float]:
    """Bringing the catalogue of one version up to the next."""
    before, after = (template([source_of("notice.md", _whole(text))]) for text in texts[:2])
    translated = (replace(message, strings=(message.msgid.upper(),)) for message in before.messages)
    catalogue = replace(for_locale(before, "sv"), messages=tuple(translated))
    written = write_po(catalogue)
    return {
        "extract a template of messages": timed(lambda: template([source_of("notice.md", _whole(texts[0]))])),
        "read a catalogue": timed(lambda: read_po(written, "sv.po")),
        "merge it with the next version": timed(lambda: merge(catalogue, after)),
    }


def page() -> dict[str, float]:
    """The page of a text that is rendered."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        write_project(root, Size(1, 5, VERSIONS))
        site, _ = read_sources(root)
        words = {tag: read_words(root, tag, []) for tag in site.config.locales}
        plan = pages.plan(site, date.today(), words)  # noqa: DTZ011  (whatever day it is here)
        theme, leaf = Theme(root / "theme"), TextPages(plan, plan.editions[0], "en").undated()
        value = leaf.page
        return {
            "what a page says": timed(leaf.make),
            "its template": timed(lambda: theme.render(value, plan.words["en"])),
        }


def _whole(body: str) -> str:
    return f"---\ntitle: Privacy\neffective: 2026-01-01\nchange: minor\nsummary: Words.\n---\n\n{body}"


if __name__ == "__main__":
    main()
