"""Two essays that differ in every way that a diff tells apart, and one author's second thoughts, all made up."""

from __future__ import annotations

from argmap.diff import cruxes, diff, joined
from argmap.model import ArgumentMap, Certainty, Document, Horizon, Kind, Polarity, Scheme
from tests.maps import MECHANISMS, claim, concept, inference, link, sorted_map

__all__ = ["compared_map", "elm", "elm_later", "fir"]

ELM_TEXT = """\
Small labs will match large ones by early 2028, since distillation lets them copy. Open weights raise safety.

The licence protects small publishers. Hence open publishing will grow, and readers will gain.

Somebody must pay for libraries. The orchestra tunes before the concert.
"""

FIR_TEXT = """\
Small labs may match large ones by 2030, since export rules hold large ones back. Released models lower safety.

The licence does not protect small publishers. Hence half of them will close.

Somebody must pay for libraries. Rivers carry silt to the sea.
"""

ELM_LATER_TEXT = """\
Small labs may match large ones by early 2028. Open weights raise safety. The licence does not protect small \
publishers. Ferries cross the strait at noon.
"""

WEIGHTS = concept("open weights", "governance")
MODELS = concept("released models", "governance")
SAFETY = concept("safety")


def elm() -> ArgumentMap:
    """Map the essay of Elm, who puts hope in a licence, in distillation and in open weights."""
    doc = Document(text=ELM_TEXT, title="Why it will be well", author="Ida Elm", date="2026-03-01")
    match = claim(doc, "Small labs will match large ones by early 2028", kind=Kind.PREDICTION,
                  certainty=Certainty.PROBABLE, horizon=Horizon(text="by early 2028", latest="2028-04-30"))
    copy = claim(doc, "distillation lets them copy", mechanisms=("distillation",))
    safe = claim(doc, "Open weights raise safety", mechanisms=("governance",))
    licence = claim(doc, "The licence protects small publishers")
    grow = claim(doc, "open publishing will grow", kind=Kind.PREDICTION)
    gain = claim(doc, "readers will gain", kind=Kind.PREDICTION)
    pay, tune = claim(doc, "Somebody must pay for libraries"), claim(doc, "The orchestra tunes before the concert")
    raises = link(safe, doc, (WEIGHTS, "Open weights"), (SAFETY, "safety"), "raise", Polarity.RAISES)
    steps = (
        inference(doc, Scheme.SUPPORT, (copy,), match, "since"),
        inference(doc, Scheme.SUPPORT, (licence,), grow, "Hence"),
        inference(doc, Scheme.SUPPORT, (grow,), gain, "and"),
        inference(doc, Scheme.SUPPORT, (copy,), gain, "and"),
    )
    return sorted_map((doc,), (match, copy, safe, licence, grow, gain, pay, tune), (WEIGHTS, SAFETY), (raises,), steps,
                      MECHANISMS)


def fir() -> ArgumentMap:
    """Map the essay of Fir, who denies what Elm says of the licence and of weights, and is less sure of small labs."""
    doc = Document(text=FIR_TEXT, title="Why it will not", author="Max Fir", date="2026-04-01")
    match = claim(doc, "Small labs may match large ones by 2030", kind=Kind.PREDICTION, certainty=Certainty.POSSIBLE,
                  horizon=Horizon(text="by 2030", latest="2030-12-31"))
    rules = claim(doc, "export rules hold large ones back", mechanisms=("regulation",))
    unsafe = claim(doc, "Released models lower safety", mechanisms=("governance",))
    licence = claim(doc, "The licence does not protect small publishers", negated=True)
    close = claim(doc, "half of them will close", kind=Kind.PREDICTION)
    pay, silt = claim(doc, "Somebody must pay for libraries"), claim(doc, "Rivers carry silt to the sea")
    lowers = link(unsafe, doc, (MODELS, "Released models"), (SAFETY, "safety"), "lower", Polarity.LOWERS)
    steps = (
        inference(doc, Scheme.SUPPORT, (rules,), match, "since"),
        inference(doc, Scheme.SUPPORT, (licence,), close, "Hence"),
    )
    return sorted_map((doc,), (match, rules, unsafe, licence, close, pay, silt), (MODELS, SAFETY), (lowers,), steps,
                      MECHANISMS)


def elm_later() -> ArgumentMap:
    """Map what Elm says a year on: less sure of small labs, and now against the licence."""
    doc = Document(text=ELM_LATER_TEXT, title="A year on", author="Ida Elm", date="2027-03-01")
    match = claim(doc, "Small labs may match large ones by early 2028", kind=Kind.PREDICTION,
                  certainty=Certainty.POSSIBLE, horizon=Horizon(text="by early 2028", latest="2028-04-30"))
    safe = claim(doc, "Open weights raise safety", mechanisms=("governance",))
    licence = claim(doc, "The licence does not protect small publishers", negated=True)
    ferry = claim(doc, "Ferries cross the strait at noon")
    raises = link(safe, doc, (WEIGHTS, "Open weights"), (SAFETY, "safety"), "raise", Polarity.RAISES)
    return sorted_map((doc,), (match, safe, licence, ferry), (WEIGHTS, SAFETY), (raises,), (), MECHANISMS)


def compared_map() -> ArgumentMap:
    """Join the two essays, and say what comparing them finds."""
    changes = tuple(diff(elm(), fir()))
    return joined(elm(), fir(), changes, cruxes(changes, elm(), fir()))
