"""notices.json and its neighbours: valid, complete, true, and enough to check every text with."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
import rfc8785
from jsonschema import Draft202012Validator, FormatChecker

from noticepress.pages.schedule import next_day
from tests.building import Building
from tests.formats.reading import BASE, addresses, file_of, files

EXAMPLE = "https://legal.ekvalla.example"


def a_history() -> Building:
    site = Building(
        documents={
            "privacy": {}, "privacy/eea": {"placement": "section"}, "privacy/uk": {"placement": "page"}, "cookies": {},
        }
    )  # fmt: skip
    site.publish("privacy", "2021-03-01", {"en": "We collect little.", "sv": "Vi samlar in lite."}, at="2021-02-01")
    site.publish("privacy/eea", "2021-03-01", {"en": "Your rights.", "sv": "Dina rättigheter."}, at="2021-02-01")
    site.correct("privacy", "2021-03-01", "sv", "Vi samlar in litet.", at="2021-04-01")
    site.publish("privacy", "2022-01-01", {"en": "We collect more."}, at="2021-12-01")
    site.publish("privacy/uk", "2022-06-01", {"en": "In the United Kingdom."}, at="2022-05-01")
    site.publish("privacy", "2022-01-01", {"sv": "Vi samlar in mer."}, at="2022-02-01")
    site.withdraw("privacy", "2021-03-01", "sv", at="2022-03-01", reason="A court order")
    site.publish("privacy", "2023-01-01", {"en": "Later."}, at="2022-07-01")
    site.withdraw("privacy", "2023-01-01", at="2022-08-01", reason="Postponed")
    site.retire("privacy/uk", "2023-06-01", at="2023-01-01")
    return site


def read(site: Building, on: str) -> dict[str, object]:
    return json.loads(files(site, on)["/notices.json"])


def validator(schema: bytes) -> Draft202012Validator:
    rules = json.loads(schema)
    Draft202012Validator.check_schema(rules)
    return Draft202012Validator(rules, format_checker=FormatChecker())


@pytest.mark.parametrize("on", ["2021-02-15", "2021-06-01", "2022-06-15", "2023-07-01"])
def test_the_data_follow_their_schema(on: str) -> None:
    found = files(a_history(), on)
    validator(found["/notices.schema.json"]).validate(json.loads(found["/notices.json"]))


def test_ledgers_follow_their_schema() -> None:
    found = files(a_history(), "2023-07-01")
    check = validator(found["/ledger.schema.json"])
    for url, raw in found.items():
        if url.endswith("ledger.jsonl"):
            for line in raw.decode().splitlines():
                check.validate(json.loads(line))


def test_the_example_follows_the_schema(example_site: Path) -> None:
    schema = (example_site / "notices.schema.json").read_bytes()
    validator(schema).validate(json.loads((example_site / "notices.json").read_bytes()))


def test_every_address_in_every_format_exists(example_site: Path) -> None:
    found = set(addresses(json.loads((example_site / "notices.json").read_bytes()), EXAMPLE))
    pattern = re.compile(rf'(?:href="|<id>|<loc>|<uri>|<)({EXAMPLE}/[^"<>#]*)')
    for name in ("feed.xml", "timemap", "embed.html", "sitemap.xml"):
        for file in example_site.rglob(name):
            found |= set(pattern.findall(file.read_text(encoding="utf-8")))
    assert len(found) > 400
    assert not {address for address in found if not file_of(example_site, address).is_file()}


def test_every_text_page_is_told(example_site: Path) -> None:
    told = {
        file_of(example_site, a) for a in addresses(json.loads((example_site / "notices.json").read_bytes()), EXAMPLE)
    }
    pages = {file.parent / "index.html" for file in example_site.rglob("index.md")}
    assert len(pages) > 100
    assert pages <= told


def texts(value: object) -> Iterator[Mapping[str, object]]:
    """Every text of the data."""
    for notice in value["notices"]:
        for document in notice["documents"]:
            for version in document["versions"]:
                yield from version["texts"]


def test_the_hash_of_every_text_is_that_of_its_markdown(example_site: Path) -> None:
    found = list(texts(json.loads((example_site / "notices.json").read_bytes())))
    assert found
    for text in found:
        if text["withdrawn"] is None:
            assert sha256(file_of(example_site, text["markdown"]).read_bytes()).hexdigest() == text["sha256"]


def test_the_hash_over_components_can_be_made_from_them(example_site: Path) -> None:
    def pages(value: object) -> Iterator[Mapping[str, object]]:
        if isinstance(value, dict):
            if "components_sha256" in value:
                yield value
            value = list(value.values())
        if isinstance(value, list):
            for each in value:
                yield from pages(each)

    found = list(pages(json.loads((example_site / "notices.json").read_bytes())))
    assert len(found) > 100
    for page in found:
        assert page["components_sha256"] == sha256(rfc8785.dumps(page["components"])).hexdigest()


@pytest.mark.parametrize("policy", ["source", "previous"])
def test_what_a_person_was_shown_on_any_day_is_found_for_ever(policy: str) -> None:
    """Also while a translation was missing, and when what stood in for it was corrected meanwhile."""
    site = Building(
        documents={
            "privacy": {"untranslated": policy},
            "privacy/eea": {"placement": "section", "untranslated": policy},
            "privacy/uk": {"untranslated": policy},
        }
    )
    site.publish("privacy", "2021-03-01", {"en": "A", "sv": "A"}, at="2021-02-01")
    site.publish("privacy/uk", "2021-03-01", {"en": "B"}, at="2021-02-01")
    site.publish("privacy/eea", "2021-05-01", {"en": "C", "sv": "C"}, at="2021-04-01")
    site.publish("privacy", "2022-03-01", {"en": "D"}, at="2022-02-01")
    site.correct("privacy", "2022-03-01", "en", "Dd", at="2022-04-01")
    site.publish("privacy", "2022-03-01", {"sv": "D"}, at="2022-05-01")
    site.publish("privacy/uk", "2021-03-01", {"sv": "B"}, at="2022-06-01")
    site.publish("privacy/eea", "2022-07-01", {"en": "E"}, at="2022-07-10")
    for_ever = {
        (edition["region"], version["version"], each["components_sha256"])
        for notice in read(site, "2023-01-01")["notices"]
        for edition in notice["editions"]
        for version in edition["versions"]
        for each in (*version["texts"], *version["stand_ins"], *(s for t in version["texts"] for s in t["states"]))
    }
    for day in (date(2021, 2, 15) + timedelta(days) for days in range(0, 560, 13)):
        for edition in read(site, day.isoformat())["notices"][0]["editions"]:
            seen = {(edition["region"], page["version"], page["components_sha256"]) for page in edition["pages"]}
            assert seen <= for_ever, day


def test_a_version_tells_which_documents_begin_with_it_and_which_ended() -> None:
    site = Building(documents={"privacy": {}, "privacy/eea": {"placement": "section"}})
    site.publish("privacy", "2021-03-01", {"en": "A"}, at="2021-02-01")
    site.publish("privacy/eea", "2021-05-01", {"en": "B"}, at="2021-02-01")
    site.retire("privacy/eea", "2022-01-01", at="2021-12-01")
    general = read(site, "2022-02-01")["notices"][0]["editions"][0]
    assert [(each["version"], each["changed"], each["ended"]) for each in general["versions"]] == [
        ("2021-03-01", ["privacy"], []),
        ("2021-05-01", ["privacy/eea"], []),
        ("2022-01-01", [], ["privacy/eea"]),
    ]


def test_each_entry_of_the_ledger_is_found_from_its_text(example_site: Path) -> None:
    lines = {
        sha256(line).hexdigest()
        for file in example_site.rglob("ledger.jsonl")
        for line in file.read_bytes().splitlines()
    }
    assert {text["entry"] for text in texts(json.loads((example_site / "notices.json").read_bytes()))} <= lines


def test_a_withdrawn_text_keeps_its_hash_and_loses_its_files() -> None:
    text = next(t for t in texts(read(a_history(), "2022-06-15")) if t["withdrawn"])
    assert (text["locale"], text["revision"], text["markdown"], text["patch"]) == ("sv", 1, None, None)
    assert text["withdrawn"]["reason"] == "A court order"
    assert text["page"] == f"{BASE}/sv/privacy/2021-03-01/"


def test_a_version_that_never_took_effect_keeps_the_hashes_of_its_texts() -> None:
    site = a_history()
    site.publish("privacy", "2023-01-01", {"en": "Later still."}, at="2022-09-01")
    document = read(site, "2022-10-01")["notices"][0]["documents"][0]
    (gone,) = document["withdrawn"]
    assert (gone["version"], gone["withdrawn"]["reason"]) == ("2023-01-01", "Postponed")
    assert [(text["locale"], text["revision"], text["page"], text["markdown"]) for text in gone["texts"]] == [
        ("en", 1, None, None)
    ]
    again = document["versions"][-1]["texts"]
    assert [(text["revision"], text["sha256"] == gone["texts"][0]["sha256"]) for text in again] == [(2, False)]


def test_what_is_in_force_upcoming_and_withdrawn_is_told_by_edition() -> None:
    editions = read(a_history(), "2022-05-15")["notices"][0]["editions"]
    general, eea, uk = (next(e for e in editions if e["region"] == region) for region in (None, "eea", "uk"))
    assert (general["in_force"], eea["in_force"], uk["in_force"], uk["upcoming"]) == (
        "2022-01-01", "2022-01-01", None, ["2022-06-01"],
    )  # fmt: skip
    later = read(a_history(), "2022-08-15")["notices"][0]["editions"][0]
    assert [(each["version"], each["status"]) for each in later["withdrawn"]] == [("2023-01-01", "withdrawn")]


def test_a_page_in_another_language_says_whose_text_it_shows() -> None:
    pages = read(a_history(), "2022-01-15")["notices"][0]["editions"][0]["pages"]
    swedish = next(page for page in pages if page["locale"] == "sv")
    assert [(c["document"], c["locale"]) for c in swedish["components"]] == [("privacy", "en"), ("privacy/eea", "sv")]


def test_the_next_change_is_the_next_day_on_which_a_build_differs() -> None:
    """Walk from change to change: on every day between two of them the formats and pages are the same bytes."""
    site = a_history()
    day, until = date(2022, 3, 2), date(2022, 9, 30)
    before = everything(site, day)
    promised = next_day(site.plan(day.isoformat()))
    acts = {date(2022, 5, 1), date(2022, 7, 1), date(2022, 8, 1)}
    while (day := day + timedelta(days=1)) <= until:
        now = everything(site, day)
        if day in acts:
            pass
        elif day == promised:
            assert now != before, day
        else:
            assert now == before, day
        before, promised = now, next_day(site.plan(day.isoformat()))


def everything(site: Building, day: date) -> dict[str, object]:
    return {**files(site, day.isoformat()), **site.pages(day.isoformat())}


def test_the_change_is_told_with_its_instant_in_the_sites_zone() -> None:
    assert read(a_history(), "2022-05-15")["next_change"] == {
        "date": "2022-06-01", "instant": "2022-06-01T00:00:00+02:00",
    }  # fmt: skip
