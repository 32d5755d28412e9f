"""The written configuration at work: nginx, Apache and Caddy with the example site, asked by a client."""

import gzip
import re
from pathlib import Path

import brotli
import pytest

from noticepress.formats.hosting import HEADERS
from tests.hosting.servers import Answer, Server

# What a browser sends, and the language that answers; "" where the reader gets the list of languages.
LANGUAGES = {
    "sv": "sv",
    "SV": "sv",
    "sv-FI": "sv",
    "sv-FI, en;q=0.3": "sv",
    "en-GB,en;q=0.9,sv;q=0.8": "en",
    "en;q=0.2, sv;q=0.7": "sv",
    "de-CH-1996": "de",
    "da, nb;q=0.9, de;q=0.4, fr;q=0.5": "fr",
    "sv;q=0, fr": "fr",
    "sv;q=0.0, en;q=0.1": "en",
    "ja;q=1.000, en;q=0.999": "ja",
    "zh-TW, ja;q=0.5, en;q=0.05": "ja",
    "en;q=0.05": "en",
    "ar-EG , fr ; q=0.9": "ar",
    "fr ; q = 0.8, de;q=0.7": "fr",
    "xx, de;q=0.3, fr;q=0.4": "fr",
    "pt-BR, pt;q=0.9": "",
    "*": "",
    "": "",
    "da, *;q=0.5": "",
    "svenska": "",
    "sven": "",
    "en;q=2": "",
    ";;;,,,q=": "",
    "../../etc/passwd": "",
    "en" * 300: "",
    "constructor, toString;q=0.9, de;q=0.1": "de",
}


def target(answer: Answer) -> str:
    """Where an answer leads, on this host."""
    return re.sub(r"^https?://[^/]+", "", answer["Location"])


@pytest.mark.parametrize("asked", LANGUAGES)
def test_the_language_of_the_reader_is_chosen_at_the_root(server: Server, asked: str) -> None:
    answer = server.get("/", accept_language=asked)
    expected = LANGUAGES[asked]
    assert (answer.status, target(answer)) == ((302, f"/{expected}/") if expected else (200, ""))
    assert {"accept-language", "cookie"} <= answer.names("Vary")
    assert answer["Cache-Control"] == "no-cache"


def test_the_neutral_address_of_a_notice_leads_to_a_language_it_is_offered_in(server: Server) -> None:
    assert target(server.get("/privacy/", accept_language="sv, de;q=0.8")) == "/sv/privacy/"
    assert target(server.get("/privacy/uk/", accept_language="sv, de;q=0.8")) == "/de/privacy/uk/"
    assert target(server.get("/privacy/california/", accept_language="de, en;q=0.1")) == "/en/privacy/california/"
    assert server.get("/privacy/california/", accept_language="de").status == 200


def test_a_quality_counts_to_the_last_digit_where_the_server_has_a_program(nginx: Server) -> None:
    assert target(nginx.get("/", accept_language="fr;q=0.851, de;q=0.852")) == "/de/"


@pytest.mark.parametrize("name", ["apache", "caddy"])
def test_elsewhere_a_quality_counts_by_tenths_and_then_the_order(name: str, request: pytest.FixtureRequest) -> None:
    answer = request.getfixturevalue(name).get("/", accept_language="fr;q=0.851, de;q=0.852")
    assert target(answer) == "/fr/"


def test_a_choice_of_language_is_remembered_in_a_cookie(server: Server) -> None:
    here = f"http://127.0.0.1:{server.port}"
    for came_from in ("/en/privacy/2025-02-01/", "/privacy/2025-02-01/", "/en/privacy/2025-02-01/?a=b"):
        answer = server.get("/sv/privacy/2025-02-01/", referer=here + came_from)
        assert answer["Set-Cookie"].startswith("notice-language=sv; Path=/; Max-Age=31536000; SameSite=Lax"), came_from
    assert server.get("/ja/", referer=f"{here}/")["Set-Cookie"].startswith("notice-language=ja;")
    assert target(server.get("/", cookie="a=b; notice-language=ja", accept_language="sv")) == "/ja/"
    assert target(server.get("/privacy/", cookie="notice-language=sv")) == "/sv/privacy/"


def test_what_is_no_choice_is_not_remembered(server: Server) -> None:
    here = f"http://127.0.0.1:{server.port}"
    for path, came_from in (
        ("/en/privacy/california/", f"{here}/sv/privacy/"),
        ("/sv/privacy/", "https://www.example.com/en/privacy/"),
        ("/sv/privacy/", f"{here}.example/en/privacy/"),
        ("/sv/privacy/", ""),
    ):
        assert server.get(path, referer=came_from)["Set-Cookie"] == "", (path, came_from)
    for cookie in ("notice-language=xx", "notice-language=", "other-notice-language=ja", "notice-language=sv/../.."):
        assert target(server.get("/", cookie=cookie, accept_language="de")) == "/de/", cookie
    answer = server.get("/privacy/california/", cookie="notice-language=sv", accept_language="en")
    assert target(answer) == "/en/privacy/california/"


def test_an_address_without_its_slash_leads_to_the_one_with_it(server: Server) -> None:
    for path in ("/sv", "/sv/privacy", "/sv/privacy/2025-02-01/changes"):
        answer = server.get(path)
        assert answer.status in (301, 308)
        assert target(answer) == f"{path}/"


def test_what_does_not_exist_is_said_in_the_language_of_the_address(server: Server) -> None:
    for path, language in (
        ("/sv/nothing/", "sv"),
        ("/ar/privacy/2020-01-01/", "ar"),
        ("/ja/x.html", "ja"),
        ("/nothing", "en"),
        ("/svx/", "en"),
    ):
        answer = server.get(path)
        assert answer.status == 404, path
        assert f'<html lang="{language}"'.encode() in answer.body, path
        assert answer["Content-Type"] == "text/html; charset=utf-8"
        assert answer["Cache-Control"] == "no-cache"
        for name, value in HEADERS.items():
            assert answer[name] == value, (path, name)


def test_files_that_are_being_written_are_not_served(server: Server, site: Path) -> None:
    for name in (".ready-index.html", ".new-1-index.html"):
        assert (site / "index.html").is_file()
        assert server.get(f"/sv/{name}").status == 404


def test_an_icon_that_browsers_ask_for_on_their_own_is_no_fault(server: Server) -> None:
    answer = server.get("/favicon.ico")
    assert (answer.status, answer.body) == (204, b"")


def test_moved_addresses_lead_to_the_new_ones(server: Server) -> None:
    for old, new in (
        ("/sv/integritet/", "/sv/privacy/"),
        ("/sv/integritet", "/sv/privacy/"),
        ("/privacy.html", "/privacy/#contact"),
        ("/sekretess/f%C3%B6rr.html", "/sv/privacy/2021-03-01/%C3%A5"),
    ):
        answer = server.get(old)
        assert (answer.status, target(answer)) == (301, new)


def asset(site: Path, ending: str) -> str:
    return next(f"/assets/{each.name}" for each in sorted((site / "assets").glob(f"*{ending}")))


def test_every_kind_of_file_has_its_type(server: Server, site: Path) -> None:
    for path, expected in {
        "/sv/privacy/": "text/html; charset=utf-8",
        "/sv/privacy/2025-02-01/index.md": "text/markdown; charset=utf-8",
        "/sv/privacy/2026-05-15/changes.diff": "text/x-diff; charset=utf-8",
        "/sv/privacy/feed.xml": "application/atom+xml",
        "/privacy/ledger.jsonl": "application/jsonl",
        "/sv/privacy/timemap": "application/link-format",
        "/notices.json": "application/json",
        "/notices.schema.json": "application/schema+json",
        "/robots.txt": "text/plain; charset=utf-8",
        "/sitemap.xml": "application/xml",
        asset(site, ".css"): "text/css; charset=utf-8",
        "/assets/noticepress.js": "text/javascript; charset=utf-8",
    }.items():
        for accepted in ("identity", "br", "gzip"):
            answer = server.get(path, accept_encoding=accepted)
            assert (path, answer.status, answer["Content-Type"]) == (path, 200, expected)
            for name, value in HEADERS.items():
                assert answer[name] == value, (path, name)


def test_texts_come_compressed_and_are_the_same_bytes(server: Server, site: Path) -> None:
    decode = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}
    for path in ("/sv/privacy/", "/ja/privacy/archive/", "/sv/privacy/timemap", asset(site, ".css"), "/notices.json"):
        file = site / (path[1:] + ("index.html" if path.endswith("/") else ""))
        for accepted, expected in (
            ("gzip, deflate, br, zstd", "br"),
            ("gzip, deflate", "gzip"),
            ("br;q=0, gzip", "gzip"),
            ("identity", ""),
            ("", ""),
        ):
            answer = server.get(path, accept_encoding=accepted)
            assert (path, answer.status, answer["Content-Encoding"]) == (path, 200, expected)
            assert decode[expected](answer.body) == file.read_bytes()
            assert "accept-encoding" in answer.names("Vary"), path


def test_a_page_that_did_not_change_is_not_sent_again(server: Server, site: Path) -> None:
    for path in ("/sv/privacy/", asset(site, ".css"), "/sv/privacy/feed.xml"):
        tags = set()
        for accepted in ("br", "gzip", "identity"):
            first = server.get(path, accept_encoding=accepted)
            assert first["ETag"]
            tags.add(first["ETag"])
            again = server.get(path, accept_encoding=accepted, if_none_match=first["ETag"])
            assert (again.status, again.body) == (304, b"")
            assert again["Cache-Control"] == first["Cache-Control"]
            assert server.get(path, accept_encoding=accepted, if_none_match='"other"').status == 200
        assert len(tags) == 3, f"{path}: forms of a file are told apart by their tags"


def test_only_fingerprinted_assets_are_kept_for_ever(server: Server, site: Path) -> None:
    for accepted in ("br", "identity"):
        answer = server.get(asset(site, ".css"), accept_encoding=accepted)
        assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
        for path in ("/sv/privacy/", "/assets/noticepress.js", "/sv/privacy/2021-03-01/", "/notices.json"):
            assert server.get(path, accept_encoding=accepted)["Cache-Control"] == "no-cache", path
    missing = server.get("/assets/notice.000000000000.css")
    assert (missing.status, missing["Cache-Control"]) == (404, "no-cache")


def test_search_engines_are_kept_from_the_files_beside_the_pages(server: Server) -> None:
    assert server.get("/sv/privacy/index.md")["X-Robots-Tag"] == "noindex"
    assert server.get("/sv/privacy/")["X-Robots-Tag"] == ""


def test_the_content_security_policy_allows_nothing_unsafe() -> None:
    policy = HEADERS["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "*" not in policy


def test_the_edition_of_a_territory_is_named_and_nothing_else_changes(server: Server) -> None:
    plain, told = server.get("/en/privacy/"), server.get("/en/privacy/", x_country="CH")
    assert '</en/privacy/switzerland/>; rel="related"' in told["Link"]
    assert "switzerland" not in plain["Link"]
    assert (told.status, told.body, told["Set-Cookie"]) == (plain.status, plain.body, "")
    assert "x-country" in plain.names("Vary")
    assert "related" not in server.get("/en/privacy/", x_country="ZZ")["Link"]
    assert "/en/privacy/california/" in server.get("/sv/privacy/", x_country="US-CA")["Link"]


def test_head_answers_like_get(server: Server) -> None:
    for path in ("/sv/privacy/", "/nothing"):
        head, get = server.get(path, "HEAD"), server.get(path)
        assert (head.status, head.body, head["Content-Type"]) == (get.status, b"", get["Content-Type"])
    assert target(server.get("/", "HEAD", accept_language="ja")) == "/ja/"


def test_every_page_of_the_site_is_found_at_its_address(server: Server, site: Path) -> None:
    pages = {"/" + each.relative_to(site).as_posix().removesuffix("index.html") for each in site.rglob("index.html")}
    assert len(pages) > 100
    for path in sorted(pages - {"/sv/integritet/"}):
        assert server.get(path, "HEAD").status == 200, path
