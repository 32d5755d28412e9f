"""Pages that lead to texts: the notices of a language, the choice of languages, and what stands where nothing is."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from html import escape
from typing import Final
from urllib.parse import unquote

from msgspec.structs import replace

from noticepress import languages, permalinks
from noticepress.editions import Edition, EditionId
from noticepress.model import Moved, Text
from noticepress.pages.frames import direction, edition_title, frame, language_link, only_in
from noticepress.pages.leaf import Leaf
from noticepress.pages.plan import Plan
from noticepress.pages.search import of_homes, of_texts
from noticepress.pages.switches import Switches
from noticepress.timeline import Withdrawal, withdrawals
from noticepress.views import Banner, ChoicePage, HomePage, Link, MovedPage, NotFoundPage, NoticeRow, WithdrawnPage

_PAGE: Final = re.compile(r"/(?:[\w~-]+(?:\.[\w~-]+)*/)*(?:[\w~-]+(?:\.[\w~-]+)*\.html?)?")
_TAKEN: Final = ("/index.html", permalinks.NOT_FOUND, "/embed.html")
"""Names of files that the site has itself."""


def home(plan: Plan, locale: str, rows: Callable[[str], tuple[NoticeRow, ...]]) -> Leaf[HomePage]:
    """The notices in one language, of which `rows` knows those of a locale."""
    return Leaf(permalinks.home(locale), partial(_home, plan, locale, rows), is_entry=True)


def notice_rows(plan: Plan, locale: str) -> tuple[NoticeRow, ...]:
    """The notices of a plan, as they are listed in a language."""
    return tuple(_row(plan, edition, locale) for edition in plan.editions if not edition.id.region)


def root(plan: Plan) -> Leaf[ChoicePage]:
    """The languages of the site."""
    return Leaf(permalinks.ROOT, partial(_root, plan), is_entry=True)


def neutral(plan: Plan, edition: Edition) -> Leaf[ChoicePage]:
    """The language-neutral address of an edition."""
    return Leaf(permalinks.neutral(edition.id), partial(_neutral, plan, edition), is_entry=True)


def not_found(plan: Plan, locale: str = "") -> Leaf[NotFoundPage]:
    """The page for addresses that do not exist, in one language; without a locale in every one."""
    url = permalinks.home(locale).removesuffix("/") + permalinks.NOT_FOUND if locale else permalinks.NOT_FOUND
    return Leaf(url, partial(_not_found, plan, url, locale), is_entry=True)


def moved(plan: Plan) -> Iterator[Leaf[MovedPage]]:
    """The rows `[[moved]]` of site.toml, for servers that send no redirects of their own: a page at each old address
    that a file can stand for. Servers decode an address before they look for the file."""
    for row in plan.config.moved:
        url = unquote(row.old)
        if _PAGE.fullmatch(url) and not url.endswith(_TAKEN):
            yield Leaf(url, partial(_moved, plan, row, url))


def withdrawn(plan: Plan) -> Iterator[Leaf[WithdrawnPage]]:
    """The versions of editions that have no other: they were withdrawn before they took effect."""
    for document in plan.site.documents:
        edition = EditionId(document.id.notice, document.id.region)
        for each in () if plan.exists(edition) else withdrawals(document, plan.on, plan.config.zone):
            for own in _announced(plan, edition, each):
                url = permalinks.dated(own.locale, edition, each.effective)
                yield Leaf(url, partial(_withdrawn, plan, url, edition, own, each))


def _announced(plan: Plan, edition: EditionId, withdrawal: Withdrawal) -> tuple[Text, ...]:
    """The notice's text in each language in which a withdrawn version was announced."""
    texts = withdrawal.texts
    if edition.region:
        general = plan.edition(EditionId(edition.notice))
        then = next((each for each in general.versions if each.covers(withdrawal.effective)), None) if general else None
        texts = then.notice.texts if then else {}
    offered = plan.offered(edition) if edition.region else tuple(texts)
    return tuple(texts[locale][-1] for locale in offered if locale in texts)


def _withdrawn(plan: Plan, url: str, edition: EditionId, own: Text, withdrawal: Withdrawal) -> WithdrawnPage:
    locale, entry = own.locale, withdrawal.entry
    words = plan.words[locale]
    text = words.text(
        "This version was withdrawn on %(day)s and did not take effect on %(date)s.",
        day=languages.long_date(entry.published.astimezone(plan.config.zone).date(), locale),
        date=languages.long_date(withdrawal.effective, locale),
    )
    source = plan.config.source_locale
    marked = "" if source == locale else f' lang="{source}" dir="{direction(source)}"'
    banner = Banner("withdrawn", text, html=f"<p{marked}>{escape(entry.reason)}</p>")
    onward = Link(permalinks.home(locale), words.text("Go to the notices"))
    if edition.region:
        onward = Link(permalinks.text(locale, EditionId(edition.notice)), words.text("Read the general edition"))
    page = frame(plan, url, locale, edition_title(plan, edition, own), robots="noindex")
    return WithdrawnPage(page, banner, onward)


def _moved(plan: Plan, row: Moved, url: str) -> MovedPage:
    first = row.new.split("/")[1]
    locale = first if first in plan.config.locales else plan.config.source_locale
    title = plan.words[locale].text("This page has moved")
    link = Link(row.new, plan.words[locale].text("Go to its new address"))
    return MovedPage(frame(plan, url, locale, title, canonical=row.new, robots="noindex"), link)


def _home(plan: Plan, locale: str, rows_in: Callable[[str], tuple[NoticeRow, ...]]) -> HomePage:
    choices = tuple(language_link(permalinks.home(tag), tag, current=tag == locale) for tag in plan.config.locales)
    rows = rows_in(locale)
    title = plan.words[locale].text("Legal notices")
    alternates = of_homes(plan) if locale in plan.config.locales else ()
    description = f"{plan.config.organisation} – {languages.listing([row.link.text for row in rows], locale)}"
    page = frame(
        plan, permalinks.home(locale), locale, title,
        languages=choices, alternates=alternates, description=description if rows else "",
    )  # fmt: skip
    return HomePage(page, rows)


def _root(plan: Plan) -> ChoicePage:
    choices = tuple(
        replace(language_link(permalinks.home(tag), tag), detail=plan.words[tag].text("Legal notices"))
        for tag in plan.config.locales
    )
    page = frame(
        plan, permalinks.ROOT, plan.config.source_locale, plan.config.name,
        alternates=of_homes(plan), description=_told(choices),
    )  # fmt: skip
    return ChoicePage(page, choices, plan.config.name)


def _neutral(plan: Plan, edition: Edition) -> ChoicePage:
    title = edition_title(plan, edition.id, edition.shown.notice.authoritative)
    tags = plan.offered(edition.id) or plan.locales(edition.id)
    choices = tuple(_neutral_choice(plan, edition, tag) for tag in tags)
    url, alternates = permalinks.neutral(edition.id), of_texts(plan, edition)
    robots = "" if alternates else "noindex"
    page = frame(
        plan, url, plan.config.source_locale, title,
        robots=robots, alternates=alternates, description=_told(choices),
    )  # fmt: skip
    return ChoicePage(page, choices, title)


def _told(choices: Sequence[Link]) -> str:
    """The choices for the results of a search engine."""
    return " · ".join(dict.fromkeys(each.detail or each.text for each in choices))


def _neutral_choice(plan: Plan, edition: Edition, locale: str) -> Link:
    """A language, with the edition's title in it, unless the text that stands there is in another."""
    text = plan.shown(edition.shown.notice, locale).text
    title = edition_title(plan, edition.id, text) if text.locale == locale else ""
    return replace(language_link(permalinks.text(locale, edition.id), locale), detail=title)


def _not_found(plan: Plan, url: str, locale: str) -> NotFoundPage:
    messages = []
    for tag in (locale,) if locale else plan.config.locales:
        words = plan.words[tag]
        link = Link(permalinks.home(tag), words.text("Go to the notices"), tag, direction(tag), tag)
        text = words.text("The address may be mistyped, or the page may have moved.")
        messages.append((link, words.text("This page does not exist"), text))
    page = frame(plan, url, locale or plan.config.source_locale, "404", robots="noindex")
    return NotFoundPage(page, tuple(messages), plan.config.base_url)


def _row(plan: Plan, edition: Edition, locale: str) -> NoticeRow:
    """A notice; one that is not offered in the language is linked in one that it is offered in."""
    used = locale if locale in plan.locales(edition.id) else plan.best_locale(edition.id, locale)
    foreign = "" if used == locale else used
    text = plan.shown(edition.shown.notice, used).text
    note = only_in(plan, foreign, locale) if foreign else ""
    of_text = text.locale if text.locale != locale else ""
    title = Link(
        permalinks.text(used, edition.id), text.meta.title, of_text, direction(of_text) if of_text else "",
        hreflang=used if foreign or of_text else "", note=note,
    )  # fmt: skip
    regional = tuple(link for link in Switches(plan, edition, locale).editions() if not link.current)
    description = text.meta.description if not of_text else ""
    version = edition.shown
    archive = permalinks.archive(used, edition.id)
    return NoticeRow(title, description, version.effective, version.status, regional, archive, version.until)
