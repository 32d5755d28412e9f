"""TimeMaps: what stood at an undated address, and since when."""

import pytest

from tests.building import Building
from tests.formats.reading import BASE, files, mementos


def a_history(**policy: object) -> Building:
    site = Building(documents={"privacy": policy})
    site.publish("privacy", "2021-03-01", {"en": "Little.", "sv": "Lite."}, at="2021-02-01")
    site.correct("privacy", "2021-03-01", "en", "A little.", at="2021-05-01")
    site.publish("privacy", "2022-01-01", {"en": "More."}, at="2021-12-01")
    site.publish("privacy", "2022-01-01", {"sv": "Mer."}, at="2022-02-01")
    site.correct("privacy", "2021-03-01", "sv", "Litet.", at="2022-03-01")
    site.publish("privacy", "2023-01-01", {"en": "Most.", "sv": "Mest."}, at="2022-12-01")
    return site


def stood(site: Building, on: str, locale: str) -> list[tuple[str, str]]:
    found = mementos(files(site, on)[f"/{locale}/privacy/timemap"])
    return [(address.removeprefix(BASE), moment) for address, moment in found]


def test_a_correction_is_a_memento_from_its_publication() -> None:
    assert stood(a_history(), "2022-06-01", "en") == [
        ("/en/privacy/2021-03-01/r1/", "2021-02-28T23:00Z"),
        ("/en/privacy/2021-03-01/r2/", "2021-05-01T07:00Z"),
        ("/en/privacy/2022-01-01/", "2021-12-31T23:00Z"),
    ]


def test_while_a_translation_was_missing_the_authoritative_text_stood_there() -> None:
    assert stood(a_history(), "2022-06-01", "sv") == [
        ("/sv/privacy/2021-03-01/r1/", "2021-02-28T23:00Z"),
        ("/en/privacy/2022-01-01/", "2021-12-31T23:00Z"),
        ("/sv/privacy/2022-01-01/", "2022-02-01T08:00Z"),
    ]


def test_by_the_policy_previous_the_translation_before_stood_there_longer() -> None:
    assert stood(a_history(untranslated="previous"), "2022-06-01", "sv") == [
        ("/sv/privacy/2021-03-01/r1/", "2021-02-28T23:00Z"),
        ("/sv/privacy/2022-01-01/", "2022-02-01T08:00Z"),
    ]


def test_a_coming_version_is_no_memento_yet() -> None:
    assert stood(a_history(), "2022-12-31", "en")[-1][0] == "/en/privacy/2022-01-01/"
    assert stood(a_history(), "2023-01-01", "en")[-1][0] == "/en/privacy/2023-01-01/"


def test_before_anything_took_effect_there_is_no_timemap() -> None:
    assert "/en/privacy/timemap" not in files(a_history(), "2021-02-15")


@pytest.mark.parametrize("locale", ["en", "sv"])
def test_the_map_names_its_original_itself_and_its_ends(locale: str) -> None:
    lines = files(a_history(), "2023-06-01")[f"/{locale}/privacy/timemap"].decode().split(",\n")
    assert lines[0] == f'<{BASE}/{locale}/privacy/>; rel="original"'
    assert lines[1].startswith(f'<{BASE}/{locale}/privacy/timemap>; rel="self"; type="application/link-format"; from="')
    assert 'rel="first memento"; datetime="Sun, 28 Feb 2021 23:00:00 GMT"' in lines[2]
    assert 'rel="last memento"; datetime="Sat, 31 Dec 2022 23:00:00 GMT"' in lines[-1]
