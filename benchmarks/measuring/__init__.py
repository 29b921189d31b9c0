"""What the measurements share: queries, servers, load, memory, reports."""
