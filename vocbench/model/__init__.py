"""The field's things as plain values: frozen, checked at birth, standard library only."""
