"""What is taken over from the body before is what would have been made."""

from hypothesis import given, settings
from hypothesis import strategies as st

from noticepress.finishing import finished
from noticepress.fragments import Joined
from noticepress.markup import Rendering, render_body
from tests.markup.test_pieces import AWKWARD, rendered, whole

BLOCKS = st.one_of(
    st.sampled_from(
        [
            "# A", "# A", "## B {#b}", "## b-p1 {#b-p1}", "One.", "Two, “2”.", "A\nline.", "- a\n- b", "1. x\n2. y",
            "[in](#b)", "[out](notice:x#y)", "![i](a.png)", "::: only eea\n\nIn.\n\n:::", "| a |\n|---|\n| 1 |",
        ]
    ),
    AWKWARD,
)  # fmt: skip
EDITS = st.lists(
    st.tuples(st.sampled_from(["put", "put", "put", "add", "drop"]), st.integers(0, 30), BLOCKS), max_size=6
)


def bodies(blocks: list[str], edits: list[tuple[str, int, str]]) -> list[str]:
    """A body, and what becomes of it edit by edit."""
    found = ["\n\n".join(blocks)]
    for kind, place, block in edits:
        at = place % len(blocks)
        blocks = [*blocks[:at], *([block] if kind != "drop" else []), *blocks[at + (kind != "add") :]] or ["Rest."]
        found.append("\n\n".join(blocks) + "\n")
    return found


def renderings(page: int) -> list[Rendering]:
    """Renderings that share some of what they are made of; links out of the text differ from page to page."""
    link = f"/{page}/{{}}".format
    return [
        Rendering(anchors=("section", "paragraph"), link=link, keep=lambda kind, _: kind == "only"),
        Rendering(anchors=("section", "paragraph"), link=link, prefix="eea-", shift=1),
        Rendering(link=link),
    ]


@settings(max_examples=250, deadline=None)
@given(st.lists(BLOCKS, min_size=1, max_size=14), EDITS)
def test_each_version_is_what_it_would_be_without_those_before(
    blocks: list[str], edits: list[tuple[str, int, str]]
) -> None:
    for page, markdown in enumerate(bodies(blocks, edits)):
        for rendering in renderings(page):
            assert rendered(markdown, rendering) == whole(markdown, rendering)


@settings(max_examples=100, deadline=None)
@given(st.lists(BLOCKS, min_size=1, max_size=14), EDITS)
def test_a_finished_text_is_what_it_would_be_without_those_before(
    blocks: list[str], edits: list[tuple[str, int, str]]
) -> None:
    for page, markdown in enumerate(bodies(blocks, edits)):
        body = render_body(markdown, renderings(page)[0])
        absolute = f"https://{page}.example/{{}}".format
        made = b"".join(finished(Joined(body.pieces), absolute, "Table"))
        assert made == b"".join(finished(each, absolute, "Table")[0] for each in body.pieces)
