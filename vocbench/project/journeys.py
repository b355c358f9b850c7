"""The part of a project that reads customer journeys."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from vocbench.analysis import journey as reading
from vocbench.analysis.journey_order import OrderDeviation, order_deviation, transitions
from vocbench.analysis.journey_touch import co_mentions
from vocbench.analysis.journey_views import TwoViews, two_views
from vocbench.errors import BoardError
from vocbench.model.board import Board, Proof
from vocbench.project.credibility import Credibility, customers_of
from vocbench.storage import boards as board_store
from vocbench.storage.journeys import load_told_orders, set_told_order


class Journeys(Credibility):
    """Customer journeys: what was felt, what delays, in which order."""

    def emotion_line(self, board: str, *, lang: str = "en") -> pd.DataFrame:
        """How each stage of a journey felt to customers, with how many tell so.

        What a note says of a feeling (``details=Details(valence=...)``) holds for every customer who
        bears it out, each of whom counts once a stage.

        Returns:
            One row per stage: ``stage stage_name valence low high n``. A stage that no customer tells of is
            missing, not neutral; ``low`` and ``high`` bound the mean at 95% where two or more tell of it.

        Raises:
            NotFoundError: there is no such board.
            BoardError: it is no journey.
        """
        return reading.emotion_line(*self._told(board), lang=lang)

    def pain_points(self, board: str) -> pd.DataFrame:
        """What delays customers, ranked by the days times the customers who tell so.

        Returns:
            One row per note of the lane ``pains``: ``note stage text delay_days respondents n share low
            high person_days``. An unknown delay is missing, not zero, and such notes come last.

        Raises:
            NotFoundError: there is no such board.
            BoardError: it is no journey.
        """
        believed = self.credibility(board)
        return reading.pain_points(_with_stages(believed.judged), believed.notes)

    def weakest_touchpoint(self, board: str) -> pd.DataFrame:
        """The touchpoints of a journey, the one that felt worst to customers first.

        Returns:
            One row per note of the lane ``touchpoints``: ``note stage text channel is_measured owner valence
            low high n``. Those of which no customer tells how it felt come last.

        Raises:
            NotFoundError: there is no such board.
            BoardError: it is no journey.
        """
        return reading.weakest_touchpoint(*self._told(board))

    def co_mentions(self, board: str) -> pd.DataFrame:
        """Which touchpoints are mentioned by the same customers, and whether that is more than chance.

        Returns:
            As from ``analysis.journey_touch.co_mentions``: one row per pair, with how many customers mention
            both of how many who mention either, and how many would by chance of all who were heard.

        Raises:
            NotFoundError: there is no such board.
            BoardError: it is no journey.
        """
        believed = self.credibility(board)
        return co_mentions(
            _with_stages(believed.judged), believed.proofs, heard=int(believed.board["n"].iloc[0])
        )

    def channel_mix(self, board: str, *, lang: str = "en") -> pd.DataFrame:
        """How many touchpoints of each stage are digital, analogue, or of an unknown kind.

        Returns:
            One row per stage: ``stage stage_name touchpoints digital analogue unknown``.

        Raises:
            NotFoundError: there is no such board.
            BoardError: it is no journey.
        """
        return reading.channel_mix(self.board(board), lang=lang)

    def journey_warnings(self, board: str) -> pd.DataFrame:
        """What a journey lacks: a kind of channel, feelings of a stage, a measure of a touchpoint.

        Returns:
            One row per warning: ``warning stage note text``; ``warning`` is ``no_digital``, ``no_analogue``,
            ``nothing_felt``, ``channel_unknown`` or ``not_measured``.

        Raises:
            NotFoundError: there is no such board.
            BoardError: it is no journey.
        """
        return reading.journey_warnings(*self._told(board))

    def two_views(self, board: str, *, lang: str = "en") -> TwoViews:
        """What the company believes of a journey beside what customers say.

        Returns:
            Frames ``stages`` and ``notes``, each with a ``verdict``.

        Raises:
            NotFoundError: there is no such board.
            BoardError: it is no journey.
        """
        return two_views(*self._told(board), lang=lang)

    # -- the order in which customers went through it --------------------------------------

    def set_told_order(self, board: str, respondent: str, stages: Iterable[str]) -> None:
        """Write down through which stages a respondent went, in the order that they told.

        Args:
            board: a journey.
            respondent: who told it.
            stages: ids or names of its stages; one may come back. Nothing forgets what was written down.

        Raises:
            NotFoundError: there is no such board or respondent.
            BoardError: it is no journey, or has no such stage.
        """
        with self._act(f"write down the order that {respondent} told") as act:
            journey = _with_stages(board_store.load_board(act.connection, board))
            told = [stages] if isinstance(stages, str) else stages
            order = [_stage_id(journey, each) for each in told]
            set_told_order(act, journey.id, respondent, order)

    def told_orders(self, board: str) -> dict[str, tuple[str, ...]]:
        """The stages that each respondent told to have gone through, by respondent.

        Raises:
            NotFoundError: there is no such board.
        """
        with self._store.reading() as connection:
            return load_told_orders(connection, board_store.find_board(connection, board).id)

    def order_deviation(self, board: str) -> OrderDeviation:
        """How far the orders that customers told are from the designed one, and which shortcuts are common.

        Returns:
            Frames ``respondents`` (the edit distance of each order) and ``paths`` (shortcuts and returns,
            those of most respondents first).

        Raises:
            NotFoundError: there is no such board.
            BoardError: it is no journey.
        """
        return order_deviation(*self._orders(board))

    def transitions(self, board: str) -> pd.DataFrame:
        """Where customers went next from each stage, with shares that add up to 1 for each.

        Returns:
            One row per step that was taken: ``from to times n respondents share low high``.

        Raises:
            NotFoundError: there is no such board.
            BoardError: it is no journey.
        """
        return transitions(*self._orders(board))

    def _told(self, board: str) -> tuple[Board, list[Proof]]:
        """A journey with what is behind its notes."""
        with self._store.reading() as connection:
            journey, proofs = self._read(connection, board)
        return _with_stages(journey), proofs

    def _orders(self, board: str) -> tuple[list[str], dict[str, tuple[str, ...]]]:
        """The designed order, and those that customers told whom the board is about."""
        with self._store.reading() as connection:
            journey = _with_stages(board_store.load_board(connection, board))
            told = load_told_orders(connection, journey.id)
            customers = customers_of(connection, journey)
        designed = [stage.id for stage in journey.template.stages]
        return designed, {key: order for key, order in told.items() if key in customers}


def _with_stages(board: Board) -> Board:
    """The board, which is a journey.

    Raises:
        BoardError: it is none.
    """
    reading.stages_of(board, "en")
    return board


def _stage_id(board: Board, wanted: str) -> str:
    """The id of the stage with this id or name.

    Raises:
        BoardError: there is none; the message lists those there are.
    """
    for stage in board.template.stages:
        if wanted in {stage.id, *stage.names.values()}:
            return stage.id
    known = ", ".join(repr(stage.id) for stage in board.template.stages)
    raise BoardError(f"The journey {board.name!r} has no stage {wanted!r}. Its stages are: {known}.")
