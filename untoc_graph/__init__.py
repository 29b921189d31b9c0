"""UNTOC Graph: the Palermo Convention and its Protocols as linked data that can be asked."""

__version__ = "0.1.0"
