"""WSGI entry: `server:app` for any WSGI server; `untoc serve` needs no such file."""

from untoc_graph.settings import Settings
from untoc_graph.web import create_app

app = create_app(Settings.from_env())
