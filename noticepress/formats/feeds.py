"""Atom feeds (RFC 4287): one for each edition and locale, with what was published, took effect, was corrected,
withdrawn or ended. Every address in them is absolute, every moment one of the ledger or the start of a day.
"""

from collections.abc import Iterator
from html import escape
from typing import Final

from noticepress import permalinks
from noticepress.artifact import Artifact
from noticepress.editions import Edition
from noticepress.formats.events import Event, events
from noticepress.formats.xml import DECLARATION, element, leaf
from noticepress.languages import direction
from noticepress.pages import Plan
from noticepress.pages.frames import edition_title

NAMESPACE: Final = "http://www.w3.org/2005/Atom"


def feeds(plan: Plan, edition: Edition, locale: str) -> Iterator[Artifact]:
    """`feed.xml` of an edition in a locale; an edition that is known was published, so that it has an entry."""
    raw = _feed(plan, edition, locale, events(plan, edition, locale)).encode()
    yield Artifact(permalinks.output_path(permalinks.feed(locale, edition.id)), raw, is_entry=True)


def title(plan: Plan, edition: Edition, locale: str) -> str:
    """The title of an edition's feed: that of the notice, and the region's name."""
    return edition_title(plan, edition.id, plan.shown(edition.shown.notice, locale).text)


def _feed(plan: Plan, edition: Edition, locale: str, found: tuple[Event, ...]) -> str:
    base = plan.config.base_url
    own, page = base + permalinks.feed(locale, edition.id), base + permalinks.text(locale, edition.id)
    head = [
        leaf("id", own),
        leaf("title", title(plan, edition, locale)),
        leaf("updated", found[0].moment.isoformat()),
        element("author", {}, leaf("name", plan.config.organisation), leaf("uri", base + permalinks.ROOT)),
        element("link", {"rel": "self", "type": "application/atom+xml", "href": own}),
        element("link", {"rel": "alternate", "type": "text/html", "hreflang": locale, "href": page}),
    ]
    entries = [_entry(base, locale, event) for event in found]
    attributes = {"xmlns": NAMESPACE, "xml:lang": locale, "xml:base": page}
    return DECLARATION + element("feed", attributes, *head, *entries) + "\n"


def _entry(base: str, locale: str, event: Event) -> str:
    moment = event.moment.isoformat()
    links = [
        element("link", {"rel": "related", "type": "text/html", "title": each.text, "href": base + each.url})
        for each in event.links
    ]
    return element(
        "entry",
        {},
        leaf("id", base + event.id),
        leaf("title", event.title),
        leaf("published", moment),
        leaf("updated", moment),
        element("link", {"rel": "alternate", "type": "text/html", "href": base + event.url}),
        *links,
        leaf("content", _html(base, locale, event), {"type": "html"}),
    )


def _html(base: str, locale: str, event: Event) -> str:
    """What is to be said of an event, in the reader's direction, since readers of feeds rarely ask for a language."""
    reason = f"<p>{escape(event.text)}</p>\n" if event.text else ""
    links = "".join(f'<p><a href="{escape(base + each.url)}">{escape(each.text)}</a></p>\n' for each in event.links)
    page = f'<p><a href="{escape(base + event.url)}">{escape(event.title)}</a></p>\n'
    body = f"{event.html}{reason}{links}" or page
    return f'<div lang="{locale}" dir="{direction(locale)}">\n{body}</div>'
