"""Datetime negotiation behind nginx (Memento, RFC 7089): each text page is its own TimeGate."""

from tests.hosting.servers import Server

BASE = "https://legal.ekvalla.example"


def test_a_moment_leads_to_the_version_that_applied_then(nginx: Server) -> None:
    for moment, expected in {
        "Sat, 01 Jul 2023 00:00:00 GMT": "/sv/privacy/2022-06-15/",
        "Fri, 31 Jan 2025 23:00:00 GMT": "/sv/privacy/2025-02-01/",
        "Fri, 31 Jan 2025 22:59:59 GMT": "/sv/privacy/2024-04-01/r2/",
        "Mon, 01 Jan 1990 00:00:00 GMT": "/sv/privacy/2021-03-01/",
        "Thu, 31 Dec 2099 23:59:59 GMT": "/sv/privacy/2026-05-15/",
    }.items():
        answer = nginx.get("/sv/privacy/", accept_datetime=moment)
        assert answer.status == 302
        assert answer["Location"].startswith(expected.removesuffix("r2/")), moment
        assert "accept-datetime" in answer.names("Vary")
        assert f'<{BASE}/sv/privacy/>; rel="original timegate"' in answer["Link"]
        assert f'<{BASE}/sv/privacy/timemap>; rel="timemap"; type="application/link-format"' in answer["Link"]
        assert answer["Memento-Datetime"] == ""
        assert nginx.get(answer["Location"]).status == 200


def test_a_dated_page_says_since_when_it_stood_there(nginx: Server) -> None:
    answer = nginx.get("/sv/privacy/2025-02-01/")
    assert answer["Memento-Datetime"] == "Fri, 31 Jan 2025 23:00:00 GMT"
    assert f'<{BASE}/sv/privacy/>; rel="original timegate"' in answer["Link"]
    assert nginx.get("/sv/privacy/2027-01-01/")["Memento-Datetime"] == ""


def test_a_date_that_is_none_is_refused(nginx: Server) -> None:
    for moment in ("yesterday", "2025-02-01", "Sun, 30 Feb 2025 00:00:00 GMT", "Sat, 01 Feb 2025 24:00:00 GMT"):
        assert nginx.get("/sv/privacy/", accept_datetime=moment).status == 400


def test_other_addresses_do_not_negotiate(nginx: Server) -> None:
    for path in ("/sv/", "/sv/privacy/archive/", "/notices.json", "/sv/privacy/2025-02-01/"):
        assert nginx.get(path, accept_datetime="Sat, 01 Jul 2023 00:00:00 GMT").status == 200
    assert "accept-datetime" in nginx.get("/sv/privacy/").names("Vary")
