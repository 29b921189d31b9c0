"""Finding things of the graph by what people call them, without asking the store."""
