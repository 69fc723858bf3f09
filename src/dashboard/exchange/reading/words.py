"""Small rules of Swedish text: joining broken lines, comparing names, reading numbers and dates.  All pure."""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Sequence
from decimal import Decimal
from difflib import SequenceMatcher

MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november",
    "december",
)  # fmt: skip
COUNTS = {
    "en": 1, "ett": 1, "två": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6, "sju": 7, "åtta": 8, "nio": 9, "tio": 10,
    "elva": 11, "tolv": 12,
}  # fmt: skip
NUMBER = r"[-+−–]?\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?|[-+−–]?\d+(?:[.,]\d+)?"
_SUSPENDED = re.compile(r"^(?:och|eller|samt|respektive|&|/)(?:\s|$)", re.IGNORECASE)
_ACRONYM = re.compile(r"(?:^|[\s(/–”\"])(?:[A-ZÅÄÖ]{2,}[0-9]*|[A-ZÅÄÖ]|\w+:\w*|\d+|e|it)-$")


def clean(said: str) -> str:
    """One space between words, no soft hyphens, no control characters."""
    said = said.replace("\u00ad", "").replace("\ufeff", "").replace("\u200b", "")
    return " ".join("".join(c if c.isprintable() else " " for c in said).split())


def vocabulary(lines: Iterable[str]) -> frozenset[str]:
    """The words (lower case) that the document prints whole: they tell how a divided word is put together."""
    words: set[str] = set()
    divided = False
    for line in map(clean, lines):
        found = re.findall(r"[\w:-]+", line.lower())
        words.update(w for w in (found[1:] if divided else found) if not w.endswith("-"))
        divided = line.endswith("-")
    return frozenset(words)


def join(lines: Iterable[str], known: frozenset[str] = frozenset()) -> str:
    """Printed lines as running text: `styr-` + `mått` is styrmått, `EU-` + `nivå` EU-nivå, `plan-` + `och` plan- och.

    A divided word that the document prints whole elsewhere (`known`) is written as there.
    """
    whole, cut = "", False
    for raw in lines:
        line, was_cut, cut = clean(raw), cut, raw.rstrip().endswith("\u00ad")
        if not line:
            continue
        if not whole:
            whole = line
        elif whole.endswith("-") and not whole.endswith((" -", "--")):
            whole = _joined(whole, line, known)
        elif whole.endswith("/") and not whole.endswith(" /"):
            whole += line
        else:
            whole += ("" if _one_word(whole, line, known, was_cut) else " ") + line
    return whole


def _one_word(before: str, after: str, known: frozenset[str], cut: bool) -> bool:
    """Whether a line broke a word without a hyphen: it is printed whole elsewhere, or its end is no word of its own."""
    head, tail = before.rsplit(" ", 1)[-1].lower(), (re.match(r"\w+", after) or [""])[0].lower()
    if not (after[:1].islower() and head.isalpha() and tail) or (tail in known and head in known):
        return False
    return head + tail in known or (cut and tail not in known and head not in known)


def _joined(before: str, after: str, known: frozenset[str]) -> str:
    head = re.split(r"[\s(/]", before)[-1]
    tail = (re.match(r"[\w:-]+", after) or [""])[0].rstrip("-")
    if _SUSPENDED.match(after):
        return f"{before} {after}"
    apart, together = f"{head}{tail}".lower(), f"{head[:-1]}{tail}".lower()
    if together in known:
        return before[:-1] + after
    if apart in known or not after[:1].islower() or _ACRONYM.search(before):
        return before + after
    return before[:-1] + after


def letters(said: str) -> str:
    """Only letters and digits, folded: what stays the same however a name is broken, spaced or quoted."""
    return "".join(c for c in unicodedata.normalize("NFC", said).lower() if c.isalnum())


def slug(said: str, longest: int = 60) -> str:
    """A lower-case ASCII id (`å ä → a`, `ö → oe`), cut at a word."""
    said = said.lower().replace("ö", "oe").replace("å", "a").replace("ä", "a")
    said = unicodedata.normalize("NFKD", said).encode("ascii", "ignore").decode()
    made = "-".join(re.findall(r"[a-z0-9]+", said))
    return made if len(made) <= longest else made[: longest + 1].rsplit("-", 1)[0][:longest]


def ratio(one: str, other: str) -> float:
    """The share of letters that two names have in common, in order, 0 to 1."""
    a, b = letters(one), letters(other)
    return 1.0 if a == b else SequenceMatcher(None, a, b, autojunk=False).ratio()


def alike(one: str, other: str) -> float:
    """How alike two names are, 0 to 1: of letters alone; a name that begins the other counts as very like it."""
    a, b = letters(one), letters(other)
    if not a or not b:
        return 0.0
    if a == b:
        return 1.0
    short, long = sorted((a, b), key=len)
    if len(short) >= 8 and long.startswith(short):
        return 0.93
    return max(ratio(one, other), 0.9) if len(short) >= 10 and short in long else ratio(one, other)


def number(said: str) -> Decimal | None:
    """A number in Swedish form (`1 029`, `-10 066`, `+12,1`, `2.0`); None for anything else."""
    said = clean(said).replace("\u2212", "-").replace("–", "-")
    if not re.fullmatch(NUMBER, said):
        return None
    return Decimal(re.sub(r"\s", "", said).replace(",", ".").lstrip("+"))


def trailing_numbers(said: str, count: int) -> tuple[str, list[list[str]]]:
    """Splits `Regionbiblioteket 2 107 50` into its label and the `count` numbers at its end.

    Spaces part thousands as well as columns; every way to read the digits as `count` numbers is returned, the most
    likely first (the numbers of a row are of like size: `500 500 2 100` is three), none if there are too few.
    """
    words = clean(said).split(" ")
    at = len(words)
    while at and re.fullmatch(r"[-+−–]?\d+(?:[.,]\d+)?", words[at - 1]):
        at -= 1
    for start in range(at, len(words) - count + 1):
        if ways := _readings(words[start:], count):
            return " ".join(words[:start]), [numbers for _, numbers in sorted(ways, key=lambda way: way[0])]
    return " ".join(words), []


def _readings(parts: Sequence[str], count: int) -> list[tuple[int, list[str]]]:
    """Every way to join digit groups into exactly `count` numbers, each with its cost: small where they are alike."""
    if not parts or count < 1:
        return [(0, [])] if not parts and count == 0 else []
    found = []
    for taken in range(1, len(parts) - count + 2):
        head, *groups = parts[:taken]
        if groups and not re.fullmatch(r"[-+−–]?[1-9]\d{0,2}", head):
            break
        if not all(re.fullmatch(r"\d{3}", group) for group in groups[:-1]):
            break
        if groups and not re.fullmatch(r"\d{3}(?:,\d+)?", groups[-1]):
            continue
        cost = len(re.sub(r"[,.].*|\D", "", "".join(parts[:taken]))) ** 2
        found += [(cost + more, [" ".join(parts[:taken]), *rest]) for more, rest in _readings(parts[taken:], count - 1)]
    return found


def dates(said: str, year: int | None = None) -> list[tuple[dt.date, str]]:
    """Dates in running text (`19 maj 2021`, `2021-11-12`, `1 april` in a known year), each with its printed form."""
    found: list[tuple[int, dt.date, str]] = []
    for match in re.finditer(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)})(?: (\d{{4}}))?\b", said, re.IGNORECASE):
        in_year = int(match[3]) if match[3] else year
        if in_year:
            found += _date(match.start(), in_year, MONTHS.index(match[2].lower()) + 1, int(match[1]), match[0])
    for match in re.finditer(r"\b(\d{4})-(\d{2})-\s?(\d{2})\b", said):
        found += _date(match.start(), int(match[1]), int(match[2]), int(match[3]), match[0])
    return [(date, printed) for _, date, printed in sorted(found)]


def _date(at: int, year: int, month: int, day: int, printed: str) -> list[tuple[int, dt.date, str]]:
    try:
        return [(at, dt.date(year, month, day), printed)]
    except ValueError:
        return []


def sentences(said: str) -> list[str]:
    """Running text cut at sentence ends (not after `ca.`, `t.ex.` or a number)."""
    return [s for s in re.split(r"(?<=[^\d\s.][.!?])\s+(?=[A-ZÅÄÖ0-9”\"])", clean(said)) if s]
