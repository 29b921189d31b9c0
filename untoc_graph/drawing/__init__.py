"""Data drawn as SVG text: maps, charts and graphs; pure, in words that are given."""
