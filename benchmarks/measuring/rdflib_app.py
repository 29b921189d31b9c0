"""rdflib-endpoint with its own API and uvicorn: `python rdflib_app.py FILE PORT BYTES`."""

from __future__ import annotations

import resource
import sys

import uvicorn
from rdflib import Graph
from rdflib_endpoint import SparqlEndpoint


def main() -> None:
    """Load the file and serve it, in at most so many bytes."""
    content, port, most = sys.argv[1:]
    resource.setrlimit(resource.RLIMIT_AS, (int(most), int(most)))
    graph = Graph()
    graph.parse(content, format="nt")
    app = SparqlEndpoint(graph=graph)
    uvicorn.run(app, host="127.0.0.1", port=int(port), log_level="error", access_log=False)


if __name__ == "__main__":
    main()
