"""Words that say nothing about a topic, in Dutch, English or another language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from stopwordsiso import has_lang, stopwords


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


MODIFIERS = _words("""
    niet geen nooit niemand niets niks nergens weinig veel meer minder genoeg erg zonder not no never
    nobody nothing none nowhere few less much many more enough too hardly without
""")
"""Negation, quantity and degree: they turn a meaning round, so no stop list may drop them."""

_CONTENT = {
    "nl": _words("""
        beneden boven klaar miss missen recent samen vol vroeg
    """),
    "en": _words("""
        act allow area areas ask asked asking available back best better big bill brief buy call
        cause changes clear click computer copy cry date dear describe detail differ different
        directly due early empty end face faces felt fill find fire fix free front full good goods
        gp great greatest group groups half hello help high higher home homepage hopefully ill
        immediate immediately important information inside interest interested interesting join keep
        kind know large last length like liked line long longer longest low man member members men
        microsoft mill mine move mug name necessary need needed needs new newer next number numbers
        old older open opened opening order ordering orders outside own page pages part parts past
        place places point poorly possible problem problems promptly proud quickly quite readily
        research results right ring room rooms round run second section serious show side sincere
        site small smaller soon sorry state stop suggest system tell ten test text thank thanks
        thick thin thorough thoroughly tip together top try turn tv twice unfortunately useful value
        want wanted webpage website welcome wish words work worked working works world young younger
        youngest
    """),
}
"""Words that a general list drops, but a customer may well be talking about."""

_FILLER = {
    "nl": _words("""
        alvast alweer bijvoorbeeld daarbij daarmee denk denken ding dingen echt elkaar enz erbij
        ervan gaan gaat gegaan gekomen gekregen gevonden geworden ging graag hele helemaal hoor
        ietsje keer komen komt kreeg krijg krijgen krijgt kwam laat laten liet mee nvt soms soort
        sowieso staan staat stond vind vinden vindt vond waarbij waardoor waarmee waarvan weet weten
        zaken zat zeggen zegt zie zien ziet zit zitten zn
    """),
    "en": _words("""
        answer bit lot lots stuff told
    """),
}
"""Words that fill a spoken sentence and that a general list lacks."""


def stop_words(languages: Iterable[str], *, extra: Iterable[str] = ()) -> frozenset[str]:
    """Lower-case words that cannot name a topic, for all *languages* together.

    Args:
        languages: ISO 639-1 codes; the Dutch and English lists are adapted to open answers,
            others are used as they come.
        extra: further words to leave out, whatever the language.

    Returns:
        The joined lists, without negation and quantity words unless *extra* names them.
    """
    codes = tuple(languages)
    dropped = stopwords(codes) | _joined(_FILLER, codes)
    kept = MODIFIERS | _joined(_CONTENT, codes)
    return frozenset(dropped - kept) | {word.casefold() for word in extra}


def is_known_language(code: str) -> bool:
    """Whether there is a stop-word list for the ISO 639-1 *code*."""
    return bool(has_lang(code))


def _joined(lists: Mapping[str, frozenset[str]], codes: Iterable[str]) -> frozenset[str]:
    return frozenset().union(*(lists.get(code, frozenset()) for code in codes))
