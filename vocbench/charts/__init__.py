"""A documented frame in, an Altair chart out; and a way to show charts that needs no network.

Altair's own ways to show a chart in a notebook fetch scripts from the internet. The renderer
``vocbench`` draws the chart in Python instead and hands over a picture: the same in JupyterLab, in
a saved notebook and in a report, and readable to a screen reader. It is switched on by the first
chart made here, unless another renderer was chosen, and by :func:`enable_renderer`.
"""

from __future__ import annotations

from vocbench.charts.board_compare import before_after_chart, board_waves_chart, boards_compared_chart
from vocbench.charts.codes import (
    co_occurrence_chart,
    code_counts_chart,
    code_line_chart,
    counts_by_segment_chart,
    counts_by_source_chart,
)
from vocbench.charts.credibility import credibility_chart
from vocbench.charts.drawing import RENDERER, chart_html, enable_renderer
from vocbench.charts.joint_display import joint_display_chart, joint_display_table
from vocbench.charts.journey import emotion_line_chart
from vocbench.charts.linked import LinkedChart, Quotations, with_quotes
from vocbench.charts.topic_compare import (
    crosswalk_chart,
    topic_drift_chart,
    topic_scores_chart,
    topic_shares_chart,
)
from vocbench.charts.topic_map import topic_map_chart, topic_tree_chart
from vocbench.charts.topics import (
    score_by_segment_chart,
    score_by_topic_chart,
    share_by_wave_chart,
    topic_sizes_chart,
)
from vocbench.charts.words import WORDS

__all__ = [
    "RENDERER",
    "WORDS",
    "LinkedChart",
    "Quotations",
    "before_after_chart",
    "board_waves_chart",
    "boards_compared_chart",
    "chart_html",
    "co_occurrence_chart",
    "code_counts_chart",
    "code_line_chart",
    "counts_by_segment_chart",
    "counts_by_source_chart",
    "credibility_chart",
    "crosswalk_chart",
    "emotion_line_chart",
    "enable_renderer",
    "joint_display_chart",
    "joint_display_table",
    "score_by_segment_chart",
    "score_by_topic_chart",
    "share_by_wave_chart",
    "topic_drift_chart",
    "topic_map_chart",
    "topic_scores_chart",
    "topic_shares_chart",
    "topic_sizes_chart",
    "topic_tree_chart",
    "with_quotes",
]
