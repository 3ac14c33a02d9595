"""An ArgumentMap as a page to read, a picture, a table, or a pyvis Network for a notebook."""

from __future__ import annotations

from argmap.render.arranging import By
from argmap.render.layout import Engine
from argmap.render.network import to_pyvis
from argmap.render.page import to_html
from argmap.render.picture import to_svg
from argmap.render.scene import View
from argmap.render.sides import diff_to_html
from argmap.render.tables import to_csv, to_graphml, to_places

__all__ = ["By", "Engine", "View", "diff_to_html", "to_csv", "to_graphml", "to_html", "to_places", "to_pyvis", "to_svg"]
