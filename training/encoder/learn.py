"""Fine-tune the network on all questions at once."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from argmap.pipeline.encoder import windows
from training.encoder.config import Config
from training.encoder.examples import CERTAINTIES, POLARITIES, ROLES, UNSAID, EssayExamples, Example
from training.encoder.network import Network

#: The questions' losses are sums over a step; this keeps them in the range that the learning rates are for.
SCALE = 1 / 40
#: Added to the score of what is no word.
NOWHERE = -1e4


@dataclass(frozen=True)
class Step:
    """Windows of one essay that are learnt from together."""

    essay: EssayExamples
    windows: Sequence[Sequence[Example]]


def train(network: Network, essays: Sequence[EssayExamples], mechanisms: Sequence[str], config: Config, passes: int,
          marks: tuple[int, int], say: Callable[[str], None] = print, like: Network | None = None) -> Network:
    """Train a network some more.

    Args:
        marks: the pieces that begin a window and end a unit.
        like: a network whose vectors of units are to be kept, by the weight `meaning`.
    """
    torch.manual_seed(config.seed)
    chance = random.Random(config.seed)  # noqa: S311 - no secret
    optimizer = _optimizer(network, config)
    total = passes * len(steps(essays, config, random.Random(config.seed)))  # noqa: S311
    done = 0
    network.train()
    for number in range(passes):
        summed, before = 0.0, done
        for step in steps(essays, config, chance):
            share = min(1.0, (done + 1) / (config.warm_up * total)) * max(0.02, 1 - done / total)
            for group, rate in zip(optimizer.param_groups, (config.transformer_rate, config.layers_rate), strict=True):
                group["lr"] = rate * share
            lost = loss(network, step, mechanisms, config, marks, like)
            optimizer.zero_grad()
            lost.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            done += 1
            summed += float(lost.detach())
        say(f"pass {number + 1} of {passes}: loss {summed / max(1, done - before):.2f}")
    return network.eval()


def _optimizer(network: Network, config: Config) -> torch.optim.Optimizer:
    own = [weight for name, weight in network.named_parameters() if name.startswith("e.") and weight.requires_grad]
    over = [weight for name, weight in network.named_parameters() if not name.startswith("e.")]
    return torch.optim.AdamW([{"params": own}, {"params": over}], betas=(0.9, 0.98), weight_decay=config.weight_decay)


def steps(essays: Sequence[EssayExamples], config: Config, chance: random.Random) -> list[Step]:
    """Cut the essays into steps, in another order and with other window borders each time."""
    found: list[Step] = []
    for essay in essays:
        runs: list[list[Example]] = []
        size = 0
        for window in _windows(essay.examples, config.window, chance):
            more = sum(len(example.pieces) + 1 for example in window)
            if runs and size + more > config.step:
                found.append(Step(essay, runs))
                runs, size = [], 0
            runs.append(window)
            size += more
        if runs:
            found.append(Step(essay, runs))
    chance.shuffle(found)
    return found


def _windows(examples: Sequence[Example], most: int, chance: random.Random) -> Iterator[list[Example]]:
    """Let the first window be shorter, so that no unit always stands at a border."""
    opening = next(windows(examples, chance.randint(most // 2, most)), [])
    yield from filter(None, [opening])
    yield from windows(examples[len(opening) :], most)


def loss(network: Network, step: Step, mechanisms: Sequence[str], config: Config, marks: tuple[int, int],
         like: Network | None = None) -> Tensor:
    """Sum what the network gets wrong in a step, each question by its weight."""
    pieces, mask, places = batch(step.windows, *marks)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        states = network.states(pieces, mask)
    examples = [example for window in step.windows for example in window]
    pooled = network.pooled(states, places)
    lost = _of_units(network, pooled, examples, mechanisms)
    lost |= _of_words(network, states, examples, places)
    lost |= _of_relations(network, pooled, examples, step.essay, config.near)
    if like is not None:
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
            wanted = like.pooled(like.states(pieces, mask), places)
        lost["meaning"] = (1 - functional.cosine_similarity(pooled, wanted, dim=-1)).sum()
    if not lost:
        return torch.zeros((), requires_grad=True)
    return torch.stack([config.weights[name] * value for name, value in lost.items()]).sum() * SCALE


def batch(
    runs: Sequence[Sequence[Example]], first: int, last: int
) -> tuple[Tensor, Tensor, list[tuple[int, int, int]]]:
    """Lay windows out as rows: pieces, which of them are any, and where each unit stands (window, start, end)."""
    rows, places = [], []
    for number, window in enumerate(runs):
        row = [first]
        for example in window:
            places.append((number, len(row), len(row) + len(example.pieces)))
            row += [*example.pieces, last]
        rows.append(row)
    length = max(map(len, rows))
    pieces = torch.tensor([row + [0] * (length - len(row)) for row in rows])
    mask = torch.tensor([[1] * len(row) + [0] * (length - len(row)) for row in rows])
    return pieces, mask, places


def _of_units(
    network: Network, pooled: Tensor, examples: Sequence[Example], mechanisms: Sequence[str]
) -> dict[str, Tensor]:
    at = [number for number, example in enumerate(examples) if example.label]
    if not at:
        return {}
    labels = [label for example in examples if (label := example.label)]
    answers = network.unit(network.drop(pooled))[at]
    named = torch.tensor([[float(name in label["mechanisms"]) for name in mechanisms] for label in labels])
    lost = {
        "role": functional.cross_entropy(answers[:, :3], _numbers(ROLES, [label["role"] for label in labels]),
                                         reduction="sum"),
        "prediction": _yes(answers[:, 3], [bool(label["prediction"]) for label in labels]),
        "mechanism": functional.binary_cross_entropy_with_logits(answers[:, 8:], named, reduction="sum"),
    }
    claims = [number for number, label in enumerate(labels) if label["role"] == "claim"]
    if claims:
        sure = [labels[number]["certainty"] for number in claims]
        other = [labels[number]["holder"] != "author" for number in claims]
        lost["certainty"] = functional.cross_entropy(answers[claims, 4:7], _numbers(CERTAINTIES, sure), reduction="sum")
        lost["holder"] = _yes(answers[claims, 7], other)
    return lost


def _numbers(names: Sequence[str], answers: Sequence[str]) -> Tensor:
    return torch.tensor([names.index(answer) for answer in answers])


def _yes(scores: Tensor, answers: Sequence[bool]) -> Tensor:
    wanted = torch.tensor([float(answer) for answer in answers])
    return functional.binary_cross_entropy_with_logits(scores, wanted, reduction="sum")


def _of_words(
    network: Network, states: Tensor, examples: Sequence[Example], places: Sequence[tuple[int, int, int]]
) -> dict[str, Tensor]:
    chosen = [(example, place) for example, place in zip(examples, places, strict=True)
              if example.links is not None and example.unit.firsts]
    if not chosen:
        return {}
    count = max(len(example.unit.firsts) for example, _ in chosen)
    rows = [[window * states.shape[1] + start + place for place in _padded(example.unit.firsts, count)]
            for example, (window, start, _) in chosen]
    flat = states.reshape(-1, network.size).index_select(0, torch.tensor(rows).reshape(-1))
    words = flat.reshape(len(chosen), count, network.size)
    there = torch.tensor([_padded([1] * len(example.unit.firsts), count) for example, _ in chosen]).float()
    units = [example for example, _ in chosen]
    lost = _of_links(network, words, there, units)
    return lost | _of_tags(network, words, there, units) if all(unit.label for unit in units) else lost


def _padded(values: Sequence[int], count: int) -> list[int]:
    return [*values, *[0] * (count - len(values))]


def _of_tags(network: Network, words: Tensor, there: Tensor, units: Sequence[Example]) -> dict[str, Tensor]:
    answers = network.tok(network.drop(words))
    count = words.shape[1]
    horizon = torch.tensor([_padded(unit.horizon, count) for unit in units])
    marker = torch.tensor([_padded(unit.marker, count) for unit in units])
    asked = there * torch.tensor([[float(bool(unit.label and unit.label["prediction"]))] for unit in units])
    by_word = functional.cross_entropy(answers[..., :3].permute(0, 2, 1), horizon, reduction="none")
    marked = functional.cross_entropy(answers[..., 3:].permute(0, 2, 1), marker, reduction="none")
    return {"horizon": (by_word * asked).sum(), "marker": (marked * there).sum()}


def _of_links(network: Network, words: Tensor, there: Tensor, units: Sequence[Example]) -> dict[str, Tensor]:
    cause, effect, as_cause, as_effect, firsts, lasts = network.parts(words)
    scores = network.pairs(cause, effect)
    wanted = torch.zeros(scores.shape[0], *scores.shape[2:])
    links = [(row, link) for row, unit in enumerate(units) for link in unit.links or ()]
    for row, link in links:
        wanted[row, link.heads[0], link.heads[1]] = 1
    pairs = there[:, :, None] * there[:, None, :]
    each = functional.binary_cross_entropy_with_logits(scores[:, 0], wanted, reduction="none")
    lost = {"link": (each * pairs).sum()}
    if links:
        rows = [row for row, _ in links]
        heads = [[link.heads[side] for _, link in links] for side in (0, 1)]
        answers = scores[:, 1 : 1 + len(POLARITIES)].permute(0, 2, 3, 1)[rows, heads[0], heads[1]]
        polarity = torch.tensor([link.polarity for _, link in links])
        lost["polarity"] = functional.cross_entropy(answers, polarity, reduction="sum", ignore_index=UNSAID)
        nowhere = (1 - there[rows]) * NOWHERE
        total = torch.zeros(())
        for side, ends in enumerate((as_cause, as_effect)):
            bounds = network.bounds(ends[rows, heads[side]], firsts[rows], lasts[rows], side)
            spans = [(link.cause, link.effect)[side] for _, link in links]
            for border, score in enumerate(bounds):
                place = torch.tensor([span[border] for span in spans])
                total = total + functional.cross_entropy(score + nowhere, place, reduction="sum")
        lost["bounds"] = total
    return lost


def _of_relations(
    network: Network, pooled: Tensor, examples: Sequence[Example], essay: EssayExamples, near: int
) -> dict[str, Tensor]:
    """Ask of all pairs of units that are close, and of labelled ones wherever they are: does one support the other?"""
    if essay.relations is None:
        return {}
    pairs = []
    for i, source in enumerate(examples):
        for j, target in enumerate(examples):
            if i == j or not (essay.asks(source) and essay.asks(target, of_target=True)):
                continue
            label = essay.relations.get((source.number, target.number), 0)
            if label or abs(target.number - source.number) <= near:
                pairs.append((i, j, target.number - source.number, label))
    if not pairs:
        return {}
    sources, targets, apart, labels = (list(column) for column in zip(*pairs, strict=True))
    scores = network.related(pooled, sources, targets, torch.tensor(apart))
    return {"relation": functional.cross_entropy(scores, torch.tensor(labels), reduction="sum")}
