"""Sentences, syllables, reading ease, and wording that sends readers back."""

import pytest

from noticepress.checks.prose import sentences
from noticepress.checks.reading import FORMULAS, Counts, count, readings, syllables
from noticepress.checks.wording import WORDINGS
from tests.checks.reviews import found, review_of


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "We keep it, e.g. for Art. 6 claims of Lamp Inc. in the U.S. today. Then we erase it! Why? “Law.”", 4),
        ("en", "Write to J. Smith. Or call.", 2),
        ("de", "Das gilt ab dem 1. Januar 2027, z. B. für Kunden bzw. Gäste. Danach nicht mehr.", 2),
        ("sv", "Vi sparar t.ex. namn, bl.a. Annas. Sedan inte.", 2),
        ("fr", "Écrivez à M. Dupont (art. 13). « Merci ! » Il répond.", 3),
        ("ja", "当社は収集します。「はい。」と答えます。", 2),
        ("ar", "نجمع القليل. هل تسأل؟ نعم.", 3),
        ("en", "No end mark", 1),
        ("en", "…", 0),
    ],
)
def test_a_text_is_cut_into_sentences(language: str, text: str, expected: int) -> None:
    assert len(sentences(text, language)) == expected


def test_a_sentence_knows_where_it_stands() -> None:
    text = "One is here. Two is there."
    assert [text[each.offset :][: len(each.text)] for each in sentences(text, "en")] == [
        "One is here.",
        "Two is there.",
    ]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "the:1 privacy:3 information:4 created:3 changes:2 people:2 little:2 stored:1 identifiable:6 science:2 "
               "being:2 serious:3 immediately:5 statement:2 safely:2 required:2 table:2"),
        ("de", "Datenschutzerklärung:6 Information:5 Theater:3 verantwortlich:4 Häuser:2 Europäischen:5"),
        ("fr", "données:2 personnelles:3 confidentialité:6 vous:1 une:1 créer:2 légitime:3 être:1"),
        ("es", "privacidad:4 información:4 guitarra:3 país:2 aire:2 ciudad:2 que:1 oír:2"),
        ("nl", "persoonsgegevens:5 informatie:4 eeuw:1 mooie:2"),
        ("ru", "данные:3 конфиденциальности:7"),
        ("tr", "kişisel:3 verilerinizi:6"),
    ],
)  # fmt: skip
def test_syllables_are_counted(language: str, words: str) -> None:
    for each in words.split():
        word, expected = each.split(":")
        assert (word, syllables(word, language)) == (word, int(expected))


def test_the_formulas_give_the_figures_of_their_publications() -> None:
    """Computed by hand from the published formulas for 100 words, 5 sentences, 150 syllables, 480 letters, 25 long."""
    counts = Counts(words=100, sentences=5, syllables=150, letters=480, long_words=25)
    figures = {language: round(formula.figure(counts), 3) for language, formula in FORMULAS.items()}
    assert figures == {
        "en": 59.635, "de": 72.25, "fr": 76.3, "es": 96.44, "it": 56.0, "nl": 72.74, "pt": 101.635, "ru": 90.685,
        "tr": 86.362, **dict.fromkeys(("sv", "da", "nb", "nn", "no"), 45.0),
    }  # fmt: skip


def test_every_section_has_a_figure_and_lines_that_are_no_prose_do_not_count() -> None:
    body = "Begin here.\n\n## One\n\nCompany AB\\\nStreet 1\n\nWe keep it short.\n\n| Much |\n|---|\n| a |\n"
    text = review_of(body).texts[0]
    assert [(each.section.id if each.section else "", each.words) for each in readings(text)] == [("", 2), ("one", 4)]
    assert readings(review_of(body, locale="ja").texts[0]) == ()


def test_only_long_sections_in_the_hardest_class_are_named() -> None:
    hard = "Notwithstanding considerations aforementioned, organisational responsibilities necessitate documentation. "
    assert found("hard-to-read", "## One\n\n" + hard * 20)[0].line == 6
    assert not found("hard-to-read", "## One\n\n" + hard * 3)
    assert not found("hard-to-read", "## One\n\n" + "We keep it short. " * 40)


def test_counting_is_by_paragraph() -> None:
    assert count(["One two", "Three four five."], "en").sentences == 2


CHECK_BACK = {
    "en": [
        "Please check this page regularly for updates.",
        "We encourage you to periodically review this notice.",
        "Check back often to see any changes to this policy.",
        "It is your responsibility to check this statement periodically for changes.",
    ],
    "de": [
        "Bitte lesen Sie diese Erklärung regelmäßig.",
        "Wir raten, diese Seite von Zeit zu Zeit aufzurufen.",
        "Schauen Sie ab und zu hier vorbei.",
    ],
    "fr": ["Nous vous invitons à consulter régulièrement cette page."],
    "es": ["Le recomendamos que consulte periódicamente este aviso."],
    "it": ["Si consiglia di consultare periodicamente la presente informativa."],
    "pt": ["Recomendamos que consulte regularmente esta política."],
    "nl": ["Wij raden u aan deze verklaring regelmatig te raadplegen."],
    "sv": ["Läs denna sida då och då.", "Besök sidan regelbundet.", "Vi råder att du regelbundet läser meddelandet."],
    "da": ["Læs denne erklæring jævnligt."],
    "nb": ["Sjekk denne siden jevnlig."],
    "fi": ["Tarkista tämä sivu säännöllisesti."],
    "pl": ["Prosimy regularnie sprawdzać tę stronę."],
    "ru": ["Рекомендуем периодически проверять эту страницу."],
    "ja": ["このページを定期的にご確認ください。"],
    "zh": ["请定期查看本隐私声明。"],
    "ko": ["이 방침을 정기적으로 확인해 주시기 바랍니다."],
    "ar": ["ننصحك بمراجعة هذا الإشعار بشكل دوري."],
}
INNOCENT = {
    "en": [
        "We review this notice regularly.",
        "We may change this notice from time to time.",
        "When you visit our website, we frequently set cookies.",
        "We want to learn how often visitors come to our site.",
        "Please read this notice carefully; we update it from time to time.",
        "You can read this notice, which may be changed from time to time.",
    ],
    "de": [
        "Wir überprüfen diese Erklärung regelmäßig.",
        "Seiten, die Sie regelmäßig besuchen, merkt sich die Website.",
    ],
    "es": ["Las páginas que visita con frecuencia en nuestro sitio."],
    "fr": ["Nous consultons régulièrement les avis de nos clients."],
    "sv": ["Vi går igenom meddelandet regelbundet."],
    "ja": ["当社はこのポリシーを定期的に確認します。"],
}


@pytest.mark.parametrize("language", sorted(WORDINGS.keys() - {"nn", "no"}))
def test_wording_that_sends_readers_back_is_named(language: str) -> None:
    for sentence in CHECK_BACK[language]:
        assert found("check-back", f"{sentence}\n", locale=language), sentence


@pytest.mark.parametrize("language", INNOCENT)
def test_what_the_company_does_itself_is_not(language: str) -> None:
    for sentence in INNOCENT[language]:
        assert not found("check-back", f"{sentence}\n", locale=language), sentence
