"""The public ledger of every document: its lines as they stand in the sources, up to what was public on the day."""

from collections.abc import Iterator
from functools import partial

from noticepress import permalinks
from noticepress.artifact import Artifact
from noticepress.ledger import line_of
from noticepress.model import Document, Entry
from noticepress.pages import Plan


def ledgers(plan: Plan) -> Iterator[Artifact]:
    """`/<document>/ledger.jsonl` of each document that has something public."""
    for document in plan.site.documents:
        if entries := public_entries(plan, document):
            path = permalinks.output_path(permalinks.ledger(document.id))
            # The last line stands for all before it.
            yield Artifact(path, partial(_lines, entries), key=entries[-1].digest)


def _lines(entries: tuple[Entry, ...]) -> bytes:
    return "".join(f"{line_of(entry)}\n" for entry in entries).encode()


def public_entries(plan: Plan, document: Document) -> tuple[Entry, ...]:
    """The entries up to the last that was public at the end of the day, without a gap, so that the chain holds."""
    zone = plan.config.zone
    public = [n for n, e in enumerate(document.entries, 1) if e.published.astimezone(zone).date() <= plan.on]
    return document.entries[: public[-1]] if public else ()
