"""A small library for tests of queries: seven essays by five authors over a year, who agree, part and change.

Ash, Birch and Cedar of tests.maps, and four essays more: Birch a year later, who now says of export rules what is
opposed to what she said; Oak, who is of two minds in one essay, goes round in a circle and reports what Cedar holds;
Ash again; and a note without author, title and date.
"""

from __future__ import annotations

from argmap.assemble import assemble
from argmap.model import ArgumentMap, Certainty, Document, Horizon, Kind, Polarity, Scheme
from tests.maps import (
    COMPUTE,
    DISTILLATION,
    GAP,
    MECHANISMS,
    RULES,
    ash,
    birch,
    cedar,
    claim,
    concept,
    inference,
    link,
    sorted_map,
)

__all__ = ["shelf"]

BIRCH_TEXT = """\
Second thoughts

I was wrong about prices. Export rules lower the price of compute, since they made the makers of chips compete. \
Distillation probably lowers the cost of catching up. By 2029 two makers will share the market.
"""

OAK_TEXT = """\
Of two minds

Open weights raise safety, because a flaw in an open model was found within days. Yet open weights lower safety: the \
same flaw was used within hours. A high cost of catching up lowers adoption. Adoption raises funding, and funding \
raises adoption. Funding raises adoption only slowly.

Lee Cedar holds that prices will fall in 2027. That is too early: no maker has the machines.
"""

ASH_TEXT = """\
A year on

Open models have matched closed ones on two of five tests. Hence the gap will close by the end of 2028. Distillation \
lowers the cost of catching up. Export rules slow nobody.
"""

NOTE_TEXT = "Funding may shape research. Somebody should pay for it.\n"

WEIGHTS = concept("open weights")
SAFETY = concept("safety")
ADOPTION = concept("adoption")
FUNDING = concept("funding", "economics")
RESEARCH = concept("research")
SPEED = concept("speed of others")


def birch_later() -> ArgumentMap:
    """Map the second essay of Birch."""
    doc = Document(text=BIRCH_TEXT, title="Second thoughts", author="Rowan Birch", date="2027-02-01")
    wrong = claim(doc, "I was wrong about prices")
    lower = claim(doc, "Export rules lower the price of compute", mechanisms=("compute", "regulation"))
    compete = claim(doc, "they made the makers of chips compete", kind=Kind.EVIDENCE)
    copies = claim(doc, "Distillation probably lowers the cost of catching up", certainty=Certainty.PROBABLE,
                   mechanisms=("distillation",), confidence=0.45)
    share = claim(doc, "By 2029 two makers will share the market", kind=Kind.PREDICTION, cue="will",
                  mechanisms=("economics",), horizon=Horizon(text="By 2029", latest="2029-12-31"))
    links = (
        link(lower, doc, (RULES, "Export rules"), (COMPUTE, "the price of compute"), "lower", Polarity.LOWERS),
        link(copies, doc, (DISTILLATION, "Distillation"), (GAP, "the cost of catching up"), "lowers", Polarity.LOWERS,
             certainty=Certainty.PROBABLE),
    )
    since = inference(doc, Scheme.SUPPORT, (compete,), lower, "since")
    return sorted_map((doc,), (wrong, lower, compete, copies, share), (RULES, COMPUTE, DISTILLATION, GAP), links,
                      (since,), MECHANISMS)


def oak() -> ArgumentMap:
    """Map the essay of Oak."""
    doc = Document(text=OAK_TEXT, title="Of two minds", author="Mira Oak", date="2026-09-01",
                   url="https://example.org/oak")
    raise_ = claim(doc, "Open weights raise safety")
    flaw = claim(doc, "a flaw in an open model was found within days", kind=Kind.EVIDENCE)
    lower = claim(doc, "open weights lower safety")
    used = claim(doc, "the same flaw was used within hours", kind=Kind.EVIDENCE)
    cost = claim(doc, "A high cost of catching up lowers adoption")
    up = claim(doc, "Adoption raises funding", mechanisms=("economics",))
    down = claim(doc, "funding raises adoption", mechanisms=("economics",))
    slowly = claim(doc, "Funding raises adoption only slowly", mechanisms=("economics",), confidence=0.4)
    fall = claim(doc, "prices will fall in 2027", kind=Kind.PREDICTION, holder="Lee Cedar", mechanisms=("compute",),
                 horizon=Horizon(text="in 2027", earliest="2027-01-01", latest="2027-12-31"))
    early = claim(doc, "That is too early")
    machines = claim(doc, "no maker has the machines", kind=Kind.EVIDENCE, negated=True, mechanisms=("compute",))
    links = (
        link(raise_, doc, (WEIGHTS, "Open weights"), (SAFETY, "safety"), "raise", Polarity.RAISES),
        link(lower, doc, (WEIGHTS, "open weights"), (SAFETY, "safety"), "lower", Polarity.LOWERS),
        link(cost, doc, (GAP, "cost of catching up"), (ADOPTION, "adoption"), "lowers", Polarity.LOWERS),
        link(up, doc, (ADOPTION, "Adoption"), (FUNDING, "funding"), "raises", Polarity.RAISES),
        link(down, doc, (FUNDING, "funding"), (ADOPTION, "adoption"), "raises", Polarity.RAISES),
    )
    inferences = (
        inference(doc, Scheme.SUPPORT, (flaw,), raise_, "because"),
        inference(doc, Scheme.SUPPORT, (flaw, used), lower, "the same flaw"),
        inference(doc, Scheme.ATTACK, (lower,), raise_, "Yet"),
        inference(doc, Scheme.ATTACK, (slowly,), down, "only slowly"),
        inference(doc, Scheme.ATTACK, (early,), fall, "That is too early"),
        inference(doc, Scheme.SUPPORT, (machines,), early, "no maker"),
    )
    return sorted_map(
        (doc,), (raise_, flaw, lower, used, cost, up, down, slowly, fall, early, machines),
        (WEIGHTS, SAFETY, GAP, ADOPTION, FUNDING), links, inferences, MECHANISMS,
    )


def ash_later() -> ArgumentMap:
    """Map the second essay of Ash."""
    doc = Document(text=ASH_TEXT, title="A year on", author="Ash Willow", date="2027-05-04")
    matched = claim(doc, "Open models have matched closed ones on two of five tests", kind=Kind.EVIDENCE)
    close = claim(doc, "the gap will close by the end of 2028", kind=Kind.PREDICTION, cue="will",
                  certainty=Certainty.CERTAIN, horizon=Horizon(text="by the end of 2028", latest="2028-12-31"))
    cost = claim(doc, "Distillation lowers the cost of catching up", mechanisms=("distillation",))
    slow = claim(doc, "Export rules slow nobody", negated=True, mechanisms=("regulation",))
    links = (
        link(cost, doc, (DISTILLATION, "Distillation"), (GAP, "the cost of catching up"), "lowers", Polarity.LOWERS),
        link(slow, doc, (RULES, "Export rules"), (SPEED, "nobody"), "slow", Polarity.LOWERS, negated=True),
    )
    hence = inference(doc, Scheme.SUPPORT, (matched,), close, "Hence")
    return sorted_map((doc,), (matched, close, cost, slow), (DISTILLATION, GAP, RULES, SPEED), links, (hence,),
                      MECHANISMS)


def note() -> ArgumentMap:
    """Map a note of which nobody knows who wrote it, or when."""
    doc = Document(text=NOTE_TEXT)
    may = claim(doc, "Funding may shape research", certainty=Certainty.POSSIBLE, mechanisms=("economics",))
    pay = claim(doc, "Somebody should pay for it")
    shapes = link(may, doc, (FUNDING, "Funding"), (RESEARCH, "research"), "may shape", Polarity.UNKNOWN,
                  certainty=Certainty.POSSIBLE)
    return sorted_map((doc,), (may, pay), (FUNDING, RESEARCH), (shapes,), (), MECHANISMS)


def shelf() -> ArgumentMap:
    """Join all essays."""
    return assemble([ash(), birch(), cedar(), birch_later(), oak(), ash_later(), note()])
