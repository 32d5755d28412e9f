"""Verification: what is there against what the ledgers say.

verify_sources(root)          every published file of a project
verify_site(get, ledgers)     a built, downloaded or running site, from its public files
"""

from noticepress.verifying.places import folder, host, source_ledgers
from noticepress.verifying.site import verify_site
from noticepress.verifying.sources import verify_sources

__all__ = ["folder", "host", "source_ledgers", "verify_site", "verify_sources"]
