"""Names and other identifiers: found, replaced, and kept from leaving."""
