"""One search over everything: what was typed, by what things are found, and the hits."""
