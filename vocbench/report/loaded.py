"""What nearly every notebook needs, loaded in its Python while the notebook before it still runs."""

from __future__ import annotations

import altair as alt
import pandas as pd

import vocbench.charts
import vocbench.project
import vocbench.report.inside  # noqa: F401  # the last three only to have them ready
from vocbench.charts.drawing import drawing


def load() -> None:
    """Make the drawing library ready, which only its first drawing does."""
    chart = alt.Chart(pd.DataFrame({"x": [1]})).mark_bar().encode(x="x:Q")
    drawing(chart.to_dict())
