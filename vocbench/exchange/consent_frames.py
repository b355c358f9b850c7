"""Consents, names and reviews as tidy DataFrames. Every column is documented here, once."""

from __future__ import annotations

from vocbench.exchange.frames import Contract

CONSENTS: Contract = {
    "respondent": "str",
    "scopes": "str",  # what is allowed, joined by a comma; missing where nothing is recorded
    "date": "str",  # when it was given, ISO 8601
    "form": "str",  # the version of the form
    "remove_after": "str",  # the last day on which the material may be kept
    "withdrawn": "str",  # when it was taken back; missing where it stands
    "may_quote": "bool",  # whether the words may leave in a report
}

ROSTER: Contract = {
    "name": "str",
    "kind": "str",  # person, place or organisation
    "respondent": "str",  # whose name it is; missing where it is no participant's
    "pseudonym": "str",  # what stands in its place
    "origin": "str",  # transcript, key, attribute or added
}

PSEUDONYMS: Contract = {
    "pseudonym": "str",
    "kind": "str",
    "name": "str",
}

SUSPECTS: Contract = {
    "word": "str",  # as it stands the first time
    "n": "int64",  # how often it stands in the material
    "example": "str",
}

REVIEWS: Contract = {
    "who": "str",
    "at": "datetime64[us, UTC]",
    "words": "int64",  # that were found to be no names
    "digest": "str",  # SHA-256 of them
}

DUE: Contract = {
    "respondent": "str",
    "since": "str",  # the day from which it may no longer be kept
    "reason": "str",  # term passed or consent withdrawn
    "sources": "str",  # where the material stands, joined by a comma
}
