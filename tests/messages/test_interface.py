"""The words of the interface: out of templates and Python, and back onto pages without trusting a catalogue."""

from collections.abc import Callable
from pathlib import Path

import pytest

from noticepress.catalogues import read_words, unsaid
from noticepress.errors import Finding, ThemeError
from noticepress.interface import Words, words_of
from noticepress.messages import Catalogue, Message, Phrase, phrase_template, python_phrases, read_po
from noticepress.siteconfig import read_site
from noticepress.theme import Theme
from noticepress.translating import interface_catalogues
from tests.messages.test_replay import SITE

POLISH = "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"


def catalogue(*messages: Message, plural: str = "") -> Catalogue:
    return Catalogue(Message("", (f"Plural-Forms: {plural}\n" if plural else "",)), messages, path="pl.po")


def words(*messages: Message, plural: str = POLISH, locale: str = "pl") -> tuple[Words, list[Finding]]:
    findings: list[Finding] = []
    return words_of(locale, [catalogue(*messages, plural=plural)], findings), findings


def test_values_are_filled_in_and_what_is_not_translated_is_english() -> None:
    found, _ = words(
        Message("On %(date)s", ("Dnia %(date)s",)), Message("Share"), Message("Fuzzy", ("X",), flags=("fuzzy",))
    )
    assert found.text("On %(date)s", date="3 maja") == "Dnia 3 maja"
    assert [found.text(text) for text in ("Share", "Fuzzy", "100 %")] == ["Share", "Fuzzy", "100 %"]


def test_the_count_chooses_the_form_of_the_language() -> None:
    found, _ = words(Message("%(num)s day", ("jeden dzień", "%(num)s dni", "%(num)s dni!"), plural="%(num)s days"))
    chosen = [found.plural("%(num)s day", "%(num)s days", count) for count in (1, 2, 5, 22)]
    assert chosen == ["jeden dzień", "2 dni", "5 dni!", "22 dni"]
    assert [Words("en").plural("%(num)s day", "%(num)s days", count) for count in (1, 2)] == ["1 day", "2 days"]


def test_each_catalogue_counts_by_its_own_rule() -> None:
    brazil = catalogue(
        Message("%(num)s x", ("um", "%(num)s b"), plural="%(num)s xs"), plural="nplurals=2; plural=(n > 1);"
    )
    europe = catalogue(
        Message("%(num)s y", ("um", "%(num)s e"), plural="%(num)s ys"), plural="nplurals=2; plural=(n != 1);"
    )
    found = words_of("pt-BR", [europe, brazil], [])
    assert (found.plural("%(num)s x", "", 0), found.plural("%(num)s y", "", 0)) == ("um", "0 e")


@pytest.mark.parametrize(
    ("msgid", "msgstr", "word"),
    [
        ("On %(date)s", "Dnia", "leaves out %(date)s"),
        ("On %(date)s", "Dnia %(data)s", "leaves out %(date)s"),
        ("On %(date)s", "Dnia %(date)s %(more)s", "has %(more)s"),
        ("On %(date)s", "Dnia %(date)s 100 %", "stray %"),
        ("On %(date)s", "Dnia %(date)", "leaves out %(date)s"),
        ("before: {old}", "przedtem: {nowe}", "leaves out {old}"),
        ("Share", "%(x)s", "has %(x)s"),
    ],
)
def test_a_broken_placeholder_is_told_and_english_stands(msgid: str, msgstr: str, word: str) -> None:
    found, findings = words(Message(msgid, (msgstr,), line=5))
    assert found.phrasings == {}
    assert [(each.path, each.line) for each in findings] == [("pl.po", 5)]
    assert word in findings[0].what


@pytest.mark.parametrize(
    "rule", ["nonsense", "nplurals=2; plural=n/0;", "nplurals=2; plural=__import__('os')", "plural=-1;"]
)
def test_a_plural_rule_that_cannot_be_used_is_told_and_that_of_the_language_stands(rule: str) -> None:
    message = Message("%(num)s day", ("a", "b", "c"), plural="%(num)s days")
    found, findings = words(message, plural=rule)
    assert [each.rule for each in findings] == ["plural-forms"]
    assert [found.plural("%(num)s day", "", count) for count in (1, 2, 5)] == ["a", "b", "c"]


def test_python_is_searched_for_literal_phrases_and_their_comments() -> None:
    code = (
        "# Translators: on a button\n"
        'x = words.text("Share")\n'
        'y = self._text("On %(date)s" if a else "Since %(date)s", date=b)\n'
        'z = plan.words[locale].plural("%(num)s day", "%(num)s days", n)\n'
        "w = words.text(name)\n"
    )
    assert list(python_phrases("p.py", code)) == [
        Phrase("Share", "p.py", 2, comment="on a button"),
        Phrase("On %(date)s", "p.py", 3),
        Phrase("Since %(date)s", "p.py", 3),
        Phrase("%(num)s day", "p.py", 4, "%(num)s days"),
    ]


def test_a_repeated_phrase_is_one_message_with_the_format_that_gettext_checks() -> None:
    phrases = [
        Phrase("On %(date)s", "a", 1),
        Phrase("Share", "a", 2),
        Phrase("On %(date)s", "b", 3),
        Phrase("was {old}", "b"),
    ]
    messages = phrase_template(phrases, project="x").messages
    assert [(m.msgid, m.references, m.flags) for m in messages] == [
        ("On %(date)s", ("a:1", "b:3"), ("python-format",)),
        ("Share", ("a:2",), ()),
        ("was {old}", ("b",), ("python-brace-format",)),
    ]


@pytest.fixture
def themed(tmp_path: Path) -> Callable[[str], Path]:
    """A function that makes a project with a template of its own theme."""

    def make(template: str) -> Path:
        (tmp_path / "theme" / "templates").mkdir(parents=True)
        (tmp_path / "theme" / "templates" / "own.html").write_text(template)
        return tmp_path

    return make


def own(root: Path) -> list[Phrase]:
    return [phrase for phrase in Theme(root / "theme").phrases() if phrase.path.endswith("own.html")]


def test_templates_are_searched_too(themed: Callable[[str], Path]) -> None:
    root = themed(
        "{# Translators: a greeting #}\n<p>{{ _('Hello %(name)s', name=x) }}</p>\n"
        "{{ ngettext('one', 'many', n) }} {{ _(variable) }}\n"
    )
    assert own(root) == [
        Phrase("Hello %(name)s", "theme/templates/own.html", 2, comment="a greeting"),
        Phrase("one", "theme/templates/own.html", 3, "many"),
    ]


def test_a_broken_template_is_named_with_its_line(themed: Callable[[str], Path]) -> None:
    with pytest.raises(ThemeError, match=r"theme/templates/own\.html:2: the template cannot be read"):
        own(themed("\n{% if %}"))


def test_a_project_gets_catalogues_for_its_own_words_and_keeps_what_it_says_differently(
    themed: Callable[[str], Path],
) -> None:
    root = themed("{{ _('Only here') }} {{ _('Contents') }}")
    config = read_site(SITE, "site.toml", [])
    assert config
    po = root / "locales" / "sv" / "LC_MESSAGES" / "site.po"
    po.parent.mkdir(parents=True)
    po.write_text('msgid "Contents"\nmsgstr "På den här sidan"\n')
    found = dict(interface_catalogues(root, config, []))
    new = {message.msgid for message in found["locales/site.pot"].messages}
    assert "Only here" in new
    assert "Contents" not in new
    merged = {m.msgid: m.msgstr for m in found["locales/sv/LC_MESSAGES/site.po"].messages}
    assert merged["Only here"] == ""
    assert merged["Contents"] == "På den här sidan"
    assert read_words(root, "sv", []).text("Contents") == "På den här sidan"
    assert not [path for path in found if "/en/" in path]


def test_a_language_that_comes_without_words_gets_all_of_them_to_translate_and_check_says_so(
    themed: Callable[[str], Path],
) -> None:
    root = themed("")
    config = read_site(SITE.replace('"sv"', '"sv", "de-CH", "sr-Latn"'), "site.toml", [])
    assert config
    found = dict(interface_catalogues(root, config, []))
    words = {message.msgid for message in found["locales/sr_Latn/LC_MESSAGES/site.po"].messages}
    assert {"Contents", "Applies from"} <= words
    assert {"Contents", "Applies from"} <= {message.msgid for message in found["locales/site.pot"].messages}
    assert "locales/sv/LC_MESSAGES/site.po" not in found
    (told,) = unsaid(root, config.locales)
    assert (told.severity, told.rule) == ("warning", "interface")
    assert "“sr-Latn”" in told.what
    assert "locales/sr_Latn/LC_MESSAGES/site.po" in told.mend


def test_the_template_that_is_shipped_has_every_word_of_program_and_theme() -> None:
    root = Path(__file__).parent.parent.parent
    config = read_site((root / "notices" / "site.toml").read_text(), "site.toml", [])
    assert config
    wanted = dict(interface_catalogues(root, config, []))["locales/site.pot"]
    shipped = read_po((root / "locales" / "site.pot").read_text(), "locales/site.pot")
    missing = {message.msgid for message in wanted.messages} ^ {message.msgid for message in shipped.messages}
    assert not missing, "run: noticepress messages update"
