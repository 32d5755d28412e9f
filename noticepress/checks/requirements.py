"""What a notice must say by law, item by item.

Sources: Regulation (EU) 2016/679 (GDPR), Articles 13(1)–(2) and 14(1)–(2); California Code of Regulations, title 11,
§ 7011(e), lettered as operative on 29 March 2023. The rights about automated decisionmaking technology that the
amendments of 2025 add to § 7011(e)(2) stand here under a name of their own, with the sections that grant them, so
that a later relettering changes no item. The sentences are ours and short; the law is what counts.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from msgspec import Struct


class Item(Struct, frozen=True):
    """One thing to say: the name that headings use (`gdpr-13-2-a`), the article, and what it asks in a few words;
    `by_page` says how every page meets it by itself."""

    name: str
    article: str
    asks: str
    by_page: str = ""


class Requirements(Struct, frozen=True):
    """A list of items under the name that site.toml uses (`gdpr-13`)."""

    name: str
    title: str
    items: tuple[Item, ...]


def _gdpr(article: int, asks: Mapping[str, str]) -> Iterator[Item]:
    for place, words in asks.items():
        paragraph, letter = place.split()
        yield Item(f"gdpr-{article}-{paragraph}-{letter}", f"GDPR Art. {article}({paragraph})({letter})", words)


def _ccpa(asks: Mapping[str, str], by_page: Mapping[str, str]) -> Iterator[Item]:
    for place, words in asks.items():
        article = "§ 7011(e)" + "".join(f"({part.upper()})" for part in place.split())
        yield Item(f"ccpa-7011-e-{place.replace(' ', '-')}", article, words, by_page.get(place, ""))


_CONTROLLER: Final = "who the controller is and how to reach it, and its representative if it has one"
_OFFICER: Final = "how to reach the data protection officer, where there is one"
_PURPOSES: Final = "the purposes of the processing and the legal basis"
_RECIPIENTS: Final = "the recipients or categories of recipients, if any"
_TRANSFERS: Final = "transfers to third countries: adequacy decision, or the safeguards and how to get a copy of them"
_STORAGE: Final = "how long the data are stored, or the criteria for that"
_INTERESTS: Final = "the legitimate interests, where the processing rests on them"
_RIGHTS: Final = "the rights of access, rectification, erasure, restriction, objection and data portability"
_WITHDRAWAL: Final = "the right to withdraw consent at any time, where the processing rests on consent"
_COMPLAINT: Final = "the right to complain to a supervisory authority"
_AUTOMATED: Final = "automated decisions and profiling (Art. 22): the logic involved, significance and consequences"

_ARTICLE_13: Final = {
    "1 a": _CONTROLLER,
    "1 b": _OFFICER,
    "1 c": _PURPOSES,
    "1 d": _INTERESTS,
    "1 e": _RECIPIENTS,
    "1 f": _TRANSFERS,
    "2 a": _STORAGE,
    "2 b": _RIGHTS,
    "2 c": _WITHDRAWAL,
    "2 d": _COMPLAINT,
    "2 e": "whether providing the data is required by law or contract, and what follows from not providing them",
    "2 f": _AUTOMATED,
}
_ARTICLE_14: Final = {
    "1 a": _CONTROLLER,
    "1 b": _OFFICER,
    "1 c": _PURPOSES,
    "1 d": "the categories of personal data",
    "1 e": _RECIPIENTS,
    "1 f": _TRANSFERS,
    "2 a": _STORAGE,
    "2 b": _INTERESTS,
    "2 c": _RIGHTS,
    "2 d": _WITHDRAWAL,
    "2 e": _COMPLAINT,
    "2 f": "the source of the data, and whether it is publicly accessible",
    "2 g": _AUTOMATED,
}
_SECTION_7011: Final = {
    "1 a": "the categories of personal information collected in the last 12 months",
    "1 b": "the categories of sources",
    "1 c": "the business or commercial purposes of collecting it",
    "1 d": "the categories sold or shared in the last 12 months, or that there are none",
    "1 e": "for each of these, the categories of third parties that received it",
    "1 f": "the purposes of selling or sharing it",
    "1 g": "whether information of consumers under 16 is knowingly sold or shared",
    "1 h": "the categories disclosed for a business purpose in the last 12 months, or that there are none",
    "1 i": "for each of these, the categories of third parties to whom it was disclosed",
    "1 j": "the purposes of disclosing it",
    "1 k": "whether sensitive information is used or disclosed for purposes beyond § 7027(m)",
    "2 a": "the right to know",
    "2 b": "the right to delete",
    "2 c": "the right to correct",
    "2 d": "the right to opt out of sale and sharing, where the business sells or shares",
    "2 e": "the right to limit the use of sensitive information, where § 7027(m) does not cover it",
    "2 f": "the right not to be retaliated against for using these rights",
    "3 a": "the methods by which the rights are used",
    "3 b": "instructions for making a request, with a link to the form or portal if there is one",
    "3 c": "the notice of the right to opt out, or a link to it, where the business sells or shares",
    "3 d": "the notice of the right to limit, or a link to it, where the right exists",
    "3 e": "how requests are verified, and what the consumer must give for that",
    "3 f": "how opt-out preference signals are processed and used",
    "3 g": "how to use such signals in a frictionless manner, where the business processes them so",
    "3 h": "how an authorised agent makes a request",
    "3 i": "the processes of §§ 7070 and 7071, where information of consumers under 16 is knowingly sold",
    "3 j": "a contact for questions",
    "4": "the date of the last update",
    "5": "the numbers of § 7102 or a link to them, where the business must publish them",
}
_SHOWN: Final = {"4": "every page shows it"}
_ADMT: Final = Item(
    "ccpa-7011-e-2-admt",
    "§ 7011(e)(2), §§ 7221, 7222",
    "the rights to opt out of and to have access to automated decisionmaking for significant decisions, where used",
)

REQUIREMENTS: Final[dict[str, Requirements]] = {
    each.name: each
    for each in (
        Requirements("gdpr-13", "GDPR Article 13 (data collected from the person)", tuple(_gdpr(13, _ARTICLE_13))),
        Requirements("gdpr-14", "GDPR Article 14 (data obtained elsewhere)", tuple(_gdpr(14, _ARTICLE_14))),
        Requirements("ccpa-7011", "CCPA regulations § 7011(e)", (*_ccpa(_SECTION_7011, _SHOWN), _ADMT)),
    )
}
ITEMS: Final[dict[str, Item]] = {item.name: item for each in REQUIREMENTS.values() for item in each.items}
