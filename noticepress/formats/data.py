"""notices.json: everything that is public, for programs. docs/data.md and notices.schema.json describe it.

The file says nothing about the day of its build, so that it changes only when something else does.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

from noticepress import permalinks
from noticepress.artifact import Artifact
from noticepress.editions import Edition, EditionVersion
from noticepress.formats.feeds import title
from noticepress.formats.ledgers import public_entries
from noticepress.formats.markdown import permanent_texts
from noticepress.formats.stand_ins import StandIn, stand_ins
from noticepress.formats.texts import Places, places
from noticepress.ledger import components_digest
from noticepress.model import Document, Entry, Text
from noticepress.pages import Plan
from noticepress.pages.frames import edition_name
from noticepress.timeline import Version, Withdrawal, all_withdrawals, retirements, start_of

Json = dict[str, object]


def data(plan: Plan, notices: Sequence[bytes], next_day: date | None) -> Iterator[Artifact]:
    """`notices.json`, of what `notice_data` says of each notice, and of the day on which it will next differ."""
    values = {key: _written(value) for key, value in _site(plan, next_day).items()}
    # A line for each value of the site and for each notice: an indented form would be written by much slower code.
    lines = "".join(f"{json.dumps(key)}: {value},\n " for key, value in values.items())
    # Joined at once, since it may be as large as anything that a build holds
    each = [piece for notice in notices for piece in (b",\n  ", notice)][1:]
    raw = b"".join([b"{", lines.encode(), b'"notices": [', *each, b"]}\n"])
    yield Artifact(permalinks.output_path(permalinks.NOTICES), raw, is_entry=True)


def notice_data(plan: Plan) -> bytes:
    """What `notices.json` says of the one notice of a plan."""
    return _written(_Teller(plan, places(plan)).notice(plan.site.notices[0])).encode()


def _written(value: object) -> str:
    """A value as JSON, each object of a list on a line of its own."""
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "[" + ",\n  ".join(map(_written, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def _site(plan: Plan, day: date | None) -> Json:
    config = plan.config
    start = start_of(day, config.zone).isoformat() if day else ""
    return {
        "$schema": config.base_url + permalinks.SCHEMA,
        "name": config.name,
        "organisation": config.organisation,
        "url": config.base_url + permalinks.ROOT,
        "time_zone": str(config.zone),
        "source_locale": config.source_locale,
        "locales": list(config.locales),
        "regions": [{"slug": each.slug, "territories": list(each.territories)} for each in config.regions.values()],
        "next_change": {"date": day.isoformat(), "instant": start} if day else None,
    }


def schemas() -> Iterator[Artifact]:
    """The JSON Schemas of what programs read."""
    for url in (permalinks.SCHEMA, permalinks.LEDGER_SCHEMA):
        raw = (Path(__file__).parent / "schemas" / url.rpartition("/")[2]).read_bytes()
        yield Artifact(permalinks.output_path(url), raw)


class _Teller:
    def __init__(self, plan: Plan, found: Places) -> None:
        self.plan, self.places, self.zone = plan, found, plan.config.zone

    def notice(self, notice: Document) -> Json:
        """A notice, its addenda and its editions."""
        documents = (notice, *self.plan.site.addenda(notice.id.notice))
        editions = [edition for edition in self.plan.editions if edition.id.notice == notice.id.notice]
        return {
            "slug": notice.id.notice,
            "documents": [self._document(document) for document in documents],
            "editions": [self._edition(edition) for edition in editions],
        }

    def _document(self, document: Document) -> Json:
        entries = public_entries(self.plan, document)
        config = document.config
        return {
            "id": str(document.id),
            "region": document.id.region or None,
            "placement": config.settings.placement if document.id.region else None,
            "authoritative_locale": config.settings.authoritative,
            "locales": list(config.locales),
            "locales_reason": config.locales_reason or None,
            "last_review": config.last_review.isoformat() if config.last_review else None,
            "ledger": self._url(permalinks.ledger(document.id)) if entries else None,
            "ledger_head": entries[-1].digest if entries else None,
            "retired_from": [day.isoformat() for day in retirements(document, self.plan.on, self.zone)],
            "versions": [self._version(version) for version in self.plan.versions[document.id]],
            "withdrawn": [self._gone(each) for each in all_withdrawals(document, self.plan.on, self.zone)],
        }

    def _gone(self, version: Withdrawal) -> Json:
        texts = [text for texts in version.texts.values() for text in texts]
        return {
            "version": version.effective.isoformat(),
            "withdrawn": self._withdrawn(version.entry),
            "texts": [self._text(text) for text in texts],
        }

    def _version(self, version: Version) -> Json:
        return {
            "version": version.effective.isoformat(),
            "until": version.until.isoformat() if version.until else None,
            "status": version.status,
            "change": version.authoritative.entry.change,
            "texts": [self._text(text) for texts in version.texts.values() for text in texts],
        }

    def _text(self, text: Text) -> Json:
        entry, place = text.entry, self.places.get(text.entry.digest)
        return {
            "locale": entry.locale,
            "revision": entry.revision,
            "title": text.meta.title,
            "sha256": entry.sha256,
            "published": _moment(entry.published),
            "recorded": _moment(entry.recorded),
            "reason": entry.reason or None,
            "draft": text.draft,
            "withdrawn": self._withdrawn(text.withdrawn) if text.withdrawn else None,
            "entry": entry.digest,
            "page": self._url(place.page) if place else None,
            "markdown": self._url(place.markdown) if place and place.markdown else None,
            "patch": self._url(place.diff) if place and place.diff else None,
        }

    def _withdrawn(self, entry: Entry) -> Json:
        return {"published": _moment(entry.published), "reason": entry.reason or None, "entry": entry.digest}

    def _edition(self, edition: Edition) -> Json:
        current = edition.current
        return {
            "region": edition.id.region or None,
            "url": self._url(permalinks.neutral(edition.id)),
            "in_force": current.effective.isoformat() if current else None,
            "upcoming": [version.effective.isoformat() for version in edition.upcoming],
            "pages": [self._pages(edition, locale) for locale in self.plan.locales(edition.id)],
            "versions": [self._edition_version(edition, version) for version in edition.versions],
            "withdrawn": [self._edition_version(edition, version) for version in edition.withdrawn],
        }

    def _pages(self, edition: Edition, locale: str) -> Json:
        texts = [shown.text for shown in self.plan.shown_in(edition.shown, locale) if not shown.text.withdrawn]
        has_begun = edition.shown.status != "upcoming"
        return {
            "locale": locale,
            "title": title(self.plan, edition, locale),
            "edition": edition_name(self.plan, edition.id, locale),
            "url": self._url(permalinks.text(locale, edition.id)),
            "version": edition.shown.effective.isoformat(),
            "archive": self._url(permalinks.archive(locale, edition.id)),
            "feed": self._url(permalinks.feed(locale, edition.id)),
            "timemap": self._url(permalinks.timemap(locale, edition.id)) if has_begun else None,
            "embed": self._url(permalinks.embed(locale, edition.id)),
            **_components(texts),
        }

    def _edition_version(self, edition: Edition, version: EditionVersion) -> Json:
        locales = [tag for tag in self.plan.locales(edition.id) if version.has_page(tag)]
        return {
            "version": version.effective.isoformat(),
            "from": start_of(version.effective, self.zone).isoformat(),
            "until": version.until.isoformat() if version.until else None,
            "status": version.status,
            "changed": [str(each) for each in version.changed],
            "ended": [str(each) for each in version.ended],
            "texts": [self._edition_text(edition, version, locale) for locale in locales],
            "stand_ins": [
                self._stand_in(edition, each)
                for locale in (() if version.withdrawal else self.plan.locales(edition.id))
                for each in stand_ins(self.plan, edition, version, locale)
            ],
        }

    def _stand_in(self, edition: Edition, stand_in: StandIn) -> Json:
        url = self._url(permalinks.text(stand_in.locale, edition.id))
        since = _moment(stand_in.since.astimezone(self.zone))
        return {"locale": stand_in.locale, "url": url, "since": since, **_components(stand_in.texts)}

    def _edition_text(self, edition: Edition, version: EditionVersion, locale: str) -> Json:
        url = permalinks.dated(locale, edition.id, version.effective)
        has_redline = version.withdrawal is None and version.is_in(locale) and self.plan.earlier(version, locale)
        changes = permalinks.changes(locale, edition.id, version.effective)
        states = range(1, len(version.states(locale)) + 1)
        return {
            "locale": locale,
            "url": self._url(url),
            "changes": self._url(changes) if has_redline else None,
            **_components(permanent_texts(self.plan, version, locale, 0)),
            "states": [self._state(edition, version, locale, state) for state in states] if len(states) > 1 else [],
        }

    def _state(self, edition: Edition, version: EditionVersion, locale: str, state: int) -> Json:
        texts = permanent_texts(self.plan, version, locale, state)
        return {
            "state": state,
            "url": self._url(permalinks.dated(locale, edition.id, version.effective, state)),
            "published": _moment(max(t.entry.published for t in version.states(locale)[state - 1] if t)),
            **_components(texts),
        }

    def _url(self, address: str) -> str:
        return self.plan.config.base_url + address


def _components(texts: Sequence[Text]) -> Json:
    """The texts that a page shows, in the order in which they are read, and the SHA-256 over them."""
    entries = [text.entry for text in texts]
    components = [
        {
            "document": str(entry.document),
            "version": entry.version.isoformat(),
            "locale": entry.locale,
            "revision": entry.revision,
            "sha256": entry.sha256,
        }
        for entry in entries
    ]
    return {"components": components, "components_sha256": components_digest(entries)}


def _moment(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
