"""Files that are written whole or not at all."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from vocbench.errors import WriteError


@contextmanager
def written_whole(place: Path) -> Iterator[BinaryIO]:
    """Where to write what shall be at *place*; it gets there when the block ends without an error.

    Args:
        place: the file; an older one is replaced in one step.

    Raises:
        WriteError: no such folder, or no room. What was there is then as it was.
    """
    if not place.parent.is_dir():
        raise WriteError(f"There is no folder {place.parent} to write {place.name} in. Make it first.")
    draft = place.with_name(f".{place.name}.{uuid.uuid4().hex}.tmp")
    try:
        with draft.open("x+b") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(place)
    except OSError as error:
        raise WriteError(
            f"{place} could not be written: {error.strerror}. What was there is unchanged."
        ) from None
    finally:
        draft.unlink(missing_ok=True)
