"""From tables and ontology to a release: read, turn into triples, derive, validate, write."""
