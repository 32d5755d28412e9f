"""Pages made one by one by their address are the pages of the site."""

from pathlib import Path

from noticepress.interface import Words
from noticepress.pages import leaves, plan
from noticepress.source import read_sources
from tests.conftest import EXAMPLE_DAY


def test_each_address_leads_to_the_page_that_bears_it(example_project: Path) -> None:
    site, _ = read_sources(example_project)
    words = {tag: Words(tag) for tag in site.config.locales}
    found = list(leaves(plan(site, EXAMPLE_DAY, words)))
    addresses = [leaf.url for leaf in found]
    assert len(addresses) == len(set(addresses)) > 100
    few = [
        leaf for leaf in found if leaf.url.startswith(("/ar/cookies/", "/de/privacy/uk/")) or leaf.url.count("/") < 3
    ]
    assert [leaf.page.frame.url for leaf in few] == [leaf.url for leaf in few]
