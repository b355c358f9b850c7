"""The picture of a board in a real browser: wide and narrow, light and dark, opened."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, expect

from tests.browsing import give_up
from tests.pictured import Believed, PicturedProject, Rows, proof
from vocbench.model.board import Board, Evidence, EvidenceKind, Note, Origin, Relation, Standing
from vocbench.model.template import Template, template
from vocbench.widgets.boards.static import BoardCanvas

LONG = "Verwarmingsinstallatieonderhoudsabonnementsvoorwaarden"
DRAWN = ("empathy_map", "empathy_canvas_2017", "forces", "journey")


def filled(value: Template) -> PicturedProject:
    """A board with a note of each origin, in the first regions, with markers."""
    held = (Evidence(EvidenceKind.CODING, "c"),)
    notes = tuple(
        Note(
            f"n{at}",
            region.id,
            f"{LONG} {at}",
            held if origin is not Origin.IMAGINED else (),
            origin,
            standing=Standing.PROPOSED if at == 1 else Standing.ACCEPTED,
        )
        for at, (origin, region) in enumerate(zip([*Origin, Origin.SAID], value.regions * 2, strict=False))
    )
    proofs = [
        *(proof(note.id, "P1", quote=LONG) for note in notes if note.evidence),
        proof("n0", "P2", relation=Relation.CONTRADICTS),
    ]
    reach = {"respondents": 1, "n": 12, "low": 0.01, "high": 0.35}
    marks = [{"level": "note", "id": "n0", "marker": name, "n": 1, "detail": ""}
             for name in ("contradicted", "single_voice")]  # fmt: skip
    believed = Believed(notes=Rows([{"note": note.id, **reach} for note in notes]), markers=Rows(marks))
    nothing = {"valence": float("nan"), "low": float("nan"), "high": float("nan"), "n": 0}
    felt = [{"stage": each.id, **nothing} for each in value.stages]
    if felt:
        felt[0] |= {"valence": -1.2, "low": -2.0, "high": 0.4, "n": 3}
    return PicturedProject(Board("b", "Marieke", "Waarom?", value, notes), proofs, believed, Rows(felt))


def shown(template_id: str) -> str:
    """A page with the picture of such a board."""
    picture = BoardCanvas(filled(template(template_id)), "b", lang="nl").to_html()
    return (
        '<!doctype html><html lang="nl"><meta charset="utf-8"><title>Bord</title>'
        f"<body><main><h1>Rapport</h1><h2>Borden</h2>{picture}</main>"
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1100, 400])
@pytest.mark.parametrize("template_id", DRAWN)
def test_axe_finds_nothing_to_improve(
    chromium: Browser, root: Path, template_id: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    """axe-core reports no violation with notes opened, and the page does not scroll sideways."""
    script = Path(os.environ.get("VOCBENCH_AXE", root / "node_modules" / "axe-core" / "axe.min.js"))
    if not script.exists():
        give_up("Needs axe-core: run 'npm install', or name axe.min.js in VOCBENCH_AXE.")
    page = chromium.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page.set_content(shown(template_id))
    page.locator("summary").first.click()
    page.add_script_tag(path=script)

    found = page.evaluate("axe.run('main')")

    assert [each["id"] for each in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_a_note_opens_to_its_quotes(chromium: Browser) -> None:
    """Without a script."""
    page = chromium.new_context(java_script_enabled=False).new_page()
    page.set_content(shown("empathy_map"))

    expect(page.locator("#voc-quotes-n0 blockquote").first).to_be_hidden()
    page.locator("#voc-quotes-n0 summary").click()

    expect(page.locator("#voc-quotes-n0 blockquote").first).to_be_visible()
    page.close()


def test_stages_lie_beside_each_other_and_on_a_phone_below(chromium: Browser) -> None:
    """A journey is a table on a screen, and a list of stages on a phone."""
    page = chromium.new_page(viewport={"width": 1100, "height": 800})
    page.set_content(shown("journey"))

    def tops() -> list[float]:
        return [box["y"] for each in page.locator(".voc-stage > h4").all() if (box := each.bounding_box())]

    assert len(set(tops())) == 1
    page.set_viewport_size({"width": 400, "height": 800})
    assert tops() == sorted(set(tops()))
    page.close()
