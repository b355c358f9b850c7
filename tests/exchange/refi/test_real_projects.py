"""A real export of another program comes in as it is."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from vocbench.exchange.refi import read_qdpx, write_qdpx
from vocbench.model.qda import QdaProject


@pytest.fixture(scope="module")
def shared_refi(shared_corpora: Path) -> Path:
    """Real REFI-QDA files that lie beside the corpora."""
    folder = shared_corpora.parent / "refi"
    if not folder.is_dir():
        pytest.skip("the real projects (../shared/refi) are not on this machine")
    return folder


@pytest.fixture(scope="module")
def nvivo(shared_refi: Path) -> QdaProject:
    """The project that NVivo for Windows exported."""
    return read_qdpx(shared_refi / "nvivo_win_12.6_scrambled.qdpx")


Row = tuple[str, int, int, str, str, str]


def codings(project: QdaProject) -> Counter[Row]:
    """Each coding as source, start, end, code, coder and words."""
    texts = {each.guid: each for each in project.sources}
    passages = {each.guid: each for each in project.selections}
    codes = {each.guid: each.name for each in project.codes}
    users = {each.guid: each.name for each in project.users}
    rows: Counter[Row] = Counter()
    for coding in project.codings:
        passage = passages[coding.selection]
        source = texts[passage.source]
        words = source.text[passage.start : passage.end]
        rows[source.name, passage.start, passage.end, codes[coding.code], users[coding.coder], words] += 1
    return rows


def test_every_coding_of_nvivo_is_on_its_words(shared_refi: Path, nvivo: QdaProject) -> None:
    """All 303 codings are found where they should be, by whom and on which words, and none is doubtful."""
    stated = json.loads((shared_refi / "nvivo_win_12.6_expected_codings.json").read_text("utf-8"))["windows"]
    expected = Counter(
        (row["source"], row["start"], row["end"], row["code"], row["coder"], row["text"]) for row in stated
    )

    assert codings(nvivo) == expected
    assert expected.total() == 303
    told = {"last change", "formatted text", "author and dates of the project"}
    assert {loss.what for loss in nvivo.losses} == told
    assert any("UTF-16 units, CR LF as two" in notice for notice in nvivo.notices)


@pytest.mark.parametrize("profile", ["standard", "nvivo"])
def test_what_nvivo_exported_survives_the_round_trip(tmp_path: Path, nvivo: QdaProject, profile: str) -> None:
    """Written by us and read again, the real project has the same codings on the same words."""
    write_qdpx(nvivo, tmp_path / "a.qdpx", profile=profile)

    again = read_qdpx(tmp_path / "a.qdpx")
    assert codings(again) == codings(nvivo)
    assert (again.codes, again.sources, again.selections) == (nvivo.codes, nvivo.sources, nvivo.selections)
