"""Regions: what they cover, and what readers see them called."""

import pytest

from noticepress.editions import EditionId
from noticepress.languages import in_order
from noticepress.pages.frames import edition_countries, edition_name
from noticepress.regions import NAMES, TERRITORIES
from tests.building import Building


def test_the_european_economic_area_is_the_union_and_three_more() -> None:
    assert len(TERRITORIES["eu"]) == 27
    assert set(TERRITORIES["eea"]) - set(TERRITORIES["eu"]) == {"IS", "LI", "NO"}


def test_built_in_regions_need_nothing_in_site_toml() -> None:
    built = Building(regions={slug: {} for slug in TERRITORIES})
    assert {slug: region.territories for slug, region in built.config.regions.items()} == TERRITORIES


@pytest.mark.parametrize(
    ("region", "locale", "name"),
    [
        ("uk", "sv", "Storbritannien"),
        ("eu", "de", "Europäische Union"),
        ("switzerland", "fr", "Suisse"),
        ("south-korea", "ja", "韓国"),
        ("china", "ar", "الصين"),
        ("california", "en", "California"),
        ("rhode-island", "en", "Rhode Island"),
        ("nordics", "en", "The Nordic countries"),
    ],
)
def test_a_region_has_a_name_in_the_readers_language(region: str, locale: str, name: str) -> None:
    own = {"nordics": {"name": "The Nordic countries", "territories": ["DK", "FI", "IS", "NO", "SE"]}}
    built = Building(locales=["en", "sv", "de", "fr", "ar", "ja"], regions={region: own.get(region, {})})
    built.publish("privacy", "2021-03-01", {"en": "Text."}, at="2021-02-01")
    plan = built.plan("2021-04-01")
    assert edition_name(plan, EditionId("privacy", region), locale) == name


def test_an_edition_names_its_countries() -> None:
    regions = {
        "nordics": {"name": "The Nordic countries", "territories": ["DK", "FI", "IS", "NO", "SE"]},
        "california": {},
        "uk": {},
    }
    built = Building(locales=["en", "sv"], regions=regions)
    built.publish("privacy", "2021-03-01", {"en": "Text."}, at="2021-02-01")
    plan = built.plan("2021-04-01")
    assert (
        edition_countries(plan, EditionId("privacy", "nordics"), "sv") == "Danmark, Finland, Island, Norge och Sverige"
    )
    assert edition_countries(plan, EditionId("privacy", "california"), "sv") == "USA"
    assert edition_countries(plan, EditionId("privacy", "uk"), "sv") == "", "the edition’s name says it"


def test_names_come_in_the_order_of_the_alphabet() -> None:
    assert in_order(["Österrike", "Zypern", "Åland", "Ägypten"], "sv") == ["Zypern", "Åland", "Ägypten", "Österrike"]
    assert in_order(["Österreich", "Zypern", "Åland", "Polen"], "de") == ["Åland", "Österreich", "Polen", "Zypern"]
    assert in_order(["Suède", "Émirats", "Estonie", "Espagne"], "fr") == ["Émirats", "Espagne", "Estonie", "Suède"]


def test_names_that_cldr_lacks_are_words_of_the_interface() -> None:
    assert NAMES["eea"] == "European Economic Area"
    assert "eu" not in NAMES
