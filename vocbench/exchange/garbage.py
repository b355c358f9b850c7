"""Making values by the hundred thousand without Python looking each time whether some can go."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def kept_whole() -> Iterator[None]:
    """Within the block no cycles are searched for.

    All that is made there stays, and looking through it again and again takes as long as making it.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
