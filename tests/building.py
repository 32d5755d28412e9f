"""Small sites made in a test: publications, corrections, withdrawals and retirements, in memory or as files.

    built = Building(locales=("en", "sv"), documents={"privacy": {}, "privacy/eea": {"placement": "section"}})
    built.publish("privacy", "2021-03-01", {"en": "We collect little.", "sv": "Vi samlar in lite."}, at="2021-02-01")
    built.correct("privacy", "2021-03-01", "sv", "Vi samlar in litet.", at="2021-04-01", reason="A typo")
    built.pages("2021-05-01")["/sv/privacy/"]       the page value of an address
    built.html("2021-05-01")["/sv/privacy/"]        the same, rendered with the built-in theme
    built.write(tmp_path)                           a project folder that the commands can build

The words of the interface are English in every language, so that tests do not change with their translations; dates and
names are not. Dates are ISO texts; `at` is a day (nine o'clock in the site's zone) or a moment such as
`2021-02-01T23:30`.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cache
from pathlib import Path

from msgspec.structs import replace

from noticepress.errors import Finding
from noticepress.frontmatter import begin_of_body, read_meta, split, write
from noticepress.head import HEAD, Head, write_head
from noticepress.interface import Words
from noticepress.ledger import FIRST, chained, digest, line_of, source_file, text_file
from noticepress.markup import write_out_ids
from noticepress.model import Document, DocumentId, Entry, Event, Meta, Site, SiteConfig, Text, WorkingText
from noticepress.pages import Plan, pages, plan
from noticepress.siteconfig import read_site
from noticepress.theme import Theme
from noticepress.views import Page

CHECKOUT = Path(__file__).parent.parent

Options = Mapping[str, object]


@dataclass
class _Record:
    """What one document has gathered: its ledger, and its files below `published/` by name."""

    entries: list[Entry] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)


class Building:
    """A site that grows by the acts of its legal department, in the order in which they are told.

    `documents` are the tables of notices and addenda by id, `regions` those of the regions (those of the addenda are
    there without being named), `site` adds to the table `[site]`. `titles` are titles by document, then locale.
    """

    def __init__(
        self,
        *,
        locales: Sequence[str] = ("en", "sv"),
        documents: Mapping[str, Options] | None = None,
        regions: Mapping[str, Options] | None = None,
        contact: Options | None = None,
        site: Options | None = None,
        titles: Mapping[str, Mapping[str, str]] | None = None,
    ) -> None:
        self.titles = titles or {}
        self._tables = {
            "site": {
                "name": "Example notices", "base-url": "https://legal.company.example", "time-zone": "Europe/Stockholm",
                "source-locale": locales[0], "locales": list(locales), **(site or {}),
            },
            "organisation": {"name": "Company AB", "email": "privacy@company.example"},
            "contact": contact or {},
        }  # fmt: skip
        self._documents = dict(documents or {"privacy": {}})
        self._regions = dict(regions or {})
        self._records: dict[str, _Record] = {}
        self.config = self._read()

    def configure(
        self,
        documents: Mapping[str, Options] | None = None,
        regions: Mapping[str, Options] | None = None,
        **site: object,
    ) -> None:
        """Change site.toml from here on: tables of documents or regions are added or replaced, `site` keys set."""
        self._documents.update(documents or {})
        self._regions.update(regions or {})
        self._tables["site"].update({key.replace("_", "-"): value for key, value in site.items()})
        self.config = self._read()

    @property
    def toml(self) -> str:
        """site.toml."""
        regions = {name.partition("/")[2]: {} for name in self._documents if "/" in name} | self._regions
        tables = dict(self._tables)
        tables |= {f"regions.{slug}": dict(table) for slug, table in regions.items()}
        for name, table in self._documents.items():
            notice, _, region = name.partition("/")
            tables[f"notices.{notice}.addenda.{region}" if region else f"notices.{notice}"] = dict(table)
        return "\n".join(_table(name, table) for name, table in tables.items())

    def publish(
        self,
        document: str,
        effective: str,
        texts: Mapping[str, str],
        *,
        at: str,
        summary: str | Mapping[str, str] = "",
        change: str = "material",
        event: Event = "publish",
    ) -> None:
        """Publish a version in some locales, or a version that is public in further ones."""
        record, day = self._record(document), date.fromisoformat(effective)
        source = self.config.source_locale
        made_from = (
            self._source(document, day, texts[source], change) if source in texts else self._last_source(record, day)
        )
        for locale, body in texts.items():
            words = summary if isinstance(summary, str) else summary.get(locale, "")
            raw = self._raw(document, day, locale, body, summary=words, change=change)
            self._add(document, day, locale, raw, at=at, event=event, change=change, source=made_from)

    def correct(self, document: str, version: str, locale: str, body: str, *, at: str, reason: str = "A typo") -> None:
        """Publish the next revision of a text."""
        record, day = self._record(document), date.fromisoformat(version)
        before = next(e for e in reversed(record.entries) if (e.version, e.locale) == (day, locale))
        head = self._meta(record.files[before.file])
        is_source = locale == self.config.source_locale
        made_from = self._source(document, day, body, head.change) if is_source else before.source_sha256
        raw = self._raw(document, day, locale, body, summary=head.summary, change=head.change)
        self._add(
            document, day, locale, raw, at=at, event="correct", change=head.change, source=made_from, reason=reason
        )

    def withdraw(
        self, document: str, version: str, locale: str = "", *, at: str, reason: str = "A court order"
    ) -> None:
        """Withdraw the text of a version in one locale, or (without a locale) an upcoming version."""
        record, day = self._record(document), date.fromisoformat(version)
        if not locale:
            self._append(document, self._plain(document, "withdraw", day, at, reason))
            return
        gone = [e for e in record.entries if (e.version, e.locale) == (day, locale) and e.event != "withdraw"]
        for entry in gone:
            moment = self._moment(at)
            self._append(document, replace(entry, event="withdraw", recorded=moment, published=moment, reason=reason))

    def retire(self, document: str, first_day: str, *, at: str, reason: str = "No longer needed") -> None:
        """End a document: from `first_day` on it no longer applies."""
        self._append(document, self._plain(document, "retire", date.fromisoformat(first_day), at, reason))

    def site(self) -> Site:
        """The site as `source.read_sources` would read it."""
        return Site(self.config, tuple(self._document(str(each.id)) for each in self.config.documents))

    def plan(self, on: str) -> Plan:
        """The site on a day."""
        return plan(
            self.site(),
            date.fromisoformat(on),
            {tag: Words(tag) for tag in (*self.config.locales, *self.config.retired_locales)},
        )

    def pages(self, on: str) -> dict[str, Page]:
        """The page values of a day by address."""
        return {page.frame.url: page for page, _ in pages(self.plan(on))}

    def html(self, on: str) -> dict[str, str]:
        """The pages of a day by address, rendered with the built-in theme."""
        planned = self.plan(on)
        return {
            page.frame.url: built_in_theme().render(page, planned.words[page.frame.locale]).decode()
            for page, _ in pages(planned)
        }

    def write(self, folder: Path) -> Path:
        """Write the site as a project folder, and return the folder."""
        (folder / "notices").mkdir(parents=True, exist_ok=True)
        _put(folder / "notices" / "site.toml", self.toml.encode())
        for name, record in self._records.items():
            published = folder.joinpath("notices", *name.split("/"), "published")
            for file, raw in record.files.items():
                (published / file).parent.mkdir(parents=True, exist_ok=True)
                _put(published / file, raw)
            lines = "".join(f"{line_of(entry)}\n" for entry in record.entries)
            _put(published / "ledger.jsonl", lines.encode())
            _put(published / HEAD, write_head(Head(name, record.entries[-1].digest)))
        return folder

    def _read(self) -> SiteConfig:
        findings: list[Finding] = []
        config = read_site(self.toml, "notices/site.toml", findings)
        assert config is not None, findings
        return config

    def _record(self, document: str) -> _Record:
        return self._records.setdefault(document, _Record())

    def _moment(self, at: str) -> datetime:
        moment = datetime.fromisoformat(at)
        if "T" not in at:
            moment = datetime.combine(moment.date(), time(9))
        return moment if moment.tzinfo else moment.replace(tzinfo=self.config.zone)

    def _raw(
        self, document: str, day: date, locale: str, body: str, *, summary: str, change: str, is_source: bool = False
    ) -> bytes:
        contacts = self.config.contacts() if "{{ contact." in body and not is_source else {}
        head = {
            "title": self.titles.get(document, {}).get(locale, f"{document} in {locale}"),
            "effective": day, "change": change, "summary": summary,
            "contacts": {region or "default": values for region, values in contacts.items()},
        }  # fmt: skip
        return f"{write(head)}\n{write_out_ids(body, 'off').rstrip()}\n".encode()

    def _source(self, document: str, day: date, body: str, change: str) -> str:
        """Keep a source.md and return its hash."""
        record = self._record(document)
        raw = self._raw(document, day, self.config.source_locale, body, summary="", change=change, is_source=True)
        known = {e.source_sha256 for e in record.entries if e.version == day and e.source_sha256}
        if digest(raw) not in known:
            record.files[source_file(day, len(known) + 1)] = raw
        return digest(raw)

    @staticmethod
    def _last_source(record: _Record, day: date) -> str:
        return next(e.source_sha256 for e in reversed(record.entries) if e.version == day and e.source_sha256)

    def _add(
        self, document: str, day: date, locale: str, raw: bytes,
        *, at: str, event: Event, change: str, source: str, reason: str = "",
    ) -> None:  # fmt: skip
        record = self._record(document)
        texts = [e for e in record.entries if (e.version, e.locale) == (day, locale) and e.event != "withdraw"]
        name = text_file(day, locale, len(texts) + 1)
        record.files[name] = raw
        entry = self._plain(document, event, day, at, reason)
        self._append(
            document,
            replace(
                entry, locale=locale, revision=len(texts) + 1, sha256=digest(raw), file=name,
                change="minor" if change == "minor" else "material", source_sha256=source,
            ),
        )  # fmt: skip

    def _plain(self, document: str, event: Event, day: date, at: str, reason: str) -> Entry:
        moment = self._moment(at)
        config = next(each for each in self.config.documents if str(each.id) == document)
        return Entry(
            event=event, document=config.id, version=day, locale="", revision=0, sha256="", file="", change="material",
            recorded=moment, published=moment, by="Legal department", reason=reason, evidence="",
            settings=config.settings, source_sha256="", attachments=(), previous="", digest="",
        )  # fmt: skip

    def _append(self, document: str, entry: Entry) -> None:
        entries = self._record(document).entries
        entries.append(chained(entry, entries[-1].digest if entries else FIRST))

    def _meta(self, raw: bytes) -> Meta:
        findings: list[Finding] = []
        meta = read_meta(split(raw.decode()), "", findings, first=True, published=True)
        assert meta is not None, findings
        return meta

    def _document(self, name: str) -> Document:
        notice, _, region = name.partition("/")
        config = next(each for each in self.config.documents if each.id == DocumentId(notice, region))
        record = self._records.get(name, _Record())
        return Document(config, tuple(record.entries), self._texts(record, name), sources=self._sources(record, name))

    def _texts(self, record: _Record, name: str) -> tuple[Text, ...]:
        withdrawn = {e.file: e for e in record.entries if e.event == "withdraw" and e.sha256}
        published = [e for e in record.entries if e.event in ("publish", "correct", "import")]
        titles = {e.locale: self._meta(record.files[e.file]).title for e in published if e.file not in withdrawn}
        texts = []
        for entry in published:
            raw = record.files[entry.file]
            text = Text(entry, self._meta(raw), raw, begin_of_body(raw))
            if entry.file in withdrawn:
                title = titles.get(entry.locale) or next(reversed(titles.values()), name)
                text = Text(entry, Meta(title, entry.version, change=entry.change), b"", 0, withdrawn[entry.file])
            texts.append(text)
        return tuple(texts)

    def _sources(self, record: _Record, name: str) -> dict[date, tuple[WorkingText, ...]]:
        found: dict[date, list[WorkingText]] = {}
        for file, raw in record.files.items():
            if file.partition("/")[2].startswith("source."):
                parts = split(raw.decode())
                path = f"notices/{name}/published/{file}"
                text = WorkingText(path, raw, digest(raw), self._meta(raw), parts.body, parts.line)
                found.setdefault(date.fromisoformat(file.partition("/")[0]), []).append(text)
        return {day: tuple(texts) for day, texts in found.items()}


@cache
def built_in_theme() -> Theme:
    """The theme that comes with noticepress."""
    return Theme(CHECKOUT / "theme")


def _table(name: str, values: Options) -> str:
    return f"[{name}]\n" + "".join(f"{key} = {_value(value)}\n" for key, value in values.items())


def _value(value: object) -> str:
    """A value as TOML: JSON is, for texts, numbers and lists; a table is written on one line."""
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {_value(inner)}" for key, inner in value.items()) + " }"
    return json.dumps(value, ensure_ascii=False)


def _put(file: Path, raw: bytes) -> None:
    """Write a file that is not the same already, as programs do."""
    if not file.is_file() or file.read_bytes() != raw:
        file.write_bytes(raw)
