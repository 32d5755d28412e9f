"""A comparison as JSON."""

import json

from msgspec.structs import asdict

from noticepress.comparing.sides import Comparison


def as_json(comparison: Comparison) -> str:
    """The names of both sides, the counts, every change in order, and the HTML of the redline."""
    counts = comparison.redline.counts
    values = {
        "old": comparison.old.label,
        "new": comparison.new.label,
        "counts": {
            "inserted": counts.words_inserted,
            "deleted": counts.words_deleted,
            "moved": counts.words_moved,
            "changes": len(comparison.redline.changes),
            "kinds": dict(counts.by_kind),
        },
        "changes": [asdict(change) for change in comparison.redline.changes],
        "html": comparison.redline.html,
    }
    return json.dumps(values, ensure_ascii=False, indent=2) + "\n"
