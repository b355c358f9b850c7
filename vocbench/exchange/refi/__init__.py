"""REFI-QDA 1.5: projects (.qdpx, .qde) and codebooks (.qdc) of other programs, in and out."""

from __future__ import annotations

from vocbench.exchange.refi.codebook import read_qdc, write_qdc
from vocbench.exchange.refi.profiles import Profile
from vocbench.exchange.refi.read import read_qde, read_qdpx
from vocbench.exchange.refi.write import write_qdpx

__all__ = ["Profile", "read_qdc", "read_qde", "read_qdpx", "write_qdc", "write_qdpx"]
