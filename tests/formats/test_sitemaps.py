"""The sitemap lists what may be indexed, with counterparts in other languages, within the protocol's limits."""

from pathlib import Path

from lxml import etree

from noticepress.formats.sitemaps import split, urlset
from tests.building import Building
from tests.formats.reading import BASE, file_of, files

SCHEMA = Path(__file__).parent.parent / "node_modules" / "sitemap" / "schema" / "sitemap.xsd"
XHTML = "{http://www.w3.org/1999/xhtml}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def a_site() -> Building:
    site = Building(documents={"privacy": {}, "cookies": {}})
    site.publish("privacy", "2021-03-01", {"en": "Little.", "sv": "Lite."}, at="2021-02-01")
    site.publish("privacy", "2022-01-01", {"en": "More."}, at="2021-12-01")
    site.publish("cookies", "2023-01-01", {"en": "Biscuits.", "sv": "Kakor."}, at="2021-12-01")
    return site


def listed(raw: bytes) -> dict[str, dict[str, str]]:
    """The addresses of a sitemap with their counterparts by language."""
    return {
        url.findtext(f"{MAP}loc").removeprefix(BASE): {
            link.get("hreflang"): link.get("href").removeprefix(BASE) for link in url.iterfind(f"{XHTML}link")
        }
        for url in etree.fromstring(raw).iterfind(f"{MAP}url")
    }


def test_what_is_in_force_is_listed_with_its_counterparts() -> None:
    found = listed(files(a_site(), "2021-06-01")["/sitemap.xml"])
    pages = {"en": "/en/privacy/", "sv": "/sv/privacy/", "x-default": "/privacy/"}
    assert found["/en/privacy/"] == found["/sv/privacy/"] == found["/privacy/"] == pages
    assert found["/en/"] == found["/sv/"] == found["/"] == {"en": "/en/", "sv": "/sv/", "x-default": "/"}


def test_a_page_that_shows_another_language_is_no_counterpart() -> None:
    found = listed(files(a_site(), "2022-06-01")["/sitemap.xml"])
    assert found["/en/privacy/"] == {"en": "/en/privacy/", "x-default": "/privacy/"}
    assert "/sv/privacy/" not in found


def test_what_is_not_in_force_is_not_listed() -> None:
    found = listed(files(a_site(), "2022-06-01")["/sitemap.xml"])
    assert not [url for url in found if "/2021-03-01/" in url or url in ("/en/cookies/", "/cookies/")]


def test_counterparts_are_reciprocal(example_site: Path) -> None:
    found = listed((example_site / "sitemap.xml").read_bytes().replace(b"legal.ekvalla.example", BASE[8:].encode()))
    for url, counterparts in found.items():
        assert url in counterparts.values()
        assert all(found[other] == counterparts for other in counterparts.values())
        assert file_of(example_site, url).is_file()


def test_the_sitemap_follows_its_schema(example_site: Path) -> None:
    """The schema of sitemaps.org leaves elements of other namespaces to their own schemas."""
    tree = etree.parse(example_site / "sitemap.xml")
    etree.strip_elements(tree, f"{XHTML}link", with_tail=False)
    etree.XMLSchema(etree.parse(SCHEMA)).assertValid(tree)


def test_a_large_sitemap_is_split_at_the_limits() -> None:
    entries = [f"<url><loc>{BASE}/{number}</loc></url>" for number in range(10)]
    assert [len(part) for part in split(entries, limit=4)] == [4, 4, 2]
    assert [len(part) for part in split(entries, size=len(urlset(entries[:3])))] == [3, 3, 3, 1]
    assert [len(part) for part in split([])] == [0]


def test_robots_may_fetch_everything_and_are_told_of_the_sitemap() -> None:
    text = files(a_site(), "2021-06-01")["/robots.txt"].decode()
    assert text == f"User-agent: *\nDisallow:\n\nSitemap: {BASE}/sitemap.xml\n"
