"""embed.html: an edition as other pages show it, through the module `noticepress.js` or included by a server.

It is a document of its own, without styles and scripts, whose one `article` is what the other page takes. Its links
are absolute and its ids have `np-` in them. Its classes are the contract with the module and with the other page's
style sheet (docs/data.md), so that no theme changes them.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from html import escape
from pathlib import Path
from typing import Final

from noticepress import languages, permalinks
from noticepress.artifact import Artifact
from noticepress.deferred import Deferred, key_of
from noticepress.editions import Edition, EditionVersion
from noticepress.formats.feeds import title
from noticepress.languages import direction
from noticepress.ledger import components_digest
from noticepress.pages import Plan
from noticepress.pages.banners import Banners, summary_html
from noticepress.pages.bodies import Bodies
from noticepress.pages.plan import Shown
from noticepress.pages.texts import spoken_to
from noticepress.views import Banner

_TOLD: Final = ("draft", "upcoming", "superseded", "ended", "withdrawn", "untranslated")


def embeds(plan: Plan, edition: Edition, locale: str) -> Iterator[Artifact]:
    """`embed.html` of an edition in a locale."""
    url = permalinks.embed(locale, edition.id)
    lines = tuple(_Embed(plan, edition, locale).document())
    yield Artifact(permalinks.output_path(url), partial(_written, lines), is_entry=True, key=key_of(lines))


def _written(lines: Sequence[str | Deferred[str]]) -> bytes:
    return "\n".join(each if isinstance(each, str) else each.value for each in lines).encode()


def module() -> Iterator[Artifact]:
    """The JavaScript module, at an address that stays."""
    raw = (Path(__file__).parent / "noticepress.js").read_bytes()
    yield Artifact(permalinks.output_path(permalinks.MODULE), raw)


class _Embed:
    def __init__(self, plan: Plan, edition: Edition, locale: str) -> None:
        self.plan, self.edition, self.locale = plan, edition, locale
        self.version = edition.shown
        self.shown = plan.shown_in(self.version, locale)
        self.banners = Banners(plan, edition, locale)

    def document(self) -> Iterator[str | Deferred[str]]:
        """Its lines, the texts not made yet."""
        head = [
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(self._title())}</title>",
            '<meta name="robots" content="noindex">',
            f'<link rel="canonical" href="{self._url(permalinks.text(self.locale, self.edition.id))}">',
        ]
        yield from ["<!DOCTYPE html>", f"<html {self._language(self.locale)}>", "<head>", *head, "</head>", "<body>"]
        yield from self._article()
        yield from ("</body>", "</html>", "")

    def _article(self) -> Iterator[str | Deferred[str]]:
        digest = components_digest(each.text.entry for each in self.shown if not each.text.withdrawn)
        facts = f'data-version="{self.version.effective}" data-status="{self.version.status}" data-sha256="{digest}"'
        yield f'<article class="noticepress" {self._language(self.locale)} {facts}>'
        yield f'<h2 class="noticepress-title">{escape(self._title())}</h2>'
        yield self._date()
        yield from self._translation()
        yield from self._changed()
        for banner in self.banners.of(self.version, self.shown, "undated", 0):
            yield from self._banner(banner)
        yield '<div class="noticepress-text">'
        bodies = Bodies(
            self.plan.around.of_texts, self.edition.id, self.locale, "", spoken_to(self.version), abroad=True
        )
        for each in self.shown:
            yield from self._part(each, bodies)
        yield "</div>\n</article>"

    def _date(self) -> str:
        day = self.version.effective
        archive = self._link(
            permalinks.archive(self.locale, self.edition.id), self._text("Earlier versions and what changed")
        )
        applies = escape(self._text("Applies from: %(date)s")) % {"date": self._day(self.version)}
        return f'<p class="noticepress-date" data-date="{day}">{applies} {archive}</p>'

    def _translation(self) -> Iterator[str]:
        """Which language prevails, where this is a translation."""
        own = self.shown[0].text
        prevailing = own.entry.settings.authoritative
        if own.locale == self.locale != prevailing:
            said = escape(self._text("This is a translation. The authoritative text is in another language:"))
            address = self._url(permalinks.text(prevailing, self.edition.id))
            name = f"<span {self._language(prevailing)}>{escape(languages.autonym(prevailing))}</span>"
            yield f'<p class="noticepress-translation">{said} <a href="{escape(address)}">{name}</a></p>'

    def _changed(self) -> Iterator[str]:
        """What a reader is told who has seen an earlier version; hidden until the module knows."""
        if self.version.status != "in force":
            return
        changed = escape(self._text("This notice has changed since your last visit. It applies from %(date)s."))
        yield '<div class="noticepress-changed" hidden>'
        yield f"<p>{changed % {'date': self._day(self.version)}}</p>"
        yield summary_html(self.plan, self.version, self.locale).rstrip("\n")
        links = [self._link(permalinks.text(self.locale, self.edition.id), self._text("Read it"))]
        if self.version.is_in(self.locale) and self.plan.earlier(self.version, self.locale):
            changes = permalinks.changes(self.locale, self.edition.id, self.version.effective)
            links.append(self._link(changes, self._text("What changed")))
        yield f"<p>{' '.join(links)}</p>"
        yield f'<button type="button" class="noticepress-close">{escape(self._text("Close"))}</button>'
        yield "</div>"

    def _part(self, shown: Shown, bodies: Bodies) -> Iterator[str | Deferred[str]]:
        text = shown.text
        region = text.entry.document.region
        for banner in self.banners.of_part(self.version, shown):
            yield from self._banner(banner)
        kind, name = ("section", f' id="np-{region}"') if region else ("div", "")
        yield f"<{kind}{name} {self._language(text.locale)}>"
        if region:
            yield f"<h3>{escape(text.meta.title)}</h3>"
        yield Deferred(bodies.key(text, anchors=False), lambda: bodies.body(text, anchors=False).html.rstrip("\n"))
        yield f"</{kind}>"

    def _banner(self, banner: Banner) -> Iterator[str]:
        if banner.kind in _TOLD:
            links = "".join(f" {self._link(each.url, each.text)}" for each in banner.links)
            yield f'<p class="noticepress-banner">{escape(banner.text)}{links}</p>'

    def _title(self) -> str:
        return title(self.plan, self.edition, self.locale)

    def _day(self, version: EditionVersion) -> str:
        day = languages.long_date(version.effective, self.locale)
        return f'<time datetime="{version.effective}">{escape(day)}</time>'

    def _link(self, address: str, text: str) -> str:
        return f'<a href="{escape(self._url(address))}">{escape(text)}</a>'

    def _url(self, address: str) -> str:
        return self.plan.config.base_url + address

    def _text(self, message: str) -> str:
        return self.plan.words[self.locale].text(message)

    @staticmethod
    def _language(locale: str) -> str:
        return f'lang="{locale}" dir="{direction(locale)}"'
