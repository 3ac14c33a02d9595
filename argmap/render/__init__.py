"""An ArgumentMap as a page to read, or as a pyvis Network for a notebook."""

from __future__ import annotations

from argmap.render.network import to_pyvis
from argmap.render.page import to_html

__all__ = ["to_html", "to_pyvis"]
