"""How the linear models that ship are fitted."""

from __future__ import annotations

from training.linear import fit, stacked

AUTHORS = "abcdef"


def examples():
    """Make rows whose words give their answers away, and know nothing of another author; what is told is often right.

    Every author has words of his own, two rows each; of five rows the encoder is wrong about one.
    """
    rows, answers, authors = [], [], []
    for author in AUTHORS:
        for number in range(40):
            yes = number % 4 < 2
            told = 1.0 if yes != (number % 5 == 0) else -1.0
            rows.append({f"word={author}{number // 2}": 1.0, "encoder": told})
            answers.append("yes" if yes else "no")
            authors.append(author)
    return rows, answers, authors


def test_a_model_in_two_stages_trusts_what_holds_for_other_authors():
    """Fitted at once, words that are learnt by heart sway the answer; weighed on authors left out, they do not."""
    rows, answers, authors = examples()
    at_once = fit(rows, answers, penalty=1.0, least=2, positive="yes")
    staged = stacked(rows, answers, authors, told="encoder".__eq__, penalty=1.0, least=2, positive="yes")
    told, worded = {"encoder": 1.0}, {"encoder": 1.0, "word=a1": 1.0}
    assert 0.75 < staged.probability(told) < 0.85
    assert abs(staged.probability(worded) - staged.probability(told)) < 0.02
    assert abs(at_once.probability(worded) - at_once.probability(told)) > 0.05


def test_a_model_in_two_stages_can_have_many_answers():
    """Of three kinds the told one wins where the words are of an author that nobody has read."""
    rows, answers, authors = [], [], []
    for author in AUTHORS:
        for number in range(60):
            kind = ("claim", "evidence", "other")[number % 3]
            rows.append({f"word={author}{number // 2}": 1.0, f"encoder:{kind}": 1.0})
            answers.append(kind)
            authors.append(author)
    model = stacked(rows, answers, authors, told=lambda name: name.startswith("encoder"), penalty=1.0, least=2)
    assert model.labels == ("claim", "evidence", "other")
    for kind in model.labels:
        chances = model.probabilities({f"encoder:{kind}": 1.0, "word=z9": 1.0})
        assert max(chances, key=chances.__getitem__) == kind


def test_a_model_in_two_stages_is_one_linear_model_and_the_same_each_time():
    """What ships is one table of weights, and a training that is run again gives the same bytes."""
    first, second = (stacked(*examples(), told="encoder".__eq__, penalty=1.0, least=2, positive="yes")
                     for _ in range(2))
    assert first.to_json() == second.to_json()
    assert set(first.weights) <= {"encoder", *(f"word={author}{pair}" for author in AUTHORS for pair in range(20))}
