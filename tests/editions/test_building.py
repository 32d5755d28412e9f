"""The sites that tests make in memory are the ones that the program would read from their files."""

from pathlib import Path

from noticepress.source import read_sources
from tests.building import Building


def test_a_site_in_memory_is_the_site_read_from_its_files(tmp_path: Path) -> None:
    built = Building(documents={"privacy": {}, "privacy/eea": {"placement": "section"}})
    built.publish("privacy", "2021-03-01", {"en": "We collect little.", "sv": "Vi samlar in lite."}, at="2021-02-01")
    built.publish("privacy/eea", "2021-03-01", {"en": "You have rights."}, at="2021-02-01")
    built.correct("privacy", "2021-03-01", "sv", "Vi samlar in litet.", at="2021-04-01")
    built.publish("privacy/eea", "2021-03-01", {"sv": "Du har rättigheter."}, at="2021-05-01")
    built.retire("privacy/eea", "2024-01-01", at="2023-12-01")

    site, _ = read_sources(built.write(tmp_path))

    assert site.config == built.site().config
    for document in built.site().documents:
        read = site.document(document.id)
        assert read.entries == document.entries
        assert read.texts == document.texts


def test_a_withdrawn_text_is_read_without_its_words(tmp_path: Path) -> None:
    built = Building()
    built.publish("privacy", "2021-03-01", {"en": "We collect little.", "sv": "Vi samlar in lite."}, at="2021-02-01")
    built.withdraw("privacy", "2021-03-01", "sv", at="2021-06-01")

    site, _ = read_sources(built.write(tmp_path))

    assert site.documents[0].texts == built.site().documents[0].texts
    assert [text.body for text in site.documents[0].texts if text.locale == "sv"] == [""]
