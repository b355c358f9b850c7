"""Where the real material lies: beside the repository, and not part of it."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[1]

CORPORA = ROOT / "../shared/corpora"
"""Real recordings and surveys; a benchmark that needs them gives no figures where they are absent."""

ANSWERS = CORPORA / "2_survey_open_answers/nhs_fft/nhs_fft_NEAS_dev.csv"
"""5,096 answers of patients to three questions."""
