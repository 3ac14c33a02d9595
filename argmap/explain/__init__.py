"""Why an item is in a map: its words in their sentence, the rule and cue that found it, and what it is linked with."""

from argmap.explain.explanation import Explanation, Passage, Tie, to_json, to_text
from argmap.explain.lookup import explain

__all__ = ["Explanation", "Passage", "Tie", "explain", "to_json", "to_text"]
