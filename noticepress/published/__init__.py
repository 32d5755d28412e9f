"""The only reader of `published/`: the ledger, the texts and sources that it names, and every file there held against
it.

read_published(root, config, fatal, findings)  -> Published; what contradicts the ledger is a fatal finding
"""

from noticepress.published.entries import RULE
from noticepress.published.reading import Published, read_published

__all__ = ["RULE", "Published", "read_published"]
