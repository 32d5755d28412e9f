"""The HTML of a component as it stands in one edition: passages chosen, contacts filled in, links leading somewhere."""

from functools import lru_cache

from msgspec import Struct

from noticepress import languages, permalinks
from noticepress.deferred import key_of
from noticepress.editions import EditionId
from noticepress.interface import Words
from noticepress.markup import LINES, Body, Html, Rendering, parser, regions_by_line, render_body, resolve
from noticepress.model import Text
from noticepress.pages.frames import region_name
from noticepress.pages.plan import Around


class Bodies(Struct, frozen=True):
    """Renders the texts of one edition for one page; `around` has the words that may stand in texts (`of_texts`).

    `url` is the page's address, since links are relative; `spoken_to` are the regions whose passages stand in the
    edition: its own, or for the general edition those whose addenda are placed in it as sections. Where the text is
    to stand on a page of another site (`abroad`), links are absolute, ids have `np-` in them, and headings are a level
    lower, below the notice's title.
    """

    around: Around
    edition: EditionId
    locale: str
    url: str
    spoken_to: frozenset[str]
    abroad: bool = False

    def key(self, text: Text, *, anchors: bool) -> str:
        """The hash of all that a text's body is made of: these values, and the text as its ledger entry names it."""
        place = self.edition, self.locale, self.url, sorted(self.spoken_to), self.abroad
        return key_of(self.around.key, place, text.entry.digest, text.withdrawn is None, anchors)

    def body(self, text: Text, *, anchors: bool) -> Body:
        """A text's body; with `anchors` every section and paragraph has a link to itself, in the text's language."""
        region = text.entry.document.region
        words = self._words(text)
        labels = (words.text("Link to this section"), words.text("Link to this paragraph"))
        is_rtl = languages.direction(text.locale) == "rtl"
        filled = (value for values in text.meta.contacts.values() for value in values.values())
        return render_body(
            self._filled_in(text),
            Rendering(
                html=text.entry.settings.html,
                prefix=self._prefix(region),
                shift=bool(region) + self.abroad,
                keep=self._keeps,
                label=None if self.edition.region else lambda kind, regions: self._label(text, kind, regions),
                link=lambda target: self.target(target, text),
                language=lambda target: self.language(target, text),
                anchors=labels if anchors else None,
                isolate=tuple(sorted({*filled, *text.meta.variables.values()})) if is_rtl else None,
            ),
            self.around.pieces,
        )

    def _filled_in(self, text: Text) -> str:
        """The body with its contact values, as they were on publication: those of the addendum's region or of the
        edition's; in the general edition, within a passage for one region, those of that region."""
        body, region = text.body, text.entry.document.region or self.edition.region
        if not text.meta.contacts:
            return body
        if region or ":::" not in body:
            return self._resolved(body, text, region)
        regions = _regions_by_line(body, text.entry.settings.html)
        lines = LINES.findall(body)
        return "".join(self._resolved(line, text, regions.get(number, "")) for number, line in enumerate(lines))

    @staticmethod
    def _resolved(markdown: str, text: Text, region: str) -> str:
        values = text.meta.contacts.get(region) or text.meta.contacts.get("", {})
        return resolve(markdown, lambda name: values.get(name.removeprefix("contact.")))

    def _keeps(self, kind: str, regions: tuple[str, ...]) -> bool:
        """Whether a passage stands in the edition. The general edition is for all: it leaves out only what is for
        regions that it does not speak to."""
        if kind == "except":
            return self.edition.region not in regions
        return bool(self.spoken_to & set(regions))

    def _label(self, text: Text, kind: str, regions: tuple[str, ...]) -> str:
        """Whom a passage is for, in the language of its text."""
        names = [region_name(self.around, region, text.locale) for region in regions]
        listed = languages.listing(names, text.locale)
        words = self._words(text)
        if kind == "only":
            return words.text("Applies only in: %(regions)s", regions=listed)
        return words.text("Does not apply in: %(regions)s", regions=listed)

    def _words(self, text: Text) -> Words:
        """The words of the text's language, where the site has them."""
        return self.around.words.get(text.locale) or self.around.words[self.locale]

    def target(self, target: str, text: Text) -> str:
        """Where a link out of a text leads, as it stands on the page."""
        if not target.startswith("notice:"):
            return self._attached(target, text)
        edition, locale = self._edition_of(target)
        if edition is None:
            return self._way(permalinks.home(self.locale))
        _, mark, fragment = target.partition("#")
        return self._way(permalinks.text(locale, edition)) + mark + fragment

    def _edition_of(self, target: str) -> tuple[EditionId | None, str]:
        """The edition that `notice:…` leads to, that of the same region where it exists, and its language."""
        path = target.removeprefix("notice:").partition("#")[0]
        notice, _, wanted = path.partition("/")
        here = EditionId(notice, self.edition.region)
        edition = EditionId(notice, wanted) if wanted or not self.around.exists(here) else here
        if not self.around.exists(edition):
            return None, self.locale
        return edition, self.around.best_locale(edition, self.locale)

    def language(self, target: str, text: Text) -> tuple[str, str]:
        """The language that a link of a text leads to, and its name in that of the text; empty where it is the same."""
        locale = self._edition_of(target)[1] if target.startswith("notice:") else text.locale
        return ("", "") if locale == text.locale else (locale, languages.name_in(locale, text.locale))

    def _prefix(self, region: str) -> str:
        return ("np-" if self.abroad else "") + (f"{region}-" if region else "")

    def _way(self, address: str) -> str:
        return self.around.config.base_url + address if self.abroad else permalinks.relative(self.url, address)

    def _attached(self, target: str, text: Text) -> str:
        """The address of a local file that was published with the text; any other target as it is."""
        name, mark, fragment = target.partition("#")
        for each in text.entry.attachments:
            if each.name == name:
                address = permalinks.file(each.sha256, each.file.rpartition("/")[2])
                return self._way(address) + mark + fragment
        return target


@lru_cache(maxsize=64)
def _regions_by_line(markdown: str, html: Html) -> dict[int, str]:
    return regions_by_line(parser(html).parse(markdown))
