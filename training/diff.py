"""Fit what `argmap diff` matches by, on PERSPECTRUM: perspectives on a claim, in clusters that say the same.

    python -m training.diff --data SHARED/data [--encoder FOLDER]

Ten claims at a time stand for an essay, so that a pair is found among many others, as it is there.
Writes argmap/models/diff.json, or for an encoder the numbers beside it that `argmap diff --encoder FOLDER` reads; there
is no chance in it, so there is no seed. Prints precision, recall and F1 on the dev part beside a TF-IDF cosine: for two
perspectives that say the same, and, among those that are alike, for two of opposite stance.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from argmap.align.calibration import Calibration
from argmap.align.means import CALIBRATION, Means, means
from argmap.align.opposition import oppose
from argmap.align.similarity import MEASURES, compare
from argmap.align.texts import weighting
from argmap.align.vectors import read
from argmap.resources import PACKAGE

OUTPUT = PACKAGE / "models" / "diff.json"

#: Where the perspectives are in the folder of training data.
DATA = Path("alignment") / "perspectrum.jsonl.gz"

#: How many claims stand for one essay.
CLAIMS = 10

#: What is set by hand: there is no data that has mechanisms, or ends of causal links, and their match.
GROUNDS = 0.5
CONCEPT_THRESHOLD = 0.75

#: The precision that matched pairs must reach on the train part.
PRECISION = 0.75

Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Perspective:
    """One way to say why a claim holds or does not; those of one cluster say the same."""

    claim: int
    cluster: int
    supports: bool
    text: str


@dataclass(frozen=True)
class Pairs:
    """Every two perspectives of one essay."""

    left: Sequence[Perspective]
    right: Sequence[Perspective]
    measures: Numbers
    cosines: Numbers

    @property
    def same(self) -> Flags:
        """Whether the two say the same."""
        return np.array([a.cluster == b.cluster for a, b in zip(self.left, self.right, strict=True)])

    @property
    def one_claim(self) -> Flags:
        """Whether the two are about one claim."""
        return np.array([a.claim == b.claim for a, b in zip(self.left, self.right, strict=True)])

    @property
    def opposed(self) -> Flags:
        """Whether one supports and the other undermines the claim."""
        return np.array([a.supports != b.supports for a, b in zip(self.left, self.right, strict=True)])


def read_essays(path: Path, split: str) -> Iterator[list[Perspective]]:
    """Read the perspectives on CLAIMS claims at a time."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [row for row in map(json.loads, lines) if row["split"] == split]
    claims = {text: number for number, text in enumerate(dict.fromkeys(row["text"] for row in rows))}
    found: dict[int, list[Perspective]] = {}
    for cluster, row in enumerate(rows):
        claim, supports = claims[row["text"]], row["meta"]["stance"] == "SUPPORT"
        items = [Perspective(claim, cluster, supports, text) for text in row["meta"]["perspectives"]]
        found.setdefault(claim // CLAIMS, []).extend(items)
    yield from found.values()


def pairs(essays: Iterable[Sequence[Perspective]], using: Means) -> Pairs:
    """Measure every two perspectives as `argmap diff` would; the cosines count words in the same collection."""
    left: list[Perspective] = []
    right: list[Perspective] = []
    measures, cosines = [], []
    for essay in essays:
        rows, columns = np.triu_indices(len(essay), 1)
        left += [essay[i] for i in rows.tolist()]
        right += [essay[j] for j in columns.tolist()]
        words = [perspective.text for perspective in essay]
        texts = using.read(words, weighting(words, using.vectors))
        table = compare(texts, texts)
        measures.append(np.stack([table[name][rows, columns] for name in MEASURES], axis=1))
        matrix = TfidfVectorizer().fit_transform(words)
        cosines.append((matrix @ matrix.T).toarray()[rows, columns])
    return Pairs(left, right, np.concatenate(measures), np.concatenate(cosines))


def fit(train: Pairs) -> Calibration:
    """Learn the weights, and the lowest threshold at which the matched pairs are precise enough."""
    model = LogisticRegression(C=10, max_iter=2000).fit(train.measures, train.same)
    threshold = _lowest(model.predict_proba(train.measures)[:, 1], train.same, PRECISION)
    weights = {name: round(float(weight), 4) for name, weight in zip(MEASURES, model.coef_[0], strict=True)}
    return Calibration(round(float(model.intercept_[0]), 4), weights, GROUNDS, threshold, CONCEPT_THRESHOLD)


def _curve(scores: Numbers, true: Flags) -> tuple[Numbers, Numbers, Numbers]:
    """Sort the scores downward, with precision and recall if one stops at each."""
    order = np.argsort(-scores, kind="stable")
    right = np.cumsum(true[order])
    return scores[order], right / np.arange(1, len(order) + 1), right / max(1, right[-1])


def _lowest(scores: Numbers, true: Flags, precision: float) -> float:
    ordered, precisions, _ = _curve(scores, true)
    return round(float(ordered[np.nonzero(precisions >= precision)[0].max()]), 2)


def best(scores: Numbers, true: Flags) -> float:
    """Find the threshold of the highest F1."""
    ordered, precisions, recalls = _curve(scores, true)
    f1 = 2 * precisions * recalls / np.maximum(precisions + recalls, 1e-9)
    return float(ordered[f1.argmax()])


def figures(name: str, said: Flags, true: Flags) -> str:
    """Print precision, recall and F1 of yes/no answers."""
    hits = int((said & true).sum())
    precision, recall = hits / max(1, said.sum()), hits / max(1, true.sum())
    return f"  {name:34}{precision:.3f}  {recall:.3f}  {2 * precision * recall / max(1e-9, precision + recall):.3f}"


def plain_cosines(train: Pairs, data: Pairs) -> Numbers:
    """Compare the two texts of each pair by a TF-IDF that counts words in the whole train part."""
    texts = sorted({perspective.text for side in (train.left, train.right) for perspective in side})
    vectorizer = TfidfVectorizer().fit(texts)
    sides = [vectorizer.transform([item.text for item in side]) for side in (data.left, data.right)]
    return np.asarray(sides[0].multiply(sides[1]).sum(axis=1)).ravel()


def main() -> None:
    """Fit, write, and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder with alignment/")
    parser.add_argument("--model", type=Path, help="the spaCy pipeline whose vectors to use, if not ours")
    parser.add_argument("--encoder", default="", help="a sentence-transformers model, in a folder")
    parser.add_argument("-o", "--output", type=Path, help="where to write, if not where it is read")
    options = parser.parse_args()
    using = means(options.encoder)
    if options.model:
        using = replace(using, vectors=read(options.model))
    train, dev = (pairs(read_essays(options.data / DATA, split), using) for split in ("train", "dev"))
    calibration = fit(train)
    output = options.output or (Path(options.encoder) / CALIBRATION if options.encoder else OUTPUT)
    output.write_text(calibration.to_json(), "utf-8")
    report(train, dev, calibration)


def report(train: Pairs, dev: Pairs, calibration: Calibration) -> None:
    """Print what the dev part says, each threshold chosen on the train part."""
    ours = [_scores(data, calibration) for data in (train, dev)]
    rivals = {
        "TF-IDF cosine": [plain_cosines(train, data) for data in (train, dev)],
        "TF-IDF cosine, counted in essay": [data.cosines for data in (train, dev)],
        "argmap": ours,
    }
    for title, chosen in (
        ("same meaning, pairs on one claim", [data.one_claim for data in (train, dev)]),
        ("same meaning, all pairs of an essay", [np.ones(len(data.left), np.bool_) for data in (train, dev)]),
    ):
        print(f"{title} (dev): precision, recall, F1")
        same = [data.same[flags] for data, flags in zip((train, dev), chosen, strict=True)]
        for name, (on_train, on_dev) in rivals.items():
            print(figures(name, on_dev[chosen[1]] >= best(on_train[chosen[0]], same[0]), same[1]))
        print(figures(f"argmap at threshold {calibration.threshold:.2f}", ours[1][chosen[1]] >= calibration.threshold,
                      same[1]))
    _report_stance(train, dev, rivals, [scores >= calibration.threshold for scores in ours])


def _report_stance(train: Pairs, dev: Pairs, rivals: dict[str, list[Numbers]], alike: Sequence[Flags]) -> None:
    """Print how well opposed pairs are told among those on one claim that are matched."""
    chosen = [data.one_claim & flags for data, flags in zip((train, dev), alike, strict=True)]
    opposed = [data.opposed[flags] for data, flags in zip((train, dev), chosen, strict=True)]
    print("opposed, among matched pairs on one claim (dev): precision, recall, F1")
    for name, (on_train, on_dev) in rivals.items():
        if name != "argmap":
            cut = best(-on_train[chosen[0]], opposed[0])
            print(figures(name, -on_dev[chosen[1]] >= cut, opposed[1]))
    at = np.nonzero(chosen[1])[0].tolist()
    said = np.array([bool(oppose(dev.left[i].text, dev.right[i].text)) for i in at])
    print(figures("argmap", said, opposed[1]))
    hit, miss = said[opposed[1]].mean(), said[~opposed[1]].mean()
    print(f"  of the opposed {hit:.3f} are told, of those that agree {miss:.3f} are called opposed")


def _scores(data: Pairs, calibration: Calibration) -> Numbers:
    table = {name: data.measures[:, column].astype(np.float32) for column, name in enumerate(MEASURES)}
    return calibration.score(table).astype(np.float64)


if __name__ == "__main__":
    main()
