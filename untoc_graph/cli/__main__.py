"""`python -m untoc_graph.cli`: the command line where `untoc` is not on the path."""

from untoc_graph.cli import main

main()
