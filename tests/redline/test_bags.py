"""What two blocks have in common."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noticepress.redline.bags import in_common
from noticepress.redline.blocks import Block

WORDS = st.lists(
    st.sampled_from(["we", "process", "data", "§", ".", "2019", "漢", "ひ", "カ", "“", '"', "www.a.example"])
)


@given(WORDS, WORDS)
def test_it_is_each_word_as_often_as_it_stands_in_both_by_its_weight(old: list[str], new: list[str]) -> None:
    blocks = [Block("p", (), (), (" ".join(words),)) for words in (old, new)]
    one, other = (Counter((token.key, token.weight) for token in block.words) for block in blocks)
    common = sum(weight * count for (_, weight), count in (one & other).items())
    assert in_common(blocks[0], blocks[1:]) == [(blocks[1], pytest.approx(common))]


def test_bags_are_compared_with_those_of_the_same_call_however_many_came_before() -> None:
    for number in range(60):
        words = " ".join(f"word{number * 200 + k}" for k in range(200))
        blocks = [Block("p", (), (), (f"common {words}",)), Block("p", (), (), ("the common one",))]
        assert in_common(blocks[0], blocks[1:]) == [(blocks[1], 1.0)]


@given(WORDS, st.lists(WORDS, max_size=4), st.sampled_from([0.3, 0.4, 0.6]))
def test_no_block_that_is_alike_is_left_out(words: list[str], others: list[list[str]], least: float) -> None:
    block, *there = (Block("p", (), (), (" ".join(each),)) for each in (words, *others))
    found, whole = in_common(block, there, least), in_common(block, there)
    assert set(found) <= set(whole)
    for other, common in whole:
        if 2 * common >= least * (block.weight + other.weight) or common >= 0.8 * min(block.weight, other.weight):
            assert (other, common) in found
