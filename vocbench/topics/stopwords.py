"""Words that say nothing about a topic, in Dutch, English or another language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from stopwordsiso import has_lang, stopwords


def word_set(text: str) -> frozenset[str]:
    """The words of *text*: a list of words is easier to read than a list of quotation marks."""
    return frozenset(text.split())


MODIFIERS = word_set("""
    niet geen nooit niemand niets niks nergens weinig veel meer minder genoeg erg zonder not no never
    nobody nothing none nowhere few less much many more enough too hardly without
""")
"""Negation, quantity and degree: they turn a meaning round, so no stop list may drop them."""

DEGREES = word_set("""
    best beste slechtst slechtste worse worst
""")
"""Forms that say something else than the word they come from: "best" is not "good"."""

_CONTENT = {
    "nl": word_set("""
        beneden boven klaar miss missen recent samen vol vroeg
    """),
    "en": word_set("""
        act allow area areas ask asked asking available back best better big bill brief buy call
        cause changes clear click computer copy cry date dear describe detail differ different
        directly due early empty end face faces felt fill find fire fix free front full good goods
        gp great greatest group groups half hello help high higher home homepage hopefully ill
        immediate immediately important information inside interest interested interesting join keep
        kind large last length liked line long longer longest low man member members men
        microsoft mill mine move mug name necessary need needed needs new newer next number numbers
        old older open opened opening order ordering orders outside own page pages part parts past
        place places point poorly possible problem problems promptly proud quickly quite readily
        research results right ring room rooms round run second section serious show side sincere
        site small smaller soon sorry state stop suggest system tell ten test text thank thanks
        thick thin thorough thoroughly tip together top try turn tv twice unfortunately useful value
        webpage website welcome wish words work worked working works world young younger
        youngest
    """),
}
"""Words that a general list drops, but a customer may well be talking about."""

_FILLER = {
    "nl": word_set("""
        alvast alweer bijvoorbeeld bleek blijken blijkt daarbij daardoor daarin daarmee daarna
        daarnaast daarom daarvoor dachten den denk denken denkt ding dingen diverse echt echte
        één elkaar én enkele enz erbij ervan ga gaan gaat gaf gaven gebleken gedaan gedacht geef
        geeft gegaan gegeven gekomen gekregen gelaten gemaakt genomen geven gevonden geworden
        gezegd gezien ging gingen graag hele helemaal hierbij hierdoor hierin hiermee hiervan
        hiervoor hoeverre hoor ietsje keer kom komen komt kreeg kregen krijg krijgen krijgt kwam
        kwamen laat laten liet lieten maak maakt maakte maken mee meerdere nam neem neemt nemen nvt
        óf soms soort soorten sowieso staan staat stond stonden ten ter vind vinden vindt vond
        vonden vóór waarbij waardoor waarin waarmee waarom waarop waaruit waarvan waarvoor weet
        weten wilde wilt wist wisten zag zagen zaken zat zaten zeggen zegt zeiden zie zien ziet zit
        zitten zn zo'n zowel
    """),
    "en": word_set("""
        bit came coming lot lots put putting stuff takes told took
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
