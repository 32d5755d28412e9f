"""What the entries of a ledger say against each other, and against the front matter of their texts."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from noticepress.errors import Finding
from noticepress.ledger import TEXT_EVENTS, text_file
from noticepress.model import DocumentId, Entry, Text, WorkingText

RULE: Final = "verify"
RESTORE: Final = "Restore it from version control; to change a published text use “noticepress correct”."
_RESTORE_LEDGER: Final = "Restore the ledger from version control; it is never edited by hand."


def contradictions(document: DocumentId, entries: Sequence[Entry], ledger: str) -> Iterator[Finding]:
    """What the entries of the ledger at a path say that cannot be so, by themselves or after those before them."""
    published: dict[str, str] = {}
    revisions: dict[tuple[date, str], int] = {}
    for line, entry in enumerate(entries, 1):
        found = [*_impossible(document, entry), *_out_of_order(entry, published, revisions)]
        yield from (Finding(ledger, line, 1, RULE, what, _RESTORE_LEDGER) for what in found)
        if entry.event in TEXT_EVENTS:
            published[entry.file] = entry.sha256
            key = entry.version, entry.locale
            revisions[key] = max(entry.revision, revisions.get(key, 0))


def _impossible(document: DocumentId, entry: Entry) -> Iterator[str]:
    if entry.document != document:
        yield f"This entry is one of “{entry.document}”, not of “{document}”."
    if entry.published > entry.recorded and entry.event != "import":
        yield f"It was recorded ({entry.recorded.isoformat()}) before it was published ({entry.published.isoformat()})."
    if entry.event not in (*TEXT_EVENTS, "withdraw", "retire"):
        yield f"“{entry.event}” is no event of a ledger."


def _out_of_order(
    entry: Entry, published: Mapping[str, str], revisions: Mapping[tuple[date, str], int]
) -> Iterator[str]:
    if entry.event in TEXT_EVENTS:
        if entry.file != text_file(entry.version, entry.locale, entry.revision):
            yield f"“{entry.file}” is not the file of {entry.version} {entry.locale}, revision {entry.revision}."
        last = revisions.get((entry.version, entry.locale), 0)
        if entry.revision != last + 1:
            yield f"Revision {entry.revision} of {entry.version} {entry.locale} follows {last}."
    elif entry.event == "withdraw" and entry.sha256 and published.get(entry.file) != entry.sha256:
        yield f"It withdraws “{entry.file}”, which no entry before it published."


def front_matter(
    texts: Sequence[Text], sources: Mapping[date, Sequence[WorkingText]], folder: str
) -> Iterator[Finding]:
    """Where the front matter of texts and sources says another thing than their entries; `folder` is their path."""
    for text in texts:
        if not text.withdrawn:
            yield from (Finding(f"{folder}/{text.entry.file}", 0, 0, RULE, what, RESTORE) for what in _differs(text))
    for version, each in sources.items():
        for source in each:
            if source.meta.effective != version:
                what = f"Its front matter says {source.meta.effective}, its folder {version}."
                yield Finding(source.path, 0, 0, RULE, what, RESTORE)


def _differs(text: Text) -> Iterator[str]:
    if text.meta.effective != text.entry.version:
        yield f"Its front matter says {text.meta.effective}, its ledger entry {text.entry.version}."
    if text.meta.change != text.entry.change:
        yield f"Its front matter says “{text.meta.change}”, its ledger entry “{text.entry.change}”."
