"""Widgets without a browser: they may say what they like, nobody listens."""

from __future__ import annotations

from typing import Any

import comm
import pytest
from comm.base_comm import BaseComm


class SilentComm(BaseComm):
    """A line on which nobody listens."""

    def publish_msg(self, *arguments: Any, **options: Any) -> None:
        """Drop the message."""


@pytest.fixture(autouse=True)
def _no_kernel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comm, "create_comm", SilentComm)
