"""What holds for every pair of texts."""

import re
import sys
import unicodedata
from itertools import permutations, zip_longest
from typing import Literal
from xml.etree.ElementTree import Element as ElementTree

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import noticepress
from noticepress.redline import Redline, compare_html
from noticepress.redline.tokens import Run, tokenise
from noticepress.redline.tree import Element, Node, parse
from tests.redline.reading import change_numbers, ids, misplaced, read, tree_of
from tests.redline.texts import line, pairs, tangles

many = settings(max_examples=100, deadline=None)


Html = Literal["off", "sanitised"]


def render(markdown: str, html: Html = "sanitised") -> str:
    return noticepress.render(markdown, html=html)


def reads_as_written(html: str) -> bool:
    """Whether the parser of these tests takes the HTML as it stands; it does not know the newest rules of nesting."""

    def tags(nodes: tuple[Node, ...]) -> list[object]:
        return [[node.tag, tags(node.children)] for node in nodes if isinstance(node, Element)]

    def found(element: ElementTree) -> list[object]:
        return [[child.tag, found(child)] for child in element]

    return tags(parse(html)) == found(tree_of(html))


def check(old: str, new: str) -> Redline:
    """Every property of one redline of two rendered bodies."""
    redline = compare_html(old, new)
    as_read = compare_html(new, new).html  # the texts' own ins and del are read as u and s
    before = compare_html(old, old).html
    assert read(redline.html, "new") == read(as_read, "new")
    assert read(redline.html, "old") == read(before, "old")
    return redline


@many
@given(pairs(), st.sampled_from(["off", "sanitised"]))
def test_taking_or_refusing_all_changes_gives_either_text_exactly(texts: tuple[str, str], html: Html) -> None:
    old, new = texts
    check(render(old, html), render(new, html))


@many
@given(tangles(), tangles())
def test_tangled_html_is_read_out_exactly_too(old: str, new: str) -> None:
    bodies = [render(old), render(new)]
    assume(all(map(reads_as_written, bodies)))
    check(*bodies)


@many
@given(pairs())
def test_elements_stand_where_html_allows_them(texts: tuple[str, str]) -> None:
    old, new = map(render, texts)
    assume(not misplaced(old) and not misplaced(new))
    assert misplaced(compare_html(old, new).html) == []


@many
@given(pairs())
def test_a_text_against_itself_shows_no_change(texts: tuple[str, str]) -> None:
    body = render(texts[0])
    redline = compare_html(body, body)
    assert redline.counts.empty
    assert redline.changes == ()
    assert not re.search(r"<(ins|del)\b|data-redline|data-change", redline.html)


@many
@given(pairs())
def test_the_same_pair_always_gives_the_same_redline(texts: tuple[str, str]) -> None:
    old, new = map(render, texts)
    assert compare_html(old, new) == compare_html(old, new)


def forget() -> None:
    """Empty everything that comparisons keep for each other."""
    for name, module in list(sys.modules.items()):
        if name.startswith("noticepress.redline") or name == "noticepress.fragments":
            for value in vars(module).values():
                if hasattr(value, "cache_clear"):
                    value.cache_clear()


@many
@given(pairs(), st.permutations(range(6)))
def test_a_redline_is_the_same_whatever_was_compared_before(texts: tuple[str, str], order: list[int]) -> None:
    blocks = [text.split("\n\n") for text in texts]
    mixed = "\n\n".join(block for both in zip_longest(*blocks, fillvalue="") for block in both)
    versions = [render(text) for text in (*texts, mixed)]
    wanted = {}
    for pair in permutations(versions, 2):
        forget()
        wanted[pair] = compare_html(*pair)
    forget()
    for at in order:
        pair = [*permutations(versions, 2)][at]
        assert compare_html(*pair) == wanted[pair]


@many
@given(pairs())
def test_the_list_of_changes_is_the_changes_in_the_page(texts: tuple[str, str]) -> None:
    redline = compare_html(*map(render, texts))
    numbers = [change.number for change in redline.changes]
    assert numbers == list(range(1, len(numbers) + 1))
    assert sorted(change_numbers(redline.html)) == numbers
    assert sum(count for _, count in redline.counts.by_kind) == len(numbers)
    assert redline.counts.empty == (not numbers)


@many
@given(pairs())
def test_every_change_has_one_address_that_can_be_seen(texts: tuple[str, str]) -> None:
    redline = compare_html(*map(render, texts))
    addresses = [value for value in ids(redline.html) if re.fullmatch(r"change-\d+", value)]
    assert sorted(addresses) == sorted(f"change-{change.number}" for change in redline.changes)
    for element in tree_of(redline.html).iter():
        if "hidden" in element.attrib:
            assert not any("id" in inner.attrib for inner in element.iter())


@many
@given(pairs())
def test_ends_of_a_move_link_each_other(texts: tuple[str, str]) -> None:
    tree = tree_of(compare_html(*map(render, texts)).html)
    targets = {e.attrib["id"] for e in tree.iter() if "id" in e.attrib}
    ends = [e for e in tree.iter() if e.get("data-redline") in ("moved-from", "moved-to")]
    for end in ends:
        links = [e for e in end.iter("a") if e.get("data-redline-note") == "move"]
        assert links
        assert links[0].attrib["href"].removeprefix("#") in targets
    assert sum(e.get("data-redline") == "moved-to" for e in ends) * 2 == len(ends)


@settings(max_examples=150, deadline=None)
@given(line | st.text(max_size=40))
def test_words_and_grapheme_clusters_are_never_cut(text: str) -> None:
    tokens = tokenise([Run(text, ())])
    assert "".join(token.text for token in tokens) == "".join(text.split()) or any(
        " " in token.text for token in tokens
    )
    for token in tokens:
        assert not unicodedata.category(token.text[0]).startswith("M") or token is tokens[0] or token.space
        assert not token.text.startswith(("\u200d", "\ufe0f", "\U0001f3fd"))
    at = 0
    cuts = []
    for token in tokens:
        at = text.index(token.text, at)
        cuts += [at, at + len(token.text)]
        at += len(token.text)
    cjk = "\u3005\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
    for match in re.finditer(rf"[^\W{cjk}]+|[\w.+-]+@[\w.-]+\w|https?://[\w./-]+\w", text):
        assert not [cut for cut in cuts if match.start() < cut < match.end()], (match[0], tokens)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from(["1", "12", "000", "a", ".", " ", " ", "\u00a0", "\t", "\x1f"])).map("".join) | st.text()
)
def test_words_are_the_same_however_wide_the_space_between_them(text: str) -> None:
    """Texts with nothing but single spaces are cut in a shorter way than others."""
    tokens = tokenise([Run(text, ())])
    beside = tokenise([Run(f"{text}\n\tz", ())])
    assert [token.text for token in beside] == [*(token.text for token in tokens), "z"]


WHOLE = [
    "ninety-five",
    "2023-12-15",
    "1,000.50",
    "1 000",
    "don't",
    "privacy@example.org",
    "https://example.org/a?b=c#d",
]
WHOLE += ["www.example.org/x", "👩‍👩‍👧", "🇸🇪", "e\u0301", "1️⃣", "क्षत्रिय", "ยู"]


@pytest.mark.parametrize("whole", WHOLE)
def test_what_a_reader_sees_as_one_is_one_token(whole: str) -> None:
    tokens = tokenise([Run(f"x {whole} y", ())])
    assert [token.text for token in tokens] == ["x", whole, "y"]
