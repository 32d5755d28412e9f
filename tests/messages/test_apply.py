"""A translated body has the blocks, the section ids and the bytes between units of its source."""

import re
from html import unescape

import pytest

from noticepress import render
from noticepress.messages import StructureError, translate, units


def test_units_are_replaced_and_everything_else_stays() -> None:
    markdown = "Intro\n=====\n\n*  One\n   more\n\n>  Two\n\n```\ncode\n```\n\n[ref]: https://example.com/\n"
    translations = {"Intro": "Einleitung", "One more": "Eins", "Two": "Zwei"}
    assert translate(markdown, translations) == (
        "Einleitung {#intro}\n=====\n\n*  Eins\n\n>  Zwei\n\n```\ncode\n```\n\n[ref]: https://example.com/\n"
    )


def test_section_ids_are_those_of_the_source() -> None:
    markdown = "# Your rights\n\n# Contact {#c}\n\n# Your rights\n"
    result = translate(markdown, {"Your rights": "Ihre Rechte", "Contact": "Kontakt"})
    assert result == "# Ihre Rechte {#your-rights}\n\n# Kontakt {#c}\n\n# Ihre Rechte {#your-rights-2}\n"


def test_units_without_a_translation_stay_as_written() -> None:
    assert translate("one\ntwo\n\nthree\n", {"one two": "", "three": "drei"}) == "one\ntwo\n\ndrei\n"


def test_hard_breaks_continue_within_their_containers() -> None:
    markdown = "> - Acme  \n>   Road 1\n\n1. x\n"
    assert translate(markdown, {"Acme\\\nRoad 1": "Acme\\\nWeg 1\\\n2. Stock", "x": "y\\\nz"}) == (
        "> - Acme\\\n>   Weg 1\\\n>       2. Stock\n\n1. y\\\n   z\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        "5. November 2025",
        "5) Punkte",
        "1.",
        "# Raute",
        "- Strich",
        "+ Plus",
        "* Stern",
        "> Zitat",
        "---",
        "* * *",
        "___",
        "```",
        "``` rust",
        "~~~ x",
        "~ Welle",
        ": Doppelpunkt",
        "::: only eea",
        "[x]: https://example.com/",
        "[^1]: Fussnote",
        "= gleich",
        "| a | b |",
        "    eingerückt",
        "\u00a0eingerückt",
        "erste\\\n---",
        "erste\\\n===",
        "erste\\\n- Strich",
        "erste\\\n5. Strich",
        "a | b\\\n--|--",
        "erste\\\n> Zitat",
        "erste\\\n```",
        "erste\\\n: Bedeutung",
        "erste\\\n::: only eea",
        "erste\\\n[^1]: Fussnote",
    ],
)
@pytest.mark.parametrize(
    "markdown",
    [
        "Source\n",
        "- Source\n- Other\n",
        "> Source\n",
        "Source\n====\n",
        "Term\n\n: Source\n",
        "[^1]: Source\n\nA[^1]\n",
    ],
)
def test_a_translation_that_looks_like_a_block_stays_text(markdown: str, text: str) -> None:
    result = translate(markdown, {"Source": text})
    assert shape(render(result)) == shape(render(markdown))
    visible = re.sub(r"\W", "", text.replace("\\\n", ""))
    assert visible in re.sub(r"<[^>]*>|\W", "", unescape(render(result)))


@pytest.mark.parametrize("markdown", ["Source\n: Meaning\n", "Source | b\n---|---\n1 | 2\n", "| Source|b |\n|--|--|\n"])
@pytest.mark.parametrize("text", ["5. November", "- Strich", "# x", "a | b", "`a | b`", "Ende\\"])
def test_terms_and_cells_keep_their_place(markdown: str, text: str) -> None:
    result = translate(markdown, {"Source": text})
    assert shape(render(result)) == shape(render(markdown))
    assert [unit.kind for unit in units(result)] == [unit.kind for unit in units(markdown)]


def test_a_single_tag_that_fills_a_translation_does_not_become_a_block() -> None:
    result = translate("Source\n", {"Source": '<a id="x">'}, html="sanitised")
    assert render(result, html="sanitised").startswith("<p>")


def test_html_blocks_are_replaced_as_a_whole() -> None:
    markdown = "- <div>\n  Hello\n  </div>\n"
    result = translate(markdown, {"<div>\nHello\n</div>": "<div>\nHallo\n</div>"}, html="sanitised")
    assert result == "- <div>\n  Hallo\n  </div>\n"


@pytest.mark.parametrize(
    ("markdown", "msgid", "msgstr"),
    [
        ("One\n\nTwo\n", "Two", "Zwei\n\nDrei"),
        ("# One\n", "One", "Eins\\\nZwei"),
        ("One\n: Two\n", "One", "Eins\\\nZwei"),
        ("| One |\n|-----|\n", "One", "Eins\\\nZwei"),
    ],
)
def test_a_translation_with_other_blocks_is_refused_by_its_unit(markdown: str, msgid: str, msgstr: str) -> None:
    with pytest.raises(StructureError) as refused:
        translate(markdown, {msgid: msgstr})
    assert refused.value.unit is not None
    assert (refused.value.unit.msgid, refused.value.msgstr) == (msgid, msgstr)


def test_an_html_translation_that_opens_another_block_is_refused() -> None:
    with pytest.raises(StructureError) as refused:
        translate("<div>\nHello\n</div>\n", {"<div>\nHello\n</div>": "Hallo"}, html="sanitised")
    assert refused.value.unit is not None
    assert refused.value.unit.kind == "html block"


def test_line_ends_and_unusual_characters_survive() -> None:
    markdown = "# A\r\n\r\none\u2028same\x0cline\r\ntwo\r\n\r\n\ttabs\r\n"
    result = translate(markdown, {"one\u2028same\x0cline two": "eins"})
    assert result.split("\r\n") == ["# A {#a}", "", "eins", "", "\ttabs", ""]


def shape(html: str) -> list[str]:
    return [
        tag for tag in re.findall(r"<[^>]*>", html) if not re.match(r"<(?:br|code|/code|a|/a|sup|/sup|s|/s)\b", tag)
    ]
