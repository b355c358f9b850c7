"""What readers, imports and exports tell, in Dutch: by the English template, with the same fields."""

from __future__ import annotations

from collections.abc import Mapping

from vocbench.model.dutch import carrying, command, parts, studies, tables, transcripts

PARTS = (parts.WORDS, transcripts.WORDS, tables.WORDS, studies.WORDS, carrying.WORDS, command.WORDS)
"""By what tells it, and first what several tell."""

WORDS: Mapping[str, str] = {template: dutch for part in PARTS for template, dutch in part.items()}
