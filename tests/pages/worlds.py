"""A site with everything that makes regions and languages hard: addenda in fewer languages than their notice, gaps,
changes on one day, corrections, late and missing translations, withdrawals, retirements, retired languages."""

from tests.building import Building

DAYS = ["2021-02-15", "2021-07-01", "2022-03-01", "2022-06-10", "2023-02-01", "2024-01-01"]
"""Announced only; gaps in translations; a change of all on one day; a withdrawal; retirements; all of it past."""

_DOCUMENTS = {
    "privacy": {"untranslated": "previous"},
    "privacy/eea": {"placement": "section", "untranslated": "previous"},
    "privacy/brazil": {"placement": "section", "locales": ["en", "sv"], "locales-reason": "Our customers' languages."},
    "privacy/uk": {"locales": ["en", "de"], "locales-reason": "Our customers' languages."},
    "privacy/california": {"locales": ["en"], "locales-reason": "The statute asks for English."},
    "cookies": {"locales": ["en", "sv"], "locales-reason": "Our shop's languages."},
    "cookies/uk": {"locales": ["en"], "locales-reason": "Our shop's languages."},
}


def _texts(document: str, day: str, *locales: str) -> dict[str, str]:
    """Words that are of no language, and passages and links."""
    passages = (
        "::: only eea\nOmnibus: {{ contact.email }}\n:::\n\n- Unus\n\n  ::: except uk, california\n  Duo\n  :::\n"
    )
    links = "[a](#contact) [b](notice:cookies) [c](notice:privacy/uk) [d](notice:privacy#contact)"
    own = "" if "/" in document else passages
    return {tag: f"## Quid {{#contact}}\n\n{document} {day} {tag} {links}\n\n{own}" for tag in locales}


def hard_world() -> Building:
    """The site at its end; `--on` shows each day before."""
    titles = {document: dict.fromkeys(["en", "sv", "de", "ar"], f"Titulus {document}") for document in _DOCUMENTS}
    built = Building(
        locales=["en", "sv", "de", "ar"], documents=_DOCUMENTS, titles=titles,
        contact={"email": "privacy@company.example"}, regions={"uk": {"contact": {"email": "uk@company.example"}}},
    )  # fmt: skip

    def publish(document: str, day: str, at: str, *locales: str) -> None:
        built.publish(document, day, _texts(document, day, *locales), at=at, summary="Summa")

    for document, locales in (("privacy", ["en", "sv", "de", "ar"]), ("privacy/eea", ["en", "sv", "ar"])):
        publish(document, "2021-03-01", "2021-02-01", *locales)
    publish("privacy/uk", "2021-06-01", "2021-05-01", "en")
    publish("privacy/california", "2021-05-01", "2021-05-10", "en")
    publish("cookies", "2021-03-01", "2021-02-20", "en")
    publish("cookies/uk", "2021-04-01", "2021-03-20", "en")
    publish("privacy", "2021-06-15", "2021-06-01", "en", "de")
    built.correct("privacy/uk", "2021-06-01", "en", "## Quid {#contact}\n\nCorrectum", at="2021-06-20", reason="Error")
    publish("privacy", "2021-06-15", "2021-08-01", "sv")
    publish("privacy/brazil", "2021-09-01", "2021-08-01", "en", "sv")
    for document, locales in (("privacy", ["en", "ar"]), ("privacy/eea", ["en", "de"]), ("privacy/uk", ["en", "de"])):
        publish(document, "2022-03-01", "2022-02-01", *locales)
    for document in ("privacy", "privacy/eea", "privacy/california", "cookies/uk"):
        publish(document, "2022-09-01", "2022-05-01", "en")
        built.withdraw(document, "2022-09-01", at="2022-06-01", reason="Dilatum")
    built.withdraw("privacy", "2021-03-01", "ar", at="2022-06-05", reason="Iussum")
    built.retire("privacy/brazil", "2023-01-01", at="2022-12-01", reason="Finitum")
    publish("privacy/brazil", "2023-09-01", "2023-08-01", "en")
    built.retire("cookies", "2023-02-01", at="2022-12-01", reason="Finitum")
    built.configure(
        {"privacy/uk": {"locales": ["en"], "locales-reason": "Our customers' languages."}},
        {"brazil": {"retired": True}},
        locales=["en", "sv", "ar"],
        retired_locales=["de"],
    )
    return built
