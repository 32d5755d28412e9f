"""A built or downloaded site against itself and its ledgers, from its public files alone.

notices.json says what there is; every ledger, text, patch and page it names is read and checked.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final
from zoneinfo import ZoneInfo

from msgspec import Struct, field

from noticepress import permalinks
from noticepress.errors import Finding
from noticepress.frontmatter import read_meta, split
from noticepress.ledger import TEXT_EVENTS, components_digest, digest, read_ledger
from noticepress.model import DocumentId, Entry
from noticepress.verifying import index
from noticepress.verifying.patching import PatchError, patched
from noticepress.verifying.words import (
    blocks_of,
    blocks_of_text,
    missing_blocks,
    missing_in_redline,
    starts,
    words_of_side,
)

Get = Callable[[str], bytes | None]
"""The bytes of an address of the site, such as `/sv/privacy/`, or None where there is nothing."""

Shown = Mapping[tuple[str, str], bytes]
"""The texts that a page shows, by document and language."""

_RULE: Final = "verify"
_AGAIN: Final = "Build and upload the site again; if it stays, somebody changed it there."
_SHOWN: Final = 80
_KEYS: Final = ("document", "version", "locale", "revision", "sha256")


def verify_site(get: Get, ledgers: Mapping[str, bytes]) -> tuple[Finding, ...]:
    """Everything by which a site contradicts itself, or the ledgers of its sources.

    `ledgers` are the bytes of those by document (`privacy/eea`); where there are none, only the site itself is checked.
    """
    raw = get(permalinks.NOTICES)
    if raw is None:
        return (Finding(permalinks.NOTICES, 0, 0, _RULE, "The file is not there; is this the site's root?", ""),)
    work = _Work(get, ledgers)
    try:
        work.site(json.loads(raw))
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        what = f"The file is not one that noticepress writes ({type(error).__name__}: {error})."
        work.note(permalinks.NOTICES, what)
    return tuple(sorted(set(work.findings)))


class _Work(Struct):
    get: Get
    sources: Mapping[str, bytes]
    findings: list[Finding] = field(default_factory=list)
    base: str = ""
    entries: dict[str, Entry] = field(default_factory=dict)
    texts: dict[tuple[object, ...], Entry] = field(default_factory=dict)
    kept: dict[str, bytes | None] = field(default_factory=dict)
    blocks: dict[str, tuple[str, ...]] = field(default_factory=dict)
    days: dict[str, list[str]] = field(default_factory=dict)

    def note(self, path: str, what: str, mend: str = _AGAIN) -> None:
        self.findings.append(Finding(path, 0, 0, _RULE, what, mend))

    def site(self, values: Any) -> None:
        """Check everything that notices.json names."""
        self.base = values["url"].rstrip("/")
        for notice in values["notices"]:
            for document in notice["documents"]:
                self.days[document["id"]] = [version["version"] for version in document["versions"]]
                self._document(document)
            for edition in notice["editions"]:
                for what in index.of_edition(edition, notice["documents"], ZoneInfo(values["time_zone"])):
                    self.note(permalinks.NOTICES, f"{self._path(edition['url'])}: {what}.")
                self._edition(edition)

    def _document(self, document: Any) -> None:
        if document["ledger"] is None:
            return
        path = self._path(document["ledger"])
        raw = self._read(path, "The ledger is not there.")
        if raw is None:
            return
        found: list[Finding] = []
        entries = read_ledger(raw, path, found)
        self.findings.extend(found)
        self.entries.update({entry.digest: entry for entry in entries})
        self.texts.update({_told(entry): entry for entry in entries if entry.event in TEXT_EVENTS})
        if not entries or entries[-1].digest != document["ledger_head"]:
            self.note(path, f"Its last line is not the one that notices.json names ({document['ledger_head'][:16]}…).")
        source = self.sources.get(document["id"])
        if source is not None and not source.startswith(raw):
            self.note(path, "It is not the beginning of the ledger in the sources.")
        for what in index.of_document(document, entries):
            self.note(permalinks.NOTICES, f"{document['id']}: {what}.")
        versions = [*document["versions"], *document["withdrawn"]]
        named = {text["entry"] for version in versions for text in version["texts"]}
        for version in versions:
            for text in version["texts"]:
                self._text(document["id"], version["version"], text, entries)
        for line, entry in enumerate(entries, 1):
            if entry.event in TEXT_EVENTS and entry.digest not in named and not _is_gone(entry, entries):
                what = f"notices.json does not name {entry.file}, which line {line} publishes."
                self.findings.append(Finding(path, line, 1, _RULE, what, _AGAIN))

    def _text(self, document: str, version: str, text: Any, entries: Sequence[Entry]) -> None:
        name = f"{document} {version} {text['locale']} r{text['revision']}"
        entry = self.entries.get(text["entry"])
        if text["draft"] and entry is None:
            return
        for kind in ("page", "patch"):
            if text[kind]:
                self._read(self._path(text[kind]), f"The {kind} that notices.json names for {name} is not there.")
        told = (document, version, text["locale"], text["revision"], text["sha256"])
        if entry is None:
            self.note(permalinks.NOTICES, f"{name} names an entry that its ledger does not have.")
        elif told != _told(entry):
            self.note(permalinks.NOTICES, f"{name} is not what its ledger entry says.")
        else:
            for what in index.of_text(text, entry, entries):
                self.note(permalinks.NOTICES, f"{name} {what}.")
        if entry is not None and text["markdown"]:
            raw = self._markdown(self._path(text["markdown"]), entry.sha256)
            if raw is not None and digest(raw) == entry.sha256 and _title(raw) != text["title"]:
                self.note(permalinks.NOTICES, f"{name} has the title “{_title(raw)}”, not “{text['title']}”.")

    def _markdown(self, path: str, sha256: str) -> bytes | None:
        raw = self._read(path, "The text is not there.")
        if raw is not None and digest(raw) != sha256:
            self.note(path, f"The text has the SHA-256 {digest(raw)[:16]}…, its ledger entry {sha256[:16]}….")
        return raw

    def _edition(self, edition: Any) -> None:
        for page in edition["pages"]:
            self._page(self._path(page["url"]), page["locale"], page)
            for beside in ("archive", "feed", "timemap", "embed"):
                if page[beside]:  # an edition that is not yet in force has no TimeMap
                    self._read(self._path(page[beside]), f"The {beside} is not there.")
        latest: dict[tuple[str, str], bytes] = {}
        shown: dict[tuple[str, str], Shown] = {}
        compared: dict[str, Shown] = {}
        for version in edition["versions"]:
            for each in version["stand_ins"]:
                self._components(f"what stood at {self._path(each['url'])} from {each['since']} on", each)
            for text in version["texts"]:
                before, locale = dict(latest), text["locale"]
                own = self._chain(text, latest, compared.get(locale, {}), version["version"])
                compared[locale] = shown[version["version"], locale] = self._own(text, version["version"], own)
                for page in edition["pages"]:
                    if (version["version"], text["locale"]) == (edition["in_force"], page["locale"]):
                        self._patches(self._path(page["url"]), page["locale"], own, before)
        self._compared(edition, shown)

    def _compared(self, edition: Any, shown: Mapping[tuple[str, str], Shown]) -> None:
        """The redlines of each version against the one in force in the same language."""
        for version in edition["versions"]:
            for text in version["texts"]:
                own = shown[version["version"], text["locale"]]
                other = shown.get((edition["in_force"], text["locale"]), {})
                if version["version"] != edition["in_force"] and all(
                    _is_whole(e, text["locale"]) for e in (own, other)
                ):
                    pair = (own, other) if edition["in_force"] < version["version"] else (other, own)
                    self._redline(f"{self._path(text['url'])}compare/", *pair)

    def _own(self, told: Any, day: str, shown: Shown) -> Shown:
        """The texts of a page but those that stand in for missing ones, which no redline compares."""
        own = {
            (each["document"], each["locale"])
            for each in told["components"]
            if each["version"] == max((d for d in self.days[each["document"]] if d <= day), default="")
        }
        return {key: raw for key, raw in shown.items() if key in own}

    def _chain(self, text: Any, latest: dict[tuple[str, str], bytes], compared: Shown, day: str) -> Shown:
        """The pages of a version in a locale, the patches that lead to them from the version before, and the redline
        against its own texts (`compared`); gives the texts that it shows."""
        locale = text["locale"]
        before: dict[tuple[str, str], bytes] = dict(latest)
        in_state: Shown = {}
        for number, state in enumerate(text["states"]):
            url = self._path(state["url"])
            shown = self._page(url, locale, state)
            self._patches(url, locale, shown, before)
            own = self._own(state, day, shown)
            if number:
                self._redline(f"{url}changes/", own, in_state)
            in_state = own
            before.update(shown)
        url = self._path(text["url"])
        shown = self._page(url, locale, text)
        self._patches(url, locale, shown, latest)
        own = self._own(text, day, shown)
        if all(_is_whole(each, locale) for each in (compared, own)):
            self._redline(f"{url}changes/", own, compared)
        latest.update(shown)
        return shown

    def _redline(self, url: str, shown: Shown, before: Shown) -> None:
        """Whether the two sides of a redline say what the texts that changed say."""
        raw = self._read(url, "The redline is not there.")
        changed = [key for key in shown if key in before and shown[key] != before[key]]
        if raw is None or not changed:
            return
        page = raw.decode("utf-8", "replace")
        for side, texts in (("old", before), ("new", shown)):
            words = words_of_side(page, "old" if side == "old" else "new")
            for key in changed:
                reads = self._reads(texts[key])
                if self._reads(shown[key]) == self._reads(before[key]) and not starts(reads, words):
                    continue  # what differs is not in the words, and the page says that nothing changed
                for block in missing_in_redline(reads, words):
                    start = block[:_SHOWN] + ("…" if len(block) > _SHOWN else "")
                    self.note(
                        url, f"The {side} side of the redline does not say what {key[0]} {key[1]} says: “{start}”."
                    )

    def _reads(self, raw: bytes) -> tuple[str, ...]:
        """The blocks of a text, without markup; none of one that is not what it should be, which is said of it."""
        sha256 = digest(raw)
        if sha256 not in self.blocks:
            entry = next((each for each in self.entries.values() if each.sha256 == sha256), None)
            body = split(raw.decode("utf-8", "replace")).body
            self.blocks[sha256] = blocks_of_text(body, entry.settings.html) if entry else ()
        return self.blocks[sha256]

    def _patches(self, url: str, locale: str, shown: Shown, before: Shown) -> None:
        for (document, tag), raw in shown.items():
            if tag != locale:
                continue
            path = permalinks.diff(url, _document_id(document))
            data = self._read(path, "The patch is not there.")
            if data is None:
                continue
            try:
                made = patched(before.get((document, tag), b""), data)
            except PatchError as error:
                self.note(path, f"The patch does not fit the text before it: {error}.")
                continue
            if made != raw:
                self.note(path, "The patch does not lead to the text beside it.")

    def _components(self, name: str, told: Any) -> list[Entry | None]:
        """The ledger entries of what was shown together; whether the hash over them is right."""
        entries = [self._entry_of(component) for component in told["components"]]
        if all(entries) and components_digest([e for e in entries if e]) != told["components_sha256"]:
            self.note(permalinks.NOTICES, f"components_sha256 of {name} is not that of its components.")
        return entries

    def _page(self, url: str, locale: str, told: Any) -> dict[tuple[str, str], bytes]:
        """Check a page and the texts beside it; gives the texts by document and language."""
        components = told["components"]
        html = self._read(url, "The page is not there.")
        shown: dict[tuple[str, str], bytes] = {}
        entries = self._components(url, told)
        words = blocks_of(html.decode("utf-8", "replace")) if html is not None else None
        for component, entry in zip(components, entries, strict=True):
            foreign = component["locale"] if component["locale"] != locale else ""
            path = permalinks.markdown(url, _document_id(component["document"]), foreign)
            if entry is None:
                self.note(permalinks.NOTICES, f"{url} shows a text that no ledger has: {component['sha256'][:16]}….")
                continue
            raw = self._markdown(path, entry.sha256)
            if raw is not None:
                shown[component["document"], component["locale"]] = raw
            if raw is not None and html is not None and words is not None:
                self._words(url, html, words, raw, entry)
        return shown

    def _words(self, url: str, html: bytes, words: Sequence[str], raw: bytes, entry: Entry) -> None:
        if entry.sha256.encode() not in html:
            self.note(url, f"The page does not name the SHA-256 of {entry.document} {entry.locale}.")
        for block in missing_blocks(self._reads(raw), words):
            start = block[:_SHOWN] + ("…" if len(block) > _SHOWN else "")
            self.note(url, f"The page does not say what {entry.document} {entry.locale} says: “{start}”.")

    def _entry_of(self, component: Any) -> Entry | None:
        return self.texts.get(tuple(component[key] for key in _KEYS))

    def _read(self, path: str, missing: str) -> bytes | None:
        if path not in self.kept:
            self.kept[path] = self.get(path)
            if self.kept[path] is None:
                self.note(path, missing)
        return self.kept[path]

    def _path(self, url: str) -> str:
        """The address below the site's root; KeyError where notices.json leads elsewhere."""
        if not url.startswith(f"{self.base}/"):
            raise KeyError(url)
        return url.removeprefix(self.base)


def _told(entry: Entry) -> tuple[object, ...]:
    """What notices.json says of an entry, in the order of `_KEYS`."""
    return (str(entry.document), entry.version.isoformat(), entry.locale, entry.revision, entry.sha256)


def _is_whole(shown: Shown, locale: str) -> bool:
    """Whether a notice's own text is among those shown in a language."""
    return any(tag == locale and "/" not in name for name, tag in shown)


def _title(raw: bytes) -> str:
    """The title of a published text."""
    meta = read_meta(split(raw.decode("utf-8", "replace")), "", [], first=True, published=True)
    return meta.title if meta else ""


def _is_gone(entry: Entry, entries: Sequence[Entry]) -> bool:
    """Whether a text, or its whole version, was withdrawn."""
    return any(
        each.event == "withdraw" and each.version == entry.version and each.file in (entry.file, "") for each in entries
    )


def _document_id(name: str) -> DocumentId:
    notice, _, region = name.partition("/")
    return DocumentId(notice, region)
