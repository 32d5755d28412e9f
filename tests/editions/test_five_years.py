"""Five years of a notice and an addendum, day by day, as a lawyer would check them: see golden/editions/five-years.md.

After a change that is meant, run `python -m tests.editions.test_five_years` and read the difference.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from noticepress.views import Banner, TextPage
from tests.building import Building

GOLDEN = Path(__file__).parent.parent / "golden" / "editions" / "five-years.md"

INTRODUCTION = """# Five years of a notice and its addendum

A company publishes a privacy notice (`privacy`) and an addendum for the European Economic Area (`privacy/eea`), which
stands as a section of the general edition and has an edition of its own. English is authoritative; Swedish is the
other language. For each day on which something happens, what every undated page shows: the text of each document by
version, language and revision, and what banners tell the reader. Text in brackets stands in another language than the
page, marked as such. Which documents changed or ended with the version is told as the page tells it. Addresses that are
new or gone on that day follow.
"""


def story(built: Building) -> Iterator[tuple[str, str, Callable[[], None]]]:
    """The days, what happens on each, and the act that does it."""

    def nothing() -> None:
        """A date is reached; nobody acts."""

    def publish(document: str, version: str, at: str, *locales: str) -> Callable[[], None]:
        texts = {tag: f"{document} of {version} in {tag}." for tag in locales}
        return lambda: built.publish(document, version, texts, at=at)

    def both(*acts: Callable[[], None]) -> Callable[[], None]:
        return lambda: [act() for act in acts] and None

    yield (
        "2021-02-01",
        "The notice is published in both languages for 1 March, the addendum for 1 June.",
        both(
            publish("privacy", "2021-03-01", "2021-02-01", "en", "sv"),
            publish("privacy/eea", "2021-06-01", "2021-02-01", "en", "sv"),
        ),
    )
    yield "2021-03-01", "The notice takes effect.", nothing
    yield "2021-06-01", "The addendum takes effect, and with it the edition for the EEA begins.", nothing
    yield (
        "2021-09-15",
        "A typo in the Swedish notice is corrected.",
        lambda: built.correct("privacy", "2021-03-01", "sv", "Rättad text.", at="2021-09-15", reason="A typo in § 2"),
    )
    yield (
        "2022-11-01",
        "Both documents are published for 1 January 2023; the Swedish notice is not ready.",
        both(
            publish("privacy", "2023-01-01", "2022-11-01", "en"),
            publish("privacy/eea", "2023-01-01", "2022-11-01", "en", "sv"),
        ),
    )
    yield "2023-01-01", "Both documents change on the same day.", nothing
    yield (
        "2023-02-10",
        "The Swedish notice comes late.",
        publish("privacy", "2023-01-01", "2023-02-10", "sv"),
    )
    yield "2023-10-01", "A version for 2024 is published.", publish("privacy", "2024-01-01", "2023-10-01", "en", "sv")
    yield (
        "2023-11-05",
        "The version for 2024 is withdrawn before it takes effect.",
        lambda: built.withdraw("privacy", "2024-01-01", at="2023-11-05", reason="The product was not launched"),
    )
    yield (
        "2024-05-01",
        "A version of the addendum is published in English alone.",
        publish("privacy/eea", "2024-06-01", "2024-05-01", "en"),
    )
    yield "2024-06-01", "It takes effect.", nothing
    yield (
        "2024-09-01",
        "A court orders that the first Swedish text of the notice be no longer shown.",
        lambda: built.withdraw("privacy", "2021-03-01", "sv", at="2024-09-01", reason="District court, T 1-24"),
    )
    yield (
        "2025-05-01",
        "The addendum is retired from 1 July.",
        lambda: built.retire("privacy/eea", "2025-07-01", at="2025-05-01", reason="Merged into the notice"),
    )
    yield "2025-07-01", "The addendum no longer applies.", nothing
    yield (
        "2025-12-01",
        "A version for 2026 is published in both languages.",
        publish("privacy", "2026-01-01", "2025-12-01", "en", "sv"),
    )
    yield "2026-01-01", "It takes effect.", nothing


def told() -> str:
    """The whole story with what every page shows, as Markdown."""
    titles = {
        "privacy": {"en": "Privacy notice", "sv": "Integritetsmeddelande"},
        "privacy/eea": {"en": "For the EEA", "sv": "För EES"},
    }
    built = Building(documents={"privacy": {}, "privacy/eea": {"placement": "section"}}, titles=titles)
    parts, before = [INTRODUCTION], set()
    for day, event, act in story(built):
        act()
        pages = built.pages(day)
        parts.append(f"\n## {day}: {event}\n\n")
        parts += [
            f"{shown(page)}\n"
            for url, page in sorted(pages.items())
            if isinstance(page, TextPage) and re.fullmatch(r"/\w\w/privacy/(eea/)?", url)
        ]
        dated = {url for url in pages if re.search(r"/\d{4}-\d\d-\d\d/", url)}
        for word, found in (("New", dated - before), ("Gone", before - dated)):
            if found:
                parts.append(f"\n{word}: {', '.join(f'`{url}`' for url in sorted(found))}\n")
        before = dated
    return "".join(parts)


def shown(page: TextPage) -> str:
    """One page: status and period, the texts it shows, which documents it says began or ended, and its banners."""
    until = f" until {page.until}" if page.until else ""
    texts = []
    for part, record in zip(page.parts, page.records, strict=True):
        name = f"{record.document} {record.version} {record.locale} r{record.revision}"
        texts.append(f"[{name}]" if part.lang else name)
    lines = [f"- `{page.frame.url}` is {page.status}, {page.effective}{until}: {' + '.join(texts)}"]
    lines += [
        f"  - {word}: {', '.join(names)}" for word, names in (("changed", page.changed), ("ended", page.ended)) if names
    ]
    part_banners = [banner for part in page.parts for banner in part.banners]
    lines += [f"  - {told_by(banner)}" for banner in (*page.banners, *part_banners)]
    return "\n".join(lines)


def told_by(banner: Banner) -> str:
    """A banner: its kind, its words, and where its links lead."""
    reason = re.sub(r"<[^>]+>", "", banner.html).strip()
    links = "; ".join(f"{link.text} → `{link.url}`" + (f" ({link.note})" if link.note else "") for link in banner.links)
    return " · ".join(part for part in (f"**{banner.kind}**: {banner.text}", reason, links) if part)


def test_five_years_are_told_as_they_were() -> None:
    assert told() == GOLDEN.read_text("utf-8")


def test_no_page_leads_to_an_address_that_is_not_there_on_any_of_the_days() -> None:
    built = Building(documents={"privacy": {}, "privacy/eea": {"placement": "section"}})
    for day, _, act in story(built):
        act()
        pages = built.pages(day)
        for page in pages.values():
            if isinstance(page, TextPage):
                banners = (*page.banners, *(banner for part in page.parts for banner in part.banners))
                links = [link for banner in banners for link in banner.links]
                links += [*page.editions, *page.versions, *page.frame.languages]
                links += [link for link in (page.previous, page.following) if link]
                assert {link.url for link in links} <= pages.keys(), (day, page.frame.url)


if __name__ == "__main__":
    GOLDEN.write_text(told(), "utf-8")
