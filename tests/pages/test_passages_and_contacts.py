"""What an edition shows of a text that speaks to several regions: its passages, contacts, and values in Arabic."""

import re

from tests.building import Building

DOCUMENTS = {
    "privacy": {},
    "privacy/eea": {"placement": "section"},
    "privacy/california": {"placement": "page", "locales": ["en"], "locales-reason": "The statute asks for English."},
}
TEXT = """
Write to {{ contact.email }}.

::: only eea
You may complain to an authority.
:::

::: only california
We do not sell your data.
:::

::: except eea
Your data may be kept abroad.
:::
"""


def built() -> Building:
    regions = {
        "eea": {"contact": {"email": "eea@company.example"}},
        "california": {"contact": {"email": "west@company.example"}},
    }
    site = Building(documents=DOCUMENTS, regions=regions, contact={"email": "all@company.example"})
    site.publish("privacy", "2021-03-01", {"en": TEXT, "sv": TEXT}, at="2021-02-01")
    site.publish("privacy/eea", "2021-03-01", {"en": "In Europe: {{ contact.email }}."}, at="2021-02-01")
    site.publish("privacy/california", "2021-03-01", {"en": "There: {{ contact.email }}."}, at="2021-02-01")
    return site


def words(html: str) -> str:
    """The text of a page's article without its markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_each_edition_has_its_passages() -> None:
    pages = built().pages("2021-04-01")
    general, eea, california = (
        words("".join(part.html for part in pages[url].parts))
        for url in ("/en/privacy/", "/en/privacy/eea/", "/en/privacy/california/")
    )
    assert "You may complain" in eea
    assert "You may complain" not in california
    assert "We do not sell" in california
    assert "We do not sell" not in eea
    assert "kept abroad" in california
    assert "kept abroad" not in eea
    assert "We do not sell" not in general, "California has an edition of its own"


def test_the_general_edition_says_whom_each_passage_is_for() -> None:
    html = built().pages("2021-04-01")["/en/privacy/"].parts[0].html
    assert "Applies only in: European Economic Area" in html
    assert "Does not apply in: European Economic Area" in html
    assert "np-passage" not in built().pages("2021-04-01")["/en/privacy/eea/"].parts[0].html


def test_contacts_are_those_of_the_edition_and_of_the_day_of_publication() -> None:
    site = built()
    site.configure(regions={"eea": {"contact": {"email": "new@company.example"}}, "california": {}})
    pages = site.pages("2021-04-01")
    assert "all@company.example" in pages["/en/privacy/"].parts[0].html
    assert "eea@company.example" in pages["/en/privacy/"].parts[1].html, "the addendum speaks to its region"
    assert "eea@company.example" in pages["/en/privacy/eea/"].parts[0].html
    assert "west@company.example" in pages["/en/privacy/california/"].parts[0].html


def test_passages_are_honoured_in_redlines() -> None:
    site = built()
    changed = TEXT.replace("We do not sell your data.", "We neither sell nor share your data.")
    site.publish("privacy", "2022-03-01", {"en": changed}, at="2022-02-01")
    pages = site.pages("2022-04-01")
    assert pages["/en/privacy/california/2022-03-01/changes/"].size.changes > 0
    assert pages["/en/privacy/eea/2022-03-01/changes/"].size.changes == 0
    assert pages["/en/privacy/2022-03-01/changes/"].size.changes == 0


def test_values_keep_their_reading_order_in_arabic() -> None:
    site = Building(locales=["en", "ar"], contact={"address": "22 Mill Lane", "phone": "+46 31 390 06 10"})
    text = "اكتب إلى {{ contact.address }} أو اتصل بـ {{ contact.phone }} أو privacy@company.example."
    site.publish("privacy", "2021-03-01", {"en": "Call {{ contact.phone }}.", "ar": text}, at="2021-02-01")
    pages = site.pages("2021-04-01")
    html = pages["/ar/privacy/"].parts[0].html
    assert "<bdi>22 Mill Lane</bdi>" in html
    assert '<bdi dir="ltr">+46 31 390 06 10</bdi>' in html
    assert "<bdi>privacy@company.example</bdi>" in html
    assert "bdi" not in pages["/en/privacy/"].parts[0].html


def test_a_telephone_number_that_changed_is_one_change_in_arabic() -> None:
    site = Building(locales=["en", "ar"])
    for day, phone in (("2021-03-01", "+46 31 390 06 10"), ("2022-03-01", "+46 31 390 06 11")):
        texts = {"en": f"Call {phone}.", "ar": f"اتصل بنا على الرقم {phone} في أي وقت تشاء."}
        site.publish("privacy", day, texts, at=day)
    redline = site.pages("2022-04-01")["/ar/privacy/2022-03-01/changes/"]
    assert [(item.kind, item.old, item.new) for item in redline.parts[0].groups[0].items] == [("replaced", "10", "11")]


def test_the_words_of_a_section_are_in_the_language_of_its_text() -> None:
    """A part shown in another language has the labels of that language too: nothing is mixed."""
    part = built().pages("2021-04-01")["/sv/privacy/eea/"].parts[1]
    assert (part.lang, part.dir) == ("en", "ltr")
    assert 'title="Link to this paragraph"' in part.html


def test_a_passage_for_one_region_has_its_contacts_in_the_general_edition_too() -> None:
    text = (
        "All: {{ contact.email }}.\n\n::: only eea\nEurope: {{ contact.email }}.\n:::\n\nAgain: {{ contact.email }}.\n"
    )
    site = Building(
        documents={"privacy": {}, "privacy/eea": {"placement": "section"}},
        regions={"eea": {"contact": {"email": "eea@company.example"}}},
        contact={"email": "all@company.example"},
    )
    site.publish("privacy", "2021-03-01", {"en": text}, at="2021-02-01")
    site.publish("privacy/eea", "2021-03-01", {"en": "Addendum."}, at="2021-02-01")
    general = words(site.pages("2021-04-01")["/en/privacy/"].parts[0].html)
    assert "All: all@company.example." in general
    assert "Europe: eea@company.example." in general
    assert "Again: all@company.example." in general


def test_a_link_of_the_text_to_another_language_names_it_in_the_language_of_the_text() -> None:
    uk = {"locales": ["en"], "locales-reason": "The language of our customers."}
    built = Building(documents={"privacy": {}, "privacy/uk": uk})
    text = "See [the other one](notice:privacy/uk)."
    built.publish("privacy", "2021-03-01", {"en": text, "sv": text}, at="2021-02-01", summary=text)
    built.publish("privacy/uk", "2021-03-01", {"en": "A"}, at="2021-02-01")
    page = built.html("2021-06-01")["/sv/privacy/"]
    assert 'hreflang="en" data-np-language="engelska">the other one</a>' in page
    assert "data-np-language" not in built.html("2021-06-01")["/en/privacy/"]
