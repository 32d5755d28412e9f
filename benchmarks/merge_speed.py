"""Time bringing a catalogue up to date: `python benchmarks/merge_speed.py`, one line for each case.

300 messages of about 300 characters in 15 sections, made up and the same on every run. Bounds: 0.5 s where every
message was edited, 2 s where every one was rewritten.
"""

import random
import time

from msgspec.structs import replace

from noticepress.messages import Catalogue, Message, merge, read_po, write_po

MESSAGES, CHARACTERS, SECTIONS = 300, 300, 15
WORDS = 4000


def main() -> None:
    """Print the best of three runs of each case."""
    words = vocabulary()
    before = [text(words, random.Random(number)) for number in range(MESSAGES)]
    catalogue = read_po(write_po(translated(before)), "sv.po")
    cases = {
        "nothing changed": before,
        "10% edited": [edited(text, words, n) if n % 10 == 0 else text for n, text in enumerate(before)],
        "all edited": [edited(text, words, n) for n, text in enumerate(before)],
        "all rewritten": [text(words, random.Random(10_000 + n)) for n in range(MESSAGES)],
    }
    for name, after in cases.items():
        template = Catalogue(messages=tuple(message(n, text) for n, text in enumerate(after)))
        seconds = min(timed(catalogue, template) for _ in range(3))
        fuzzy = sum(each.fuzzy for each in merge(catalogue, template).messages)
        print(f"{name}: {seconds:.3f} s, {fuzzy} fuzzy")


def timed(catalogue: Catalogue, template: Catalogue) -> float:
    """Seconds of one merge and one writing."""
    start = time.perf_counter()
    write_po(merge(catalogue, template))
    return time.perf_counter() - start


def vocabulary() -> list[str]:
    """Made-up words."""
    chance = random.Random(7)
    return ["".join(chance.choices("abdeilmnorstuv", k=chance.randint(2, 9))) for _ in range(WORDS)]


def text(words: list[str], chance: random.Random) -> str:
    """A paragraph."""
    chosen: list[str] = []
    while sum(len(word) + 1 for word in chosen) < CHARACTERS:
        # Squared, so that some words are as frequent as the small words of a language.
        chosen.append(words[int(chance.random() ** 2 * len(words))])
    return " ".join(chosen)


def edited(text: str, words: list[str], number: int) -> str:
    """The paragraph with three words changed."""
    chance = random.Random(number)
    parts = text.split()
    for _ in range(3):
        parts[chance.randrange(len(parts))] = chance.choice(words)
    return " ".join(parts)


def message(number: int, text: str) -> Message:
    """A message of a template."""
    section = f"section s{number * SECTIONS // MESSAGES}, paragraph {number % 20 + 1}"
    return Message(text, extracted=(section,), references=(f"notice.md:{2 * number + 1}",))


def translated(texts: list[str]) -> Catalogue:
    """A catalogue in which every text is translated."""
    entries = (replace(message(n, text), strings=(text.upper(),)) for n, text in enumerate(texts))
    return Catalogue(messages=tuple(entries))


if __name__ == "__main__":
    main()
