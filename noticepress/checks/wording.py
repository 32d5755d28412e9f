"""Wording that tells readers to come back and look for changes themselves.

Article 29 Working Party, Guidelines on transparency under Regulation 2016/679 (WP260 rev.01), paragraph 29: such
references are insufficient and unfair (Article 5(1)(a) GDPR).
"""

import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from noticepress.checks.prose import Sentence, language_of, sentences
from noticepress.checks.review import Review
from noticepress.errors import Finding

_REACH: Final = 90


class Wording(Struct, frozen=True):
    """The words of one language as regular expressions: what readers are told to do, how often, and with what; `ours`
    is what stands before an act that the company itself does, `barrier` what cannot stand between act and often."""

    acts: str
    often: str
    objects: str
    ours: str = r"(?!)"
    barrier: str = r"(?!)"

    def found_in(self, sentence: Sentence) -> re.Match[str] | None:
        """Where the sentence tells readers to look for changes, if it does."""
        if not re.search(self.objects, sentence.text, re.IGNORECASE):
            return None
        gap = rf"(?:(?!{self.barrier})[^.,;。]){{0,{_REACH}}}?"
        pattern = rf"(?:{self.acts}){gap}(?:{self.often})|(?:{self.often}){gap}(?:{self.acts})"
        for match in re.finditer(pattern, sentence.text, re.IGNORECASE):
            if not re.search(rf"(?:{self.ours})\s*\Z", sentence.text[: match.start()], re.IGNORECASE):
                return match
        return None


_NORWEGIAN: Final = Wording(
    r"\b(?:les|lese|sjekk|sjekke|kontroller|kontrollere|besøk|besøke|se|gå)\b",
    r"jevnlig|regelmessig|med jevne mellomrom|fra tid til annen",
    r"erklæring|side|politikk|vilkår|varsel",
    r"\bvi(?: vil)?",
)
WORDINGS: Final[dict[str, Wording]] = {
    "en": Wording(
        r"\b(?:re)?check(?:ing)?\b|\b(?:re-?)?(?:review|consult)(?:ing)?\b|\b(?:return|refer) to\b|\bcome\b"
        r"|\b(?:re-?)?(?:visit|read)(?:ing)? (?:back )?(?:this|our|the) (?:\w+ )?(?:page|notice|policy|statement)",
        r"\bregularly|\bperiodic(?:ally)?\b|\bfrequently|\bfrom time to time|\boccasionally|(?<!how )\boften\b"
        r"|(?<=check )back\b|(?<=come )back\b|\bfor (?:any )?(?:changes|updates)\b|\bregular (?:basis|interval)",
        r"\b(?:notice|polic|statement|page|site|website|terms|back|updates|changes)",
        r"\b(?:we|our team|auditors?)(?: (?:will|shall|may|also|do|can|must|have|to|and|regularly|periodically|"
        r"frequently|occasionally))*",
        r"\b(?:(?:is|are|be) (?:updat|chang|amend|modif|revis)|may\b|might\b)",
    ),
    "de": Wording(
        r"\b(?:(?:über|nach)?prüfen|zu besuchen|besuchen Sie|aufzurufen|einzusehen|lesen Sie|zu lesen|durchzulesen|"
        r"nachzulesen|nachzusehen|informieren Sie|anzusehen|konsultieren|schauen Sie|sehen Sie)\b",
        r"regelmä(?:ß|ss)ig|von Zeit zu Zeit|gelegentlich|in (?:regelmäßigen )?Abständen|periodisch|hin und wieder"
        r"|ab und zu|immer wieder",
        r"erklärung|hinweis|richtlinie|bestimmung|seite|änderung|information|vorbei",
        r"\bwir(?: werden)?(?: (?:diese|die|unsere) [\w-]+)?",
    ),
    "fr": Wording(
        r"\b(?:re)?consult\w+|\bvérifi\w+|\b(?:re)?visite[rz] (?:cette|la|notre) page|\b(?:re)?lire\b"
        r"|\brevenir\b|\bprendre connaissance",
        r"régulièrement|périodiquement|de temps en temps|fréquemment|de temps à autre",
        r"avis|politique|déclaration|page|site|notice|charte|modification",
        r"\bnous(?: (?:allons|pouvons))?",
    ),
    "es": Wording(
        r"\b(?:consult|revis|compr[uo]eb|lea|leer)\w*|\bvisit(?:ar|e) (?:esta|la) página",
        r"periódicamente|regularmente|con frecuencia|con regularidad|de vez en cuando|de forma periódica",
        r"aviso|declaración|política|página|sitio|cambios",
        r"\bnosotros",
    ),
    "it": Wording(
        r"\b(?:consult|controll|verific|rilegg)\w*|\bvisit(?:are|i) (?:questa|la) pagina",
        r"periodicamente|regolarmente|di tanto in tanto|frequentemente|spesso",
        r"informativa|politica|pagina|sito|modifiche",
        r"\bnoi",
    ),
    "pt": Wording(
        r"\b(?:consult|verifi|revis|reler|releia)\w*|\bvisit(?:ar|e) (?:esta|a) página",
        r"periodicamente|regularmente|frequentemente|de tempos em tempos|com frequência",
        r"aviso|declaração|política|página|site|alterações",
        r"\bnós",
    ),
    "nl": Wording(
        r"\b(?:raadpleeg|bekijk|controleer|lees|(?:te )(?:raadplegen|bekijken|controleren|bezoeken|lezen))\b",
        r"regelmatig|periodiek|van tijd tot tijd|af en toe",
        r"verklaring|beleid|pagina|website|kennisgeving|wijzigingen",
        r"\bwij?(?: zullen)?",
    ),
    "sv": Wording(
        r"\b(?:läs(?:a|er)?|kontrollerar?|besök(?:a|er)? (?:(?:denna|den här|vår) )?(?:webb)?sida|tittar?|granskar?"
        r"|återkom(?:ma|mer)?|går? igenom|tar? del)",
        r"regelbundet|med jämna mellanrum|då och då|ofta",
        r"meddelande|policy|sida|integritet|information|ändringar",
        r"\bvi(?: kommer att)?",
    ),
    "da": Wording(
        r"\b(?:læs|læse|tjek|tjekke|kontrollere?|besøge?|gennemgå|se)\b",
        r"jævnligt|regelmæssigt|med jævne mellemrum|fra tid til anden",
        r"erklæring|politik|side|meddelelse|ændringer",
        r"\bvi(?: vil)?",
    ),
    "fi": Wording(
        r"\b(?:tarkist|lue\b|luke|käy|tutustu)\w*",
        r"säännöllisesti|ajoittain|aika ajoin",
        r"seloste|tiedote|ilmoitus|ilmoitu|sivu|käytäntö|muutok",
    ),
    "pl": Wording(
        r"\b(?:sprawdza|zagląda|odwiedza|czyta|zapozna|przegląda)\w*",
        r"regularn\w+|okresow\w+|od czasu do czasu",
        r"polityk|oświadczen|stron|informacj|zmian",
    ),
    "ru": Wording(
        r"\b(?:провер|просматрив|знакоми|перечитыв)\w*",
        r"периодически|регулярно|время от времени",
        r"политик|уведомлен|страниц|изменени",
        r"\bмы",
    ),
    "ja": Wording(
        r"(?:確認|参照|閲覧|チェック)(?!し(?:ます|ております|ています))|ご覧",
        r"定期的に|随時|こまめに|時々|適宜|定期に",
        r"ポリシー|通知|ページ|方針|声明|お知らせ|変更",
    ),
    "zh": Wording(
        r"查看|查阅|查閱|浏览|瀏覽|访问|回访|检查|檢查|查閲",
        r"定期|经常|經常|不时|不時",
        r"声明|聲明|政策|页面|頁面|隐私|隱私|通知|变更|更新",
        r"我们(?:会|将)?|我們(?:會|將)?",
    ),
    "ko": Wording(
        r"확인|검토|방문|살펴",
        r"정기적으로|주기적으로|수시로|자주",
        r"방침|정책|페이지|고지|변경",
    ),
    "ar": Wording(
        r"مراجعة|الاطلاع|زيارة|راجع|تفقد|التحقق",
        r"بانتظام|بشكل دوري|دوري[ًا]*ا|من وقت لآخر|من حين لآخر|بصورة دورية",
        r"إشعار|سياسة|صفحة|بيان|تغيير",
    ),
    "nb": _NORWEGIAN,
    "nn": _NORWEGIAN,
    "no": _NORWEGIAN,
}


def check_back(review: Review) -> Iterator[Finding]:
    """Wording that tells readers to come back regularly and look for changes (WP260 rev.01, paragraph 29)."""
    for text in review.texts:
        language = language_of(text.locale)
        wording = WORDINGS.get(language)
        for block in text.outline.blocks if wording else ():
            for sentence in sentences(block.text, language):
                if wording and (match := wording.found_in(sentence)):
                    what = "This leaves it to readers to look for changes, which is unfair to them."
                    mend = (
                        "Say how you tell them before a change applies, such as by e-mail or a banner. "
                        "(WP260 rev.01, paragraph 29)"
                    )
                    line = block.line_at(sentence.offset + match.start())
                    yield text.finding(line, what, mend, at=" ".join(match[0].split()[:2]))
