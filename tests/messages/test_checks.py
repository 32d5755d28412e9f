"""What the checks say of a translation, and what they let pass."""

import pytest

from noticepress.markup import Html
from noticepress.messages import Catalogue, Message, Unit, translation
from noticepress.messages.checks import findings_of, problems
from noticepress.messages.pairs import Pair
from tests.messages.test_states import source


def pair(msgid: str, msgstr: str, *, kind: str = "paragraph", html: Html = "off", ok: str = "") -> Pair:
    return Pair(Unit(msgid, kind, "s", 3), msgstr, "de.po", 7, html, {}, frozenset(ok.split()))


def rules(msgid: str, msgstr: str, *, kind: str = "paragraph", html: Html = "off") -> list[str]:
    return [problem.rule for problem in problems(pair(msgid, msgstr, kind=kind, html=html))]


@pytest.mark.parametrize(
    ("msgid", "msgstr", "rule"),
    [
        ("Write to {{ organisation.email }}.", "Schreiben Sie uns.", "variable"),
        ("Write to {{ organisation.email }}.", "An {{ organisation.mail }} und {{ organisation.email }}", "variable"),
        ("Write to us.", "An {{ organisation.email }}", "variable"),
        ("See [x](#cookies).", "Siehe [x](#kekse).", "link-target"),
        ("See [x](#cookies).", "Siehe x.", "link-target"),
        ("See [x](#a) and [y](#b).", "Siehe [y](#b), [x](#a) und [x](#a).", "link-target"),
        ("See ![x](a.png).", "Siehe ![x](b.png).", "link-target"),
        ("See <https://a.example>.", "Siehe <https://b.example>.", "link-target"),
        ("See https://a.example/one.", "Siehe https://a.example/eins.", "link-target"),
        ("Write to dpo@ekvalla.example.", "An dbo@ekvalla.example.", "e-mail"),
        ("Write to dpo@ekvalla.example.", "An dpo@ekvаlla.example.", "e-mail"),
        ("Write to dpo@ekvalla.example.", "メールdpo@ekvalla.exampleまで送信", ""),
        ("Write to dpo@ekvalla.example.", "Schreiben Sie.", "e-mail"),
        ("Write.", "An dpo@ekvalla.example.", "e-mail"),
        ("As said[^1].", "Wie gesagt.", "footnote"),
        ("As said.", "Wie gesagt[^1].", "footnote"),
        ("**Information.** This", "**情報。**これ", "inline-markup"),
        ("**x** is", "__x__は", "inline-markup"),
        ("**Note:** read", "** Hinweis:** lesen", "inline-markup"),
        ("[x](#a) y", "[x] (#a) y", "link-target inline-markup"),
        ("the `id`", "die `id", "inline-markup"),
        ("~~old~~ new", "~~ alt~~ neu", "inline-markup"),
        ("customers and users", "Kund*innen und Nutzer*innen", "inline-markup"),
        ("for 6 months, up to 12", "für sechs Monate, höchstens 12", "digits-lost"),
        ("This text has quite a few words", "This text has quite a few words", "same-as-source"),
        ("Cookies", "Coo\x08kies", "control-character"),
        ("Cookies", "Coo\ufffdkies", "control-character"),
        ("Cookies", "# Cookies", "block-mark"),
        ("Cookies", "- Cookies", "block-mark"),
    ],
)
def test_a_fault_is_found(msgid: str, msgstr: str, rule: str) -> None:
    assert rules(msgid, msgstr) == rule.split()


@pytest.mark.parametrize(
    ("msgid", "msgstr"),
    [
        ("See [x](#a) and [y](#b).", "Siehe [y](#b) und [x](#a)."),
        ("{{ a.b }} and {{ a.b }}", "Zweimal {{ a.b }}"),
        ("**Information.** This", "**情報**。これ"),
        ("**Information.** This", "**情報:** これ"),
        ("1,000 people in 2,500.75 days", "1.000 Menschen in 2 500,75 Tagen"),
        ("for 30 days", "لمدة ٣٠ يومًا"),
        ("for 30 days", "３０日間"),
        ("on 05 June", "am 5. Juni"),
        ("on 5 November 2025", "2025年11月5日"),
        ("see https://a.example/2020 now", "siehe https://a.example/2020 jetzt"),
        ("all customers", "alle Kund*innen"),
        ("* required", "* Pflichtfeld"),
        ("2 * 3", "2 * 3"),
        ("snake_case_name", "snake_case_name"),
        ("Use \\*stars\\*", "\\*Sterne\\* nutzen"),
        ("Ekvalla AB, Box 1", "Ekvalla AB, Box 1"),
        ("One", "5. November 2025"),
        ("[x](#a 'The title')", "[x](#a 'Der Titel')"),
        ("See https://a.example/one, please", "https://a.example/oneをご覧ください"),
        ("[https://a.example](https://a.example)", "[die Seite](https://a.example)"),
    ],
)
def test_what_is_right_passes(msgid: str, msgstr: str) -> None:
    assert rules(msgid, msgstr) == []


@pytest.mark.parametrize(
    ("msgid", "msgstr", "instead"),
    [
        ("**Information.** This", "**情報。**これ", "**情報**。これ"),
        ("Use **this** one", "この**「情報」**を使う", "この「**情報**」を使う"),
        ("**x** is", "__x__は", "**x**は"),
        ("See *this*", "これは_重要_です", "これは*重要*です"),
        ("**Note** is", "**정보(필수)**는", "**정보**(필수)는"),
        ("See **[x](#a)**", "これは**[リンク](#a)**を", "これは[**リンク**](#a)を"),
        ("**Bold** text", "＊＊太字＊＊文", "**太字**文"),
        ("**Bold** text", "**Fett **text", "**Fett** text"),
        ("~~Old~~ text", "~~旧。~~新", "~~旧~~。新"),
        ("**Note:** read", "** Hinweis: ** lesen", "**Hinweis:** lesen"),
        ("customers and users", "Kund*innen und Nutzer*innen", "Kund\\*innen und Nutzer\\*innen"),
    ],
)
def test_emphasis_that_does_not_parse_is_shown_as_it_would(msgid: str, msgstr: str, instead: str) -> None:
    found = [problem for problem in problems(pair(msgid, msgstr)) if problem.rule == "inline-markup"]
    assert found[0].mend == f"Write it like this: {instead}"
    assert rules(msgid, instead) == []


def test_a_heading_has_no_id_of_its_own_in_a_translation() -> None:
    assert rules("Cookies", "Kekse {#kekse}", kind="heading") == ["section-id"]


def test_html_tags_count_where_html_is_not_text() -> None:
    assert rules("a <b>c</b>", "a c", html="sanitised") == ["html"]
    assert rules("a <b>c</b>", "d <b>e</b>", html="sanitised") == []
    assert rules("<div>\nHello\n</div>", "<div>\nHallo\n<div>", kind="html block", html="sanitised") == []
    assert rules("<div>\nHello\n</div>", "<div>\nHallo\n", kind="html block", html="sanitised") == ["html"]


def test_links_in_html_count_where_html_is_not_text() -> None:
    assert rules('a <a href="/b">c</a>', "d <a href='/b'>e</a>", html="sanitised") == []
    assert rules('a <a href="/b">c</a>', 'd <a href="/e">e</a>', html="sanitised") == ["link-target"]
    block, other = '<p>\n<a href="#a">c</a>\n</p>', '<p>\n<a href="#b">c</a>\n</p>'
    assert rules(block, other, kind="html block", html="sanitised") == ["link-target"]


def test_the_subject_of_an_email_may_be_translated_once_a_reviewer_says_so() -> None:
    subject = ("[x](mailto:a@b.example?subject=Access)", "[x](mailto:a@b.example?subject=Auskunft)")
    assert rules(*subject) == ["link-target"]
    assert list(findings_of([pair(*subject, ok="link-target")])) == []


def test_what_a_reviewer_acknowledged_is_quiet_and_an_error_is_not() -> None:
    warning = pair("for 6 months", "für sechs Monate", ok="digits-lost")
    outside = pair("[x](https://a.example/en)", "[x](https://a.example/de)", ok="link-target")
    inside = pair("[x](#a)", "[x](#b)", ok="link-target")
    address = pair("dpo@ekvalla.example", "dbo@ekvalla.example", ok="e-mail")
    assert [finding.rule for finding in findings_of([warning, outside, inside, address])] == ["link-target", "e-mail"]


def test_a_finding_names_file_line_msgid_and_how_to_mend_it() -> None:
    (found,) = findings_of([pair("for 6 months", "für sechs Monate")])
    assert (found.path, found.line, found.severity) == ("de.po", 7, "warning")
    assert "“for 6 months”" in found.what
    assert "does not have 6" in found.what
    assert "# noticepress: digits-lost ok" in found.mend


def test_link_reference_definitions_of_the_source_serve_the_translation() -> None:
    text = "---\ntitle: T\neffective: 2027-01-01\n---\nSee [the list][l].\n\n[l]: https://a.example/\n"

    def found(msgstr: str) -> list[str]:
        messages = (Message("T", ("T",)), Message("See [the list][l].", (msgstr,)))
        return [each.rule for each in translation(source(text), Catalogue(messages=messages), "de").findings]

    assert found("Siehe [die Liste][l].") == []
    assert found("Siehe [die Liste][k].") == ["inline-markup", "link-target"]


def test_a_title_is_plain_text() -> None:
    text = "---\ntitle: A * B_c\neffective: 2027-01-01\n---\nOne\n"
    messages = (Message("A * B_c", ("**A** [x](y)",)), Message("One", ("Eins",)))
    assert translation(source(text), Catalogue(messages=messages), "de").findings == ()


def test_a_title_is_one_line() -> None:
    text = "---\ntitle: T\neffective: 2027-01-01\n---\nOne\n"
    messages = (Message("T", ("A\nB",)), Message("One", ("Eins",)))
    result = translation(source(text), Catalogue(messages=messages), "de")
    assert [each.rule for each in result.errors] == ["structure"]


@pytest.mark.parametrize(
    ("msgid", "msgstr", "found"),
    [
        ("Our cookies stay", "Unsere Kekse bleiben", 1),
        ("Our cookies stay", "Unsere Cookies bleiben", 0),
        ("A Cookie", "Ein Textbaustein", 0),
        ("Cookieless", "Ohne Kekse", 0),
    ],
)
def test_terms_of_the_glossary_are_looked_for(msgid: str, msgstr: str, found: int) -> None:
    text = f"---\ntitle: T\neffective: 2027-01-01\n---\n{msgid}\n"
    catalogue = Catalogue(messages=(Message("T", ("T",)), Message(msgid, (msgstr,))))
    terms = Catalogue(messages=(Message("cookie", ("Cookie | Textbaustein",)),))
    result = translation(source(text), catalogue, "de", glossary=terms)
    assert [each.rule for each in result.findings] == ["glossary"] * found
