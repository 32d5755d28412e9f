"""The example site and a harder one on several days, crawled whole: every region, language and version."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from posixpath import normpath
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html

from noticepress.languages import long_date
from noticepress.pipeline import build
from tests.conftest import copy_example
from tests.pages import worlds

DAYS = ["2021-02-01", "2021-03-01", "2023-12-15", "2025-01-31", "2026-11-24", "2027-01-01"]
"""Before anything applies; the first day; a change; the eve of one; the day of the example; the day of the last."""

ENGLISH = re.compile(r"\b(?:the|this|of|you|your)\b", re.IGNORECASE)


@dataclass
class Seen:
    """What the crawl keeps of a page: its language, its ids, its links, its dates, its words by language."""

    lang: str
    canonical: str
    robots: str
    ids: frozenset[str]
    links: list[tuple[str, str]] = field(default_factory=list)
    dates: list[tuple[str, str, str]] = field(default_factory=list)
    words: list[tuple[str, str]] = field(default_factory=list)


SITES = [*(("example", day) for day in DAYS), *(("hard", day) for day in worlds.DAYS)]


@pytest.fixture(scope="module", params=SITES, ids=" ".join)
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Seen]]:
    """The public folder of a day, and its pages by path."""
    site, day = request.param
    folder = tmp_path_factory.mktemp("crawl")
    public = folder / "public"
    project = copy_example(folder) if site == "example" else worlds.hard_world().write(folder)
    build(project, public, date.fromisoformat(day))
    return public, {file.relative_to(public).as_posix(): seen(file) for file in sorted(public.rglob("*.html"))}


def seen(file: Path) -> Seen:
    tree = html.fromstring(file.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
    robots = tree.xpath("string(//meta[@name='robots']/@content)")
    page = Seen(
        tree.get("lang", ""),
        tree.xpath("string(//link[@rel='canonical']/@href)"),
        robots,
        frozenset(tree.xpath("//@id")),
    )
    for element in tree.iter("a", "img", "link", "script"):
        if element.tag != "link" or element.get("rel") in ("stylesheet", "icon"):
            target = element.get("href") or element.get("src") or ""
            page.links.append((target, element.get("hreflang") or lang_of(element)))
    for element in tree.iter("time"):
        page.dates.append((element.get("datetime", ""), element.text_content(), lang_of(element)))
    for element in tree.iter():
        if isinstance(element.tag, str) and element.tag not in ("bdi", "code", "script", "style", "a"):
            texts = (element.text, *(child.tail for child in element))
            page.words.append((lang_of(element), " ".join(text for text in texts if text)))
    return page


def lang_of(element: html.HtmlElement) -> str:
    return next((each.get("lang") for each in (element, *element.iterancestors()) if each.get("lang")), "")


def targets(pages: dict[str, Seen]) -> Iterator[tuple[str, str, str, str]]:
    """Every link within the site: page, path in the folder, fragment, and the language it is said to be in."""
    for path, page in pages.items():
        for link, language in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            folder = "" if parts.path.startswith("/") else path.rpartition("/")[0]
            target = normpath(f"{folder}/{unquote(parts.path)}") if parts.path else path
            if parts.path.endswith("/") or parts.path in (".", ".."):
                target = normpath(f"{target}/index.html")
            yield path, target.lstrip("/"), unquote(parts.fragment), language


def test_no_link_is_broken(built: tuple[Path, dict[str, Seen]]) -> None:
    public, pages = built
    exists = cache(lambda target: (public / target).is_file())
    broken = {f"{path} -> {target}" for path, target, _, _ in targets(pages) if not exists(target)}
    assert not broken
    lost = {
        f"{path} -> {target}#{fragment}"
        for path, target, fragment, _ in targets(pages)
        if fragment and target in pages and fragment not in pages[target].ids
    }
    assert not lost


def test_a_link_to_another_language_says_so(built: tuple[Path, dict[str, Seen]]) -> None:
    """Pages that offer a choice of languages are in none of them; every other link tells its language."""
    _, pages = built
    choices = {path for path in pages if not re.match(r"[a-z]{2}(-\w+)?/", path)}
    unmarked = {
        f"{path} -> {target} ({pages[target].lang}, marked {language})"
        for path, target, _, language in targets(pages)
        if target in pages and target != path and not {path, target} & choices
        if language != pages[target].lang
    }
    assert not unmarked


def test_every_date_is_written_in_the_language_round_it(built: tuple[Path, dict[str, Seen]]) -> None:
    _, pages = built
    wrong = {
        f"{path}: {stamp} is written “{text}” in {lang}"
        for path, page in pages.items()
        for stamp, text, lang in page.dates
        if len(stamp) == 10 and text.strip() != long_date(date.fromisoformat(stamp), lang)
    }
    assert not wrong


def test_no_language_is_mixed_into_another(built: tuple[Path, dict[str, Seen]]) -> None:
    _, pages = built
    mixed = {
        f"{path} ({lang}): {text.strip()[:80]}"
        for path, page in pages.items()
        for lang, text in page.words
        if lang and lang != "en" and ENGLISH.search(text)
    }
    assert not mixed


def test_only_what_is_in_force_may_be_found_by_search_engines(built: tuple[Path, dict[str, Seen]]) -> None:
    """A page is canonical to itself, to the undated page of its edition, or (untranslated) to an undated page in the
    authoritative language; and canonical addresses exist."""
    _, pages = built
    for path, page in pages.items():
        if page.canonical and re.match(r"[a-z]{2}/", path):
            target = urlsplit(page.canonical).path.lstrip("/") + ("index.html" if page.canonical.endswith("/") else "")
            assert target in pages, f"{path} is canonical to {target}, which is not there"
            is_dated = re.search(r"/\d{4}-\d\d-\d\d/", path)
            undated = re.sub(r"\d{4}-\d\d-\d\d/.*", "index.html", path)
            latest = re.sub(r"/r\d+/index.html", "/index.html", path)
            authoritative = f"en/{undated.partition('/')[2]}"
            assert target in (path, latest, undated, authoritative) or not is_dated, path
