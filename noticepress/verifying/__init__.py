"""Verification: what is there against what the ledgers say."""

from noticepress.verifying.sources import verify_sources

__all__ = ["verify_sources"]
