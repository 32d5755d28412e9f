"""What a build has before it makes anything: configuration, words and theme, and a card of each notice.

A card says what others must know of a notice: where its ledgers end, and in which languages its editions have pages.
It is kept for the next build, and so is what the files of the whole site tell of the notice. They are trusted while no
file of the notice has another name, size or time; so a notice is read when one of its files changed, or when its pages
are to be made. Nothing is kept of a notice of which there is something to say to a person, of one with symbolic
links, or of files so young that they may yet change unseen.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import date
from functools import cached_property, partial
from sys import getsizeof
from typing import Final, Protocol

from msgspec import Struct
from msgspec.structs import replace

from noticepress.deferred import key_of
from noticepress.editions import EditionId
from noticepress.errors import Finding, SourceError
from noticepress.formats import Told, packed, plain, told, unpacked
from noticepress.model import Document, Site, SiteConfig
from noticepress.order import Order, kept_of, key_of_folder, theme_of, words_of
from noticepress.pages import Around, Plan, plan, spoken
from noticepress.pages.schedule import next_day
from noticepress.source import read_frame, read_notice, read_sources
from noticepress.theme import Theme
from noticepress.views import ChoicePage, WithdrawnPage

_HELD: Final = 48 << 20
"""All notices are held where their texts take no more bytes than this, else the last two."""


class Draft(Struct, frozen=True):
    """A document whose working text is not public as it stands: its id, the path of that text, and whether anything of
    it is public."""

    document: str
    path: str
    is_public: bool


class Card(Struct, frozen=True):
    """What others must know of a notice: the digests of the last entry of each of its ledgers, and of each draft that
    counts as published; the languages whose texts may stand in for others; its editions by region, each with the
    locales in which it has pages; its drafts; and the next day on which it differs. `key` is the hash of all that this
    was worked out from; `""`: it must not be kept."""

    key: str
    heads: tuple[str, ...]
    counted: tuple[str, ...]
    spoken: tuple[str, ...]
    editions: tuple[tuple[str, tuple[str, ...]], ...]
    drafts: tuple[Draft, ...]
    next_day: date | None = None


class Notices:
    """The notices of a site as plans, each read when it is asked for. Where there is room for all they are held, and
    processes that are forked off share them; else only the last two are."""

    def __init__(
        self, config: SiteConfig, on: date,
        read: Callable[[str, list[Finding], list[Finding]], tuple[Document, ...]],
    ) -> None:  # fmt: skip
        self._config, self._on, self._read = config, on, read
        self._held: dict[str, Plan] = {}
        self._sizes: dict[str, int] = {}
        self._said: dict[str, tuple[tuple[Finding, ...], tuple[Finding, ...]]] = {}

    def plan(self, notice: str) -> Plan:
        """The plan of one notice, which knows of no other and has no words."""
        if notice not in self._held:
            fatal, findings = list[Finding](), list[Finding]()
            documents = self._read(notice, fatal, findings)
            self._said[notice] = tuple(fatal), tuple(findings)
            self._held[notice] = plan(Site(self._config, documents), self._on, {})
            self._sizes[notice] = sum(map(_size, documents))
            if sum(self._sizes.values()) > _HELD:
                for other in [*self._held][:-2]:
                    del self._held[other]
        return self._held[notice]

    def said(self, notice: str) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
        """The faults, and what else there was to say, when a notice was read."""
        return self._said[notice]

    def hold(self, notices: Iterable[str]) -> bool:
        """Whether all of some notices are held."""
        return all(notice in self._held for notice in notices)

    def let_go(self) -> None:
        """Hold none any longer."""
        self._held.clear()


def _size(document: Document) -> int:
    """The bytes that the texts of a document take, and their sources."""
    sources = [each for some in document.sources.values() for each in some]
    texts = sum([len(text.raw) for text in document.texts])
    return texts + sum([len(each.raw) + getsizeof(each.body) for each in sources])


class Prepared(Struct, frozen=True, dict=True):
    """All of it. `around` is what every text may know of the site. No slots: the cards may be many, and what stands
    for none of them is made once."""

    order: Order
    config: SiteConfig
    theme: Theme
    around: Around
    cards: Mapping[str, Card]
    findings: tuple[Finding, ...]
    notices: Notices

    @cached_property
    def of_notices(self) -> Around:
        """What the files of a notice in no locale, and what is told of it, may know."""
        return self.around.of_notices(_said(self.theme))

    def speaking(self, *locales: str) -> Around:
        """What texts may know that are given the words of these locales; it is the same for all notices."""
        if locales not in self._speaking:
            self._speaking[locales] = self.around.speaking(locales)
        return self._speaking[locales]

    @cached_property
    def _speaking(self) -> dict[tuple[str, ...], Around]:
        return {}

    @property
    def bare(self) -> Plan:
        """The plan of a site of which only is known what there is."""
        return Plan(Site(self.config, ()), self.order.on, (), {}, self.around, self.order.pdf)

    def plan(self, notice: str) -> Plan:
        """What the pages of a notice may know. SourceError where it is no longer what its card says."""
        found = self.notices.plan(notice)
        if _heads(found) != self.cards[notice].heads:
            what = "This was published while the site was built."
            raise SourceError([Finding(f"notices/{notice}", 0, 0, "source", what, "Build again.")])
        return replace(found, around=self.around, pdf=self.order.pdf)

    def told(self, notice: str) -> Told:
        """What the files of the whole site tell of a notice."""
        kept, card = kept_of(self.order, "told"), self.cards[notice]
        key = card.key and key_of("told", card.key, self.of_notices.key)
        if key and not self.order.full and (raw := kept.get(notice, key)):
            return unpacked(raw)
        value = told(replace(self.plan(notice), around=self.of_notices))
        if key:
            kept.put(notice, key, packed(value))
        return value


def _said(theme: Theme) -> frozenset[str] | None:
    """The messages that the files of a notice in no locale may say."""
    return theme.messages(ChoicePage, WithdrawnPage)


class Sharing(Protocol):
    """Notices that are being read elsewhere."""

    def reads(self) -> "Mapping[str, Read]":
        """What reading each gave, when all are read."""


Share = Callable[[Order, SiteConfig, Mapping[str, str]], "Sharing | None"]
"""What has notices read elsewhere, given the keys of their cards; nothing where that does not pay."""

_LAST: list[Prepared] = []


def unshared(*_: object) -> None:
    """Has nothing read elsewhere."""


def prepared(order: Order, share: Share = unshared) -> Prepared:
    """What a build has; it is prepared once in each process, and one that is forked off has it from its parent.

    SourceError where the sources are wrong, with every fault of what was read; ThemeError.
    """
    if _LAST and _LAST[0].order == order:
        return _LAST[0]
    found: list[Finding] = []
    config, notices, cards = _drafted(order, found) if order.drafts else _published(order, share, found)
    return _of(order, config, notices, cards, found)


def adopt(order: Order, config: SiteConfig, notices: Notices, cards: Mapping[str, Card]) -> None:
    """Have what another process has prepared."""
    _of(order, config, notices, cards, [])


def _of(
    order: Order, config: SiteConfig, notices: Notices, cards: Mapping[str, Card], found: list[Finding]
) -> Prepared:
    words = {tag: words_of(order, tag, found) for tag in (*config.locales, *config.retired_locales)}
    theme = theme_of(order, config)
    directory = {EditionId(name, region): tags for name, card in cards.items() for region, tags in card.editions}
    _LAST[:] = [Prepared(order, config, theme, Around(config, words, directory), cards, tuple(found), notices)]
    return _LAST[0]


def _drafted(order: Order, found: list[Finding]) -> tuple[SiteConfig, Notices, dict[str, Card]]:
    """Everything read, with the drafts as published texts."""
    from noticepress.drafting import drafted, translation_progress

    site, findings = read_sources(order.root)
    found += findings
    if order.drafts:
        site = drafted(order.root, site, order.drafts, translation_progress(order.root, site, found))
    documents: dict[str, tuple[Document, ...]] = {}
    for each in site.documents:
        documents[each.id.notice] = (*documents.get(each.id.notice, ()), each)
    notices = Notices(site.config, order.on, lambda notice, *_: documents[notice])
    return site.config, notices, {name: _card("", notices.plan(name)) for name in documents}


def _published(order: Order, share: Share, found: list[Finding]) -> tuple[SiteConfig, Notices, dict[str, Card]]:
    """What is published, of which only what changed is read."""
    fatal: list[Finding] = []
    findings: list[Finding] = []
    config = read_frame(order.root, order.look.of(order.root / "notices").ledgers, fatal, findings)
    if config is None:
        raise SourceError(fatal)
    notices = notices_of(order, config)
    kept, own = kept_of(order, "cards"), key_of("card", order.program, config, order.on)
    cards: dict[str, Card | None] = {}
    keys: dict[str, str] = {}
    for name in dict.fromkeys(each.id.notice for each in config.documents):
        key = key_of_folder(order, order.root / "notices" / name, own)
        known = kept.get(name, key) if key and not order.full else None
        cards[name] = _unpacked(known) if known else None
        if not known:
            keys[name] = key
    for name, read in _read(order, config, notices, keys, share).items():
        cards[name] = read.card
        fatal += read.fatal
        findings += read.findings
    if fatal:
        raise SourceError([*fatal, *sorted(set(findings))])
    found += sorted(set(findings))
    kept.only(cards)
    kept_of(order, "told").only(cards)
    return config, notices, {name: card for name, card in cards.items() if card}


class Read(Struct, frozen=True):
    """What reading a notice gave: its card, and what is to be said of it."""

    card: Card
    fatal: tuple[Finding, ...]
    findings: tuple[Finding, ...]


def _read(
    order: Order, config: SiteConfig, notices: Notices, keys: Mapping[str, str], share: Share
) -> Mapping[str, Read]:
    """What reading some notices gave; while they are read elsewhere, what else a build needs is made."""
    sharing = share(order, config, keys)
    if sharing is None:
        return {name: read_card(order, notices, name, key) for name, key in keys.items()}
    with suppress(Exception):  # what is wrong with any of it is told afterwards
        for tag in (*config.locales, *config.retired_locales):
            words_of(order, tag, [])
        _said(theme_of(order, config))
    reads = sharing.reads()
    return {name: reads[name] for name in keys}


def notices_of(order: Order, config: SiteConfig) -> Notices:
    """The notices of a site, none of which is read yet."""
    return Notices(config, order.on, partial(read_notice, order.root, config))


def read_card(order: Order, notices: Notices, name: str, key: str) -> Read:
    """Read a notice; its card is kept where there is nothing to say of it."""
    card = _card(key, notices.plan(name))
    fatal, findings = notices.said(name)
    if not key or fatal or findings:
        return Read(replace(card, key=""), fatal, findings)
    kept_of(order, "cards").put(name, key, json.dumps(card, default=plain).encode())
    return Read(card, (), ())


def _card(key: str, own: Plan) -> Card:
    """The card of the one notice of a plan."""
    documents = own.site.documents
    drafts = (
        Draft(str(each.id), each.working.path, bool(each.entries))
        for each in documents
        if each.working and each.has_draft
    )
    counted = tuple(text.entry.digest for each in documents for text in each.texts if text.draft)
    editions = tuple((identifier.region, tags) for identifier, tags in own.directory.items())
    return Card(key, _heads(own), counted, spoken(documents), editions, tuple(drafts), next_day(own))


def _heads(own: Plan) -> tuple[str, ...]:
    return tuple(each.entries[-1].digest if each.entries else "" for each in own.site.documents)


def _unpacked(raw: bytes) -> Card:
    key, heads, counted, languages, editions, drafts, day = json.loads(raw)
    following = date.fromisoformat(day) if day else None
    known = tuple((region, tuple(tags)) for region, tags in editions)
    return Card(
        key, tuple(heads), tuple(counted), tuple(languages), known, tuple(Draft(*each) for each in drafts), following
    )
