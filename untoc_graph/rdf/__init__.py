"""RDF itself, without our domain: the formats there are, and the engine that parses, writes and evaluates."""
