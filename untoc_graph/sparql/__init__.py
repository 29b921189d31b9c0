"""The SPARQL protocol without a web framework, and the catalogue of questions that people ask."""
