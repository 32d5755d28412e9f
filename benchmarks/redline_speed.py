"""Time the redline engine alone: `python benchmarks/redline_speed.py`, one line for each pair of texts.

The texts are made up and the same on every run; each time every block is new to the program, so that nothing is
remembered from the time before; processor time counts, which a busy machine does not stretch. Bounds: 15 ms where 6%
of the blocks of two texts of 3,500 words changed; 1 s for two unrelated texts of that length, and for 15,000 words
together.
"""

import random
import re
import time

from markdown_it import MarkdownIt

from noticepress.redline import compare_html

_SYLLABLES = (
    "da",
    "ta",
    "co",
    "okie",
    "ser",
    "vice",
    "no",
    "tice",
    "con",
    "sent",
    "re",
    "gion",
    "pri",
    "vacy",
    "ac",
    "count",
)
_SMALL = (
    "the",
    "of",
    "and",
    "to",
    "a",
    "in",
    "we",
    "you",
    "for",
    "or",
    "is",
    "by",
    "with",
    "as",
    "our",
    "your",
)
_BLOCK = re.compile(r"<(?:p|h2|ul)\b")
_RENDER = MarkdownIt("commonmark").enable("table").render


class _Author:
    """Writes texts of paragraphs, headings and lists; about half of its words are small words, as in English."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.words = ["".join(self.chance.choices(_SYLLABLES, k=self.chance.randint(2, 4))) for _ in range(1500)]

    def sentence(self, length: int) -> str:
        chance = self.chance
        words = [
            chance.choice(_SMALL) if chance.random() < 0.45 else self.words[int(1500 * chance.random() ** 2)]
            for _ in range(length)
        ]
        return f"{' '.join(words).capitalize()}."

    def block(self) -> str:
        kind = self.chance.random()
        if kind < 0.15:
            return f"## {self.sentence(4)}"
        if kind < 0.3:
            return "\n".join(f"- {self.sentence(10)}" for _ in range(5))
        return " ".join(self.sentence(self.chance.randint(8, 20)) for _ in range(3))

    def text(self, words: int) -> list[str]:
        blocks: list[str] = []
        while sum(len(block.split()) for block in blocks) < words:
            blocks.append(self.block())
        return blocks

    def revised(self, blocks: list[str], share: float) -> list[str]:
        """Some words replaced, dropped or added in a share of the blocks."""
        result = list(blocks)
        for at in self.chance.sample(range(len(blocks)), max(1, round(share * len(blocks)))):
            words = result[at].split(" ")
            for _ in range(3):
                place = self.chance.randrange(1, len(words))
                words[place : place + self.chance.randint(0, 2)] = self.sentence(2).rstrip(".").lower().split()
            result[at] = " ".join(words)
        return result


def _time(name: str, old: str, new: str, bound: float | None = None) -> None:
    best = min(_seconds(_unseen(old, turn), _unseen(new, turn)) for turn in range(3 if bound is None else 7))
    limit = "" if bound is None else f"  (at most {bound * 1000:.0f})"
    print(f"{best * 1000:9.1f} ms{limit:17} {name}")


def _unseen(html: str, turn: int) -> str:
    """The same text with another class on every block: no block was met before, and none reads otherwise."""
    return _BLOCK.sub(rf'\g<0> class="n{turn}"', html)


def _seconds(old: str, new: str) -> float:
    start = time.process_time()
    compare_html(old, new)
    return time.process_time() - start


def main() -> None:
    author, other = _Author(1), _Author(2)
    blocks = author.text(3500)
    html = _RENDER("\n\n".join(blocks))
    _time("3,500 words, unchanged", html, html)
    _time(
        "3,500 words, 6% of the blocks changed",
        html,
        _RENDER("\n\n".join(author.revised(blocks, 0.06))),
        0.015,
    )
    _time("3,500 words, every block changed", html, _RENDER("\n\n".join(author.revised(blocks, 1.0))))
    _time("two unrelated texts of 3,500 words", html, _RENDER("\n\n".join(other.text(3500))), 1.0)
    _time("the same vocabulary, 3,500 words", html, _RENDER("\n\n".join(author.text(3500))), 1.0)
    long = author.text(7500)
    _time(
        "15,000 words together",
        _RENDER("\n\n".join(long)),
        _RENDER("\n\n".join(author.revised(long, 0.3))),
        1.0,
    )
    _time(
        "15,000 words, every block changed",
        _RENDER("\n\n".join(long)),
        _RENDER("\n\n".join(author.revised(long, 1.0))),
        1.0,
    )
    _time("15,000 words, unrelated", _RENDER("\n\n".join(long)), _RENDER("\n\n".join(other.text(7500))), 1.0)
    same = author.sentence(20)
    _time(
        "one paragraph 2,000 times, another 2,000 times",
        _RENDER(f"{same}\n\n" * 2000),
        _RENDER(f"{same} More.\n\n" * 2000),
    )
    _time("one paragraph 2,000 and 1,500 times", _RENDER(f"{same}\n\n" * 2000), _RENDER(f"{same}\n\n" * 1500))
    paragraph = [" ".join(author.text(10_000)), " ".join(author.text(10_000))]
    _time("one paragraph of 10,000 words, unrelated", f"<p>{paragraph[0]}</p>", f"<p>{paragraph[1]}</p>")
    words = paragraph[0].split()
    for at in range(0, len(words), 9):
        words[at] = "other"
    _time(
        "one paragraph of 10,000 words, every ninth changed",
        f"<p>{paragraph[0]}</p>",
        f"<p>{' '.join(words)}</p>",
    )
    _time("one word 10,000 and 9,000 times", f"<p>{'data ' * 10_000}</p>", f"<p>more {'data ' * 9_000}less</p>")
    _time(
        "two words 5,000 times, swapped",
        f"<p>{'data more ' * 5_000}</p>",
        f"<p>{'more less data ' * 4_000}</p>",
    )


if __name__ == "__main__":
    main()
