"""The graph as documents: downloads and exports in every format."""
