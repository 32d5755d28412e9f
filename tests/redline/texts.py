"""Markdown texts and later versions of them, for properties that must hold for every pair."""

import random

from hypothesis import strategies as st

WORDS = (
    *[
        "we",
        "collect",
        "your",
        "personal",
        "data",
        "the",
        "of",
        "and",
        "to",
        "cookies",
        "retention",
        "consent",
        "account",
        "we're",
        "don't",
        "ninety-five",
        "30",
    ],
    *[
        "2023-12-15",
        "https://example.org/privacy",
        "privacy@example.org",
        "1,000.50",
        "“quoted”",
        "it's",
        "it’s",
        "(brackets)",
        "end.",
        "stop;",
    ],
    *[
        "Änderung",
        "naïve",
        "été",
        "本サービス",
        "我们收集数据",
        "데이터를",
        "수집합니다",
        "نحن",
        "نجمع",
        "البيانات",
        "אנחנו",
        "אוספים",
        "ข้อมูลส่วนบุคคล",
        "น้ำ",
    ],
    *[
        "क्षत्रिय",
        "👩\u200d👩\u200d👧",
        "🇸🇪",
        "👍🏽",
        "1️⃣",
        "a\u200db",
        "x\xa0y",
        "…",
        "—",
        "data",
        "data",
        "the",
        "the",
        "*emphasis*",
        "`code`",
        "~~struck~~",
        "&lt;p&gt;",
        "\\",
    ],
    *(
        "**strong words here**",
        "[a link](https://example.org/a)",
        "[a link](https://example.org/c)",
        "[b c](https://example.org/b)",
    ),
    *(
        "![logo](i.png)",
        "<b>bold</b>",
        "<mark>m</mark>",
        "<ins>own</ins>",
        "<del>own</del>",
        "note[^1]",
        "note[^2]",
        "<br>",
    ),
    *(
        '<a id="top"></a>',
        "*a **b** c*",
        "[x *y*](https://example.org/a)",
        "<small>s</small>",
        "H*i*",
        "<a href='#x'>half",
    ),
)
word = st.sampled_from(WORDS)
line = st.lists(word, min_size=1, max_size=14).map(" ".join)


def _items(lines: list[str], mark: str) -> str:
    return "\n".join(f"{mark} {line}" for line in lines)


def _nested(lines: list[str]) -> str:
    return "\n".join(f"{'  ' * min(depth % 3, depth)}- {line}" for depth, line in enumerate(lines))


def _table(cells: list[str]) -> str:
    cells = [cell.replace("|", "") for cell in cells]
    rows = [cells[i : i + 2] for i in range(0, len(cells) - 1, 2)] or [[cells[0], ""]]
    body = "\n".join(f"| {a} | {b} |" for a, b in rows[1:])
    return f"| {rows[0][0]} | {rows[0][1]} |\n| --- | --- |\n{body}"


lines = st.lists(line, min_size=1, max_size=5)
block = st.one_of(
    line,
    st.builds(lambda text, level: f"{'#' * level} {text}", line, st.integers(1, 6)),
    st.builds(_items, lines, st.sampled_from(["-", "1.", "7."])),
    st.builds(lambda texts: "\n\n".join(f"- {text}" for text in texts), lines),
    st.builds(_nested, lines),
    st.builds(lambda texts: "\n".join(f"> {text}" for text in texts), lines),
    st.builds(lambda texts: "\n".join(f"    {text}" for text in texts), lines),
    st.builds(lambda texts: "```\n" + "\n".join(texts) + "\n```", lines),
    st.builds(_table, lines),
    st.builds(lambda term, text: f"{term}\n: {text}\n: {term}", line, line),
    st.builds(lambda a, b: f"{a}\\\n{b}", line, line),
    st.sampled_from(["---", "[^1]: The first note.", "[^2]: The second note, with words."]),
    st.builds(lambda text: f"<details><summary>{text}</summary>\n\n{text}\n\n</details>", line),
    st.builds(
        lambda a, b: f"<table><tr><td colspan=2>{a}<ul><li>{b}</li></ul>{a}</td></tr><tr><td>{a}<td>{b}</tr></table>",
        line, line,
    ),
    st.builds(lambda a, b: f"<div>{a}<p>{b}</p>{a}</div>", line, line),
)  # fmt: skip
blocks = st.lists(block, max_size=7)


def _edited(text: str, chance: random.Random) -> str:
    words = text.split(" ")
    at = chance.randrange(len(words))
    edit = chance.choice(["drop", "add", "swap", "split", "mark"])
    if edit == "drop":
        del words[at]
    elif edit == "add":
        words.insert(at, chance.choice(WORDS))
    elif edit == "swap":
        words[at] = chance.choice(WORDS)
    elif edit == "split":
        words.insert(at, "\n\n")
    else:
        words[at] = f"**{words[at]}**"
    return " ".join(words)


def later(old: list[str], seed: int) -> list[str]:
    """A later version: blocks edited, dropped, doubled, moved, joined, indented, made items."""
    chance, new = random.Random(seed), list(old)
    for _ in range(chance.randrange(5)):
        if not new:
            break
        at = chance.randrange(len(new))
        edit = chance.choice(["edit", "edit", "edit", "drop", "double", "move", "join", "item", "quote", "level"])
        if edit == "edit":
            new[at] = _edited(new[at], chance)
        elif edit == "drop":
            del new[at]
        elif edit == "double":
            new.insert(at, new[at])
        elif edit == "move":
            new.insert(chance.randrange(len(new)), new.pop(at))
        elif edit == "join" and at:
            new[at - 1 : at + 1] = [f"{new[at - 1]} {new[at]}"]
        elif edit in ("item", "quote", "level"):
            mark = {"item": "- ", "quote": "> ", "level": "#"}[edit]
            new[at] = mark + new[at].replace("\n", "\n" + (mark if edit == "quote" else "  "))
    return new


@st.composite
def pairs(draw: st.DrawFn) -> tuple[str, str]:
    """An old Markdown text and a new one, mostly a later version of it, sometimes another text."""
    old = draw(blocks)
    new = later(old, draw(st.integers(0, 2**32))) if draw(st.integers(0, 5)) else draw(blocks)
    return "\n\n".join(old).rstrip("> \n"), "\n\n".join(new).rstrip("> \n")


_TAGS = (
    "p div ul ol li table tr td th blockquote h2 h3 b em a span sup details summary dl dt dd section pre code".split()
)
_TAGS += ["ins", "del", "hr", "br"]


@st.composite
def tangles(draw: st.DrawFn) -> str:
    """HTML in which tags open and close as they please."""
    parts = []
    for tag, text, closing in draw(st.lists(st.tuples(st.sampled_from(_TAGS), word, st.booleans()), max_size=14)):
        attribute = ' href="https://example.org/x"' if tag == "a" else ""
        parts.append(f"<{'/' if closing else ''}{tag}{'' if closing else attribute}>{text} ")
    return "".join(parts)
