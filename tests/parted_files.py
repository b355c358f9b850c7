"""Files that hold several things side by side, of which one is read, and one of broken lines."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path

BROKEN_LINES = "\n".join(
    f"{who}: Het water werd pas na een kwartier warm en dan\n"
    "moest ik alweer weg en stond ik daar voor niets zonder\nte weten."
    for who in ("I", "R") * 6
)
"""A talk of which a program broke the lines."""


def workbook(path: Path, sheets: Mapping[str, Sequence[Sequence[object]]]) -> Path:
    """A workbook with rows on each sheet, by its name."""
    from openpyxl import Workbook  # noqa: PLC0415 - few tests need it

    book = Workbook(write_only=True)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def survey_book(path: Path) -> Path:
    """A workbook of which the first sheet is blank and the second holds open answers."""
    answers = [
        ("id", "Wat kan beter?"),
        ("a1", "Het duurt elke keer lang"),
        ("a2", "Niets, alles gaat goed hier"),
    ]
    return workbook(path, {"Voorblad": [], "Antwoorden": answers})


def taguette(path: Path, *names: str) -> Path:
    """A database of Taguette with a document in each of its projects, and a coding by nobody in the first."""
    tables: Mapping[str, Sequence[tuple[object, ...]]] = {
        "projects (id, name, description, created)": [(n, name, "", "") for n, name in enumerate(names)],
        "documents (id, project_id, name, contents)": [
            (n, n, f"gesprek {name}", "<p>Een kwartier gewacht.</p>") for n, name in enumerate(names)
        ],
        "tags (id, project_id, path)": [(1, 0, "Wachten")],
        "highlights (id, document_id, start_offset, end_offset, snippet)": [(1, 0, 4, 12, "kwartier")],
        "highlight_tags (highlight_id, tag_id)": [(1, 1)],
    }
    with closing(sqlite3.connect(path)) as database, database:
        for table, rows in tables.items():
            database.execute(f"CREATE TABLE {table}")
            name, n = table.partition(" ")[0], len(rows[0])
            database.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * n)})", rows)  # noqa: S608 - names of ours
    return path
