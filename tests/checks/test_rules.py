"""Rules on texts: where they speak, and where they keep silent."""

import pytest

from tests.checks.reviews import found, places


@pytest.mark.parametrize(
    ("rule", "body", "expected"),
    [
        ("title-in-body", "# Privacy\n\nText.\n", [(1, 1)]),
        ("heading-levels", "## One\n\nText.\n\n### Two\n\nText.\n\n## Three\n\nText.\n", []),
        ("heading-repeated", "## A\n\n### Contact\n\nT.\n\n## B\n\n### Contact\n\nT.\n", []),
        ("empty-heading", "##\n\nText.\n", [(1, 1)]),
        ("empty-section", "## One\n\n### Two\n\nText.\n", []),
        ("empty-section", "## One\n\n![](a.png)\n\n## Two\n\n| a |\n|---|\n", []),
        ("reserved-id", "## One {#np-one}\n\nText.\n", [(1, 9)]),
        ("heading-attributes", '## One {#one cover="gdpr-13-1-a"}\n\nText.\n', [(1, 14)]),
        ("stray-braces", "## One {covers=gdpr-13-1-a}\n\nA {#b}, {x}, {{ organisation.name }}.\n", [(1, 8), (3, 3)]),
        ("broken-reference", "[a](#one) [b](#one-p2) [c](#top)\n\n## One\n\n[d](#)\n[e](#tow)\n", [(5, 5), (6, 5)]),
        ("broken-reference", "[up](#%C3%BCber)\n\n## Über\n\nText.\n", []),
        ("link-scheme", "[a](ftp://company.example) <tel:+4631390> [b](htps://company.example)\n", [(1, 5), (1, 47)]),
        ("passage-regions", "::: only\nText.\n:::\n\n::: except eea uk\nText.\n:::\n", [(1, 1)]),
        ("passage-form", "::: Only eea\nText.\n:::\n", [(1, 1), (3, 1)]),
        ("passage-form", ":::: only eea\n::: except uk\nText.\n:::\n::::\n", []),
        ("unknown-variable", "{{ organisation.name }} \\{{ x }} {{ 1 }}\n", [(1, 37)]),
        ("image-text", "![ ](a.png) ![A lamp](a.png)\n", [(1, 6)]),
        ("remote-image", "![A](//images.company.example/a.png) ![B](data:image/png;base64,AA==)\n", [(1, 6), (1, 43)]),
        ("raw-html", "a < b, `<b>` and <https://company.example>\n", []),
        ("server-address", "[a](/terms) [b](//other.example/)\n", [(1, 5)]),
    ],
)  # fmt: skip
def test_a_rule_finds_its_places(rule: str, body: str, expected: list[tuple[int, int]]) -> None:
    assert places(rule, body) == expected


def test_images_in_html_are_looked_at_as_those_in_markdown() -> None:
    body = '<p><img src="https://images.company.example/a.png"></p>\n\nA <img src="b.png" alt="A lamp"> lamp.\n'
    assert places("remote-image", body, html="sanitised") == [(1, 14)]
    assert places("image-text", body, html="sanitised") == [(1, 14)]
    assert places("image-file", body, html="sanitised") == [(3, 13)]
    assert not found("image-file", body, html="sanitised", files={"notices/privacy/b.png": "file"})


def test_files_outside_the_folder_and_symbolic_links_are_refused() -> None:
    body = "[a](../cookies/a.pdf) [b](b.pdf) [c](deep/c.pdf)\n"
    files = {"notices/cookies/a.pdf": "file", "notices/privacy/b.pdf": "link", "notices/privacy/deep/c.pdf": "file"}
    said = [finding.what for finding in found("local-link", body, files=files)]
    assert said == [
        "“../cookies/a.pdf” lies outside the folder of the notice.",
        "“b.pdf” is a symbolic link, which is not published.",
    ]


def test_a_sentence_is_measured_in_words_or_in_characters() -> None:
    words = "Words " + " ".join(["word"] * 45)
    assert places("long-sentence", f"Short. {words}. Short.\n") == [(1, 8)]
    assert not found("long-sentence", " ".join(["word"] * 45) + ".\n")
    assert not found("long-sentence", f"{words[:100]}.\n\n- {words[100:]}\n")
    assert places("long-sentence", f"短い。{'長' * 141}。\n", locale="ja") == [(1, 4)]
    assert not found("long-sentence", f"{'長' * 140}。\n", locale="ja")


@pytest.mark.parametrize(
    ("body", "terms"),
    [
        ("We keep “Account Data” safe. Ask for “Account Data”.\n", ["Account Data"]),
        ("We keep the **Service** up. Stop the **Service** here.\n", ["Service"]),
        ("Our shop (the “Service”) is open. The “Service” is ours.\n", []),
        ("“Service” means our shop. The “Service” is ours.\n", []),
        ("Service\n: Our shop.\n\nWe keep the **Service** up. Stop the **Service** here.\n", []),
        ("## Service\n\nWe keep the **Service** up. Stop the **Service** here.\n", []),
        ("We **never** sell it, **never**. He said “no thanks” and “no thanks”.\n", []),
        ("**Cookies.** We set them.\n\n**Cookies.** We set others.\n", []),
        ("We keep “Account Data” safe.\n", []),
    ],
)
def test_a_term_set_apart_twice_and_never_explained_is_named(body: str, terms: list[str]) -> None:
    assert [finding.what.split("”")[0].removeprefix("“") for finding in found("undefined-term", body)] == terms


def test_a_contact_value_is_asked_for_only_where_its_passage_is_read() -> None:
    assert len(found("unknown-variable", "{{ contact.email }}\n")) == 1
