"""argmap: the graph of what an essay argues."""

__all__ = ["__version__"]

__version__ = "0.1.0"
