"""Dutch for what readers of tables of answers tell and guess."""

from __future__ import annotations

WORDS = {
    "what the table is": "wat de tabel is",
    "a transcript": "een transcript",
    "a table of answers": "een tabel met antwoorden",
    "a study of another program": "een studie uit een ander programma",
    "what parts the cells": "wat de cellen scheidt",
    "comma": "komma",
    "semicolon": "puntkomma",
    "tab": "tab",
    "bar": "verticale streep",
    "which program wrote the file": "welk programma het bestand schreef",
    "where the questions are": "waar de vragen staan",
    "open answers": "open antwoorden",
    "who answers": "wie antwoordt",
    "which question": "welke vraag",
    "score": "score",
    "wave": "meting",
    "line": "regel",
    "row": "rij",
    "case": "case",
    "No column of {file} looks like open answers: say which one holds them.": (
        "Geen kolom van {file} lijkt op open antwoorden: zeg in welke kolom ze staan."
    ),
    "Line {line} has a quotation mark within a quoted cell; check that row.": (
        "Regel {line} heeft een aanhalingsteken binnen een cel die tussen aanhalingstekens staat; kijk "
        "die rij na."
    ),
    "Rows with fewer cells than the head: {n:,}; the missing cells were taken as empty.": (
        "Rijen met minder cellen dan de kop: {n:,}; de cellen die ontbreken gelden als leeg."
    ),
    "Only the first sheet, {name!r}, was read; there are also {others}. Another is read with which=.": (
        "Alleen het eerste blad, {name!r}, is gelezen; er zijn ook {others}. Een ander leest u met which=."
    ),
    "Columns that occur twice got a number: {names}.": (
        "Kolommen die twee keer voorkomen kregen een nummer: {names}."
    ),
    "Left out as personal details: {names}. Name them in attributes= to keep them.": (
        "Weggelaten als persoonsgegevens: {names}. Noem ze in attributes= om ze te houden."
    ),
    "{file} has a head but no rows: 0 answers.": "{file} heeft een kop maar geen rijen: 0 antwoorden.",
    "No respondent column: each row is somebody, called 'row 1' and on.": (
        "Geen kolom met respondenten: elke rij is iemand, 'row 1' en verder."
    ),
    "Cells of {name!r} without a number, which give no score: {n:,}; the first is {first}.": (
        "Cellen van {name!r} zonder getal, die geen score geven: {n:,}; de eerste is {first}."
    ),
    "Rows of one respondent say different things in {shown}; the first filled row counts.": (
        "Rijen van één respondent zeggen iets anders in {shown}; de eerste gevulde rij telt."
    ),
    "Kept as text, for 1.234 may be a thousand or a fraction: {names}.": (
        "Tekst gebleven, want 1.234 kan een duizendtal of een breuk zijn: {names}."
    ),
    "LimeSurvey keeps no dates of an anonymous survey: 1980-01-01 was taken as empty.": (
        "LimeSurvey bewaart geen datums van een anonieme enquête: 1980-01-01 geldt als leeg."
    ),
    "long text": "lange tekst",
    "SPSS holds {n:,} bytes; the rest was left out. Write .parquet to keep all.": (
        "In SPSS passen {n:,} bytes; de rest is weggelaten. Schrijf .parquet om alles te houden."
    ),
    "{name!r} was not taken for who answers: it is empty in {n:,} rows, the first is {where}.": (
        "{name!r} zegt niet wie antwoordt: in {n:,} rijen is de kolom leeg, het eerst in {where}."
    ),
    (
        "Rows that {name!r} calls tests or previews, which came in like the others: {n:,}; the first is "
        "{where}."
    ): (
        "Rijen die volgens {name!r} een test of voorvertoning zijn en gewoon meekwamen: {n:,}; de eerste "
        "is {where}."
    ),
    "Left out above the heads of the columns: {titles}.": (
        "Weggelaten boven de koppen van de kolommen: {titles}."
    ),
}
