"""Identifiers that have a form: accounts, numbers, addresses. What has check digits is checked by them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from vocbench.privacy.kinds import Hit, Kind, without_overlaps

_IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?:[ .-]?[A-Z0-9]){11,30}(?!\w)", re.IGNORECASE)
_IBAN_LENGTHS = {"NL": 18, "BE": 16, "DE": 22, "FR": 27, "GB": 22, "LU": 20, "ES": 24, "IT": 27, "PL": 28}
_OTHER_LENGTHS = range(34, 14, -1)
_DIGITS = re.compile(
    r"(?<![\w.,+/-])(?:0\d{1,3} - \d(?:[ .-]?\d){5,8}|\+?\d(?:[ .()/-]{0,2}\d){7,14})"
    r"(?![\w/]|[.,]\d)"
)
_CELLS = re.compile(r"[1-9]\d{0,4}(?:\.\d+)?(?: {2}\d{1,5}(?:\.\d+)?)+")  # of a printed table
_AS_FLOAT = re.compile(r"(?<=^\d{9})\.0$")  # how a table writes a column of numbers with gaps
_HASH = re.compile(r"[0-9a-f]{31,}")
_DIGIT = re.compile(r"\d")
_EMAIL = re.compile(r"[\w.+%-]+(?:@| @ ?)[\w-]+(?:\.[\w-]+)+")
_URL = re.compile(
    r"(?:https?://|www\.)[^\s<>\"']*[\w/]"
    r"|(?<![\w@.-])(?:[a-z0-9-]+\.)+(?:nl|com|org|net|eu|be|de|info)\b(?:/[\w./-]*)?",
    re.IGNORECASE,
)
_POSTCODE = re.compile(
    r"(?<!\w)[1-9]\d{3}(?: ?(?!SA|SD|SS)[A-Z]{2}|(?!sa|sd|ss)[a-z]{2})(?!\w)"  # 1234 AB, 1234ab
    r"|(?<!\w)[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}(?!\w)"  # SW1A 1AA
)
_ADDRESS = re.compile(
    r"(?<!\w)(?:[A-Z][\w'’.-]*[ -]){0,3}[A-Z]?[\w'’-]*"
    r"(?:straat|laan|weg|plein|kade|gracht|dijk|singel|hof|steeg|dreef|pad|markt|Street|Road|Avenue|Lane|Drive)"
    r" \d{1,4}(?: ?[a-zA-Z](?!\w))?(?!\w)"
)
_FOLDER = re.compile(r"(?:/home|/Users|[A-Z]:\\{1,2}Users)[/\\]+[\w.-]+")
_MONTHS = (
    "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|"
    "january|february|march|may|june|july|august|october"
)
_DATE = re.compile(
    rf"(?<![\w.-])(?:\d{{1,2}}[-/. ]\d{{1,2}}[-/. ]|\d{{1,2}}(?:st|nd|rd|th)? (?:of )?(?:{_MONTHS}),? |"
    rf"(?:{_MONTHS}) \d{{1,2}}(?:st|nd|rd|th)?,? )(?P<year>(?:19|20)?\d\d)(?![\w-])"
    r"|(?<![\w.-])(?P<iso>19\d\d|20\d\d)-\d\d-\d\d(?!\w)",
    re.IGNORECASE,
)
_BIRTH_CUE = re.compile(r"gebor|geb\.|verjaar|jarig|\bborn\b|birth|\bdob\b", re.IGNORECASE)
_NEAR = 40  # characters between "born" and the date
_TYPED = str.maketrans(dict.fromkeys("\u00a0\u2007\u2009\u202f", " ") | dict.fromkeys("‐‑‒–—−", "-"))
"""What a keyboard has in place of the blanks and dashes that a printer prefers; places stay."""
_LAST_BIRTH_YEAR = 2009  # a full date up to this year is taken for somebody's, whatever stands beside it
_BSN_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)
_BSN_DIGITS, _PHONE_DIGITS = 9, 10


def is_iban(number: str) -> bool:
    """Whether *number* is an international account number by its check digits (ISO 13616, mod 97).

    >>> is_iban("NL91 ABNA 0417 1643 00"), is_iban("NL91 ABNA 0417 1643 01")
    (True, False)
    """
    plain = re.sub(r"[ .-]", "", number).upper()
    if not re.fullmatch(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}", plain):
        return False
    if len(plain) != _IBAN_LENGTHS.get(plain[:2], len(plain)):
        return False
    return int("".join(str(int(sign, 36)) for sign in plain[4:] + plain[:4])) % 97 == 1


def is_bsn(number: str) -> bool:
    """Whether *number* is a Dutch citizen service number by the 11-test; nine zeros are none.

    >>> is_bsn("111222333"), is_bsn("123456789"), is_bsn("000000000")
    (True, False, False)
    """
    digits = re.sub(r"\D", "", number)
    if len(digits) != _BSN_DIGITS or not digits.strip("0"):
        return False
    return sum(weight * int(digit) for weight, digit in zip(_BSN_WEIGHTS, digits, strict=True)) % 11 == 0


def find_structured(text: str) -> list[Hit]:
    """The identifiers in *text* that have a form, in order of place."""
    text = text.translate(_TYPED)
    finders: tuple[Callable[[str], Iterator[Hit]], ...] = (_addresses_in_nets, _folders)
    if _DIGIT.search(text):  # most of what people say has none
        finders = (_ibans, *finders, _homes, _births, _numbers)
    return without_overlaps(*(list(find(text)) for find in finders))


def _ibans(text: str) -> Iterator[Hit]:
    for match in _IBAN.finditer(text):
        found = match[0]
        if _HASH.fullmatch(found):
            continue  # an id of ours: some of these pass the check digits by chance
        # The word after it may have been taken along: the lengths tell.
        signs = [at for at, sign in enumerate(found, start=1) if sign.isalnum()]
        known = _IBAN_LENGTHS.get(found[:2].upper())
        ends = [
            signs[length - 1] for length in ([known] if known else _OTHER_LENGTHS) if length <= len(signs)
        ]
        valid = next((end for end in ends if is_iban(found[:end])), None)
        if valid:
            yield Hit(match.start(), match.start() + valid, Kind.IBAN)
        elif known and ends:  # one with a slip of the pen gives its owner away as well
            yield Hit(match.start(), match.start() + ends[0], Kind.NUMBER)


def _addresses_in_nets(text: str) -> Iterator[Hit]:
    if "." in text:
        yield from _matches(text, _EMAIL, Kind.EMAIL)
        yield from _matches(text, _URL, Kind.URL)


def _folders(text: str) -> Iterator[Hit]:
    return _matches(text, _FOLDER, Kind.FOLDER)


def _homes(text: str) -> Iterator[Hit]:
    yield from _matches(text, _ADDRESS, Kind.ADDRESS)
    yield from _matches(text, _POSTCODE, Kind.POSTCODE)


def _matches(text: str, pattern: re.Pattern[str], kind: Kind) -> Iterator[Hit]:
    return (Hit(*match.span(), kind) for match in pattern.finditer(text))


def _births(text: str) -> Iterator[Hit]:
    for match in _DATE.finditer(text):
        year = match["year"] or match["iso"]
        is_long_ago = len(year) > 2 and int(year) <= _LAST_BIRTH_YEAR  # noqa: PLR2004 - years of two digits
        if is_long_ago or _BIRTH_CUE.search(text, max(0, match.start() - _NEAR), match.start()):
            yield Hit(*match.span(), Kind.BIRTH)


def _numbers(text: str) -> Iterator[Hit]:
    """Telephone and citizen numbers, and any other number too long to be an amount."""
    for match in _DIGITS.finditer(text):
        found = _AS_FLOAT.sub("", match[0])
        digits = re.sub(r"\D", "", found)
        if found.startswith("0."):
            continue  # a share
        is_national = found[0] == "0" and len(digits) == _PHONE_DIGITS
        if is_national or (found.startswith(("+", "00")) and len(digits) > _PHONE_DIGITS):
            kind = Kind.PHONE
        elif is_bsn(found):
            kind = Kind.BSN
        elif _is_amount(found):
            continue
        else:
            kind = Kind.NUMBER
        yield Hit(match.start(), match.start() + len(found), kind)


def _is_amount(found: str) -> bool:
    """Whether a row of digits is written as amounts, a date or years: 12.500.000, 2024-2025, 14  11.5."""
    thousands = re.fullmatch(r"\d{1,3}(?:\.\d{3})+|\d{1,3}(?: \d{3})+", found)
    years = re.fullmatch(r"(?:19|20)\d\d[ /-]{1,3}(?:19|20)\d\d", found)
    is_simple = re.fullmatch(r"\d+\.\d+", found) or _CELLS.fullmatch(found)
    return bool(thousands or years or is_simple or _DATE.match(found))
