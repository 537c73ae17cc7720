"""How right a warehouse is, by hand-made annotations: see `figures`, and tests/gold/README.md for the annotations."""
