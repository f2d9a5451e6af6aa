"""The coder: what it learns from people, what it never overrides, and how sure it says it is."""

import numpy as np
import pytest
from sklearn.linear_model import Ridge

from insights.engine import Code, Coder, Coding, Document
from insights.engine.backends import BACKENDS
from insights.engine.coding_neighbours import NeighbourScores
from insights.engine.coding_weights import (
    PENALTY,
    chosen_of,
    held_out_scores,
    scale_of,
    spread_choice,
    weights_of,
)
from insights.engine.encoders import ENCODERS
from insights.engine.metrics import answer_f1, code_f1, mean_measure
from tests.engine.answers import TOPICS, documents


CODEBOOK = [Code(name) for name in TOPICS]
TEXTS = [text for topic in TOPICS.values() for text in topic]
TRUTH = [name for name, topic in TOPICS.items() for _ in topic]
GIVEN = documents(TEXTS)


def codings(each=5):
    chosen = [place for start in range(0, 48, 12) for place in range(start, start + each)]
    return [Coding(GIVEN[place].id, TRUTH[place]) for place in chosen]


@pytest.fixture(scope="module")
def coder():
    return Coder(encoder="use").fit(CODEBOOK, GIVEN, codings())


def first_codes(coder):
    return [found[0].code for found in coder.suggest()]


def test_five_examples_a_code_teach_the_rest(coder):
    right = [mine == theirs for mine, theirs in zip(first_codes(coder), TRUTH, strict=True)]

    assert sum(right) >= 40


def test_same_codings_give_the_same_suggestions(coder):
    assert Coder(encoder="use").fit(CODEBOOK, GIVEN, codings()).suggest() == coder.suggest()


def test_every_suggestion_has_a_probability_and_a_plain_word(coder):
    for found in coder.suggest():
        assert found
        chances = [each.probability for each in found]
        assert chances == sorted(chances, reverse=True)
        for each in found:
            assert 0 <= each.probability <= 1
            least, most = {"sure": (0.8, 1), "unsure": (0.5, 1), "guess": (0, 0.5)}[each.level]
            assert least <= each.probability <= most


def test_what_a_person_refused_is_never_suggested_there():
    refused = Coding(GIVEN[8].id, TRUTH[8], holds=False)

    coder = Coder(encoder="use").fit(CODEBOOK, GIVEN, [*codings(), refused])

    assert TRUTH[8] not in {each.code for each in coder.suggest([GIVEN[8].id])[0]}


def test_what_a_person_coded_is_kept_and_sure(coder):
    for each in codings():
        found = {one.code: one for one in coder.suggest([each.document])[0]}
        assert found[each.code].probability == 1.0


def test_an_answer_may_have_several_codes():
    both = [Document(f"b{n}", f"{TEXTS[n]}. {TEXTS[12 + n]}.") for n in range(12)]
    people = [*codings(8)]
    people += [Coding(f"b{n}", name) for n in range(8) for name in (TRUTH[0], TRUTH[12])]

    coder = Coder(encoder="use").fit(CODEBOOK, [*GIVEN, *both], people)

    found = coder.suggest([f"b{n}" for n in range(8, 12)])
    assert sum({TRUTH[0], TRUTH[12]} <= {each.code for each in one} for one in found) >= 3


def test_a_code_without_example_is_found_by_its_definition_and_never_sure():
    names = list(TOPICS)
    codebook = [Code(names[0]), Code("t", "Travel", "The bus to the clinic, how far, the fare")]
    people = [each for each in codings() if each.code == names[0]]

    coder = Coder(encoder="use").fit(codebook, GIVEN, people)

    chances = coder.chances_[:, 1]
    travel = np.array([name == "travel" for name in TRUTH])
    assert chances[travel].mean() > chances[~travel].mean()
    levels = {e.level for found in coder.suggest() for e in found if e.code == "t"}
    assert "sure" not in levels


def test_blank_answers_get_no_code():
    coder = Coder(encoder="use").fit(CODEBOOK, [*GIVEN, Document("x", " ")], codings())

    assert coder.suggest(["x"]) == [()]


class Stumbling(ENCODERS["use"]):
    """Cannot read one text, as a model may not."""

    name = "stumbling"

    def encode(self, texts, progress):
        if any("unspeakable" in text for text in texts):
            raise RuntimeError(texts)
        return super().encode(texts, progress)


def test_a_text_that_cannot_be_read_is_named_and_spoils_nothing(monkeypatch, coder):
    monkeypatch.setitem(ENCODERS, "stumbling", Stumbling)
    odd = Coder(encoder="stumbling").fit(
        [*CODEBOOK, Code("n", "unspeakable name")],
        [*GIVEN, Document("x", "unspeakable words")],
        codings(),
    )

    assert odd.unreadable_ == ("x",)
    assert odd.suggest(["x"]) == [()]
    assert "x" not in odd.next_to_read(60)
    found = [codes[0].code for codes in odd.suggest([each.id for each in GIVEN])]
    same = [mine == theirs for mine, theirs in zip(found, first_codes(coder), strict=True)]
    assert sum(same) >= 0.95 * len(same)
    assert coder.unreadable_ == ()
    odd.refit([*codings(), Coding("x", "waiting")])
    assert odd.suggest(["x"])[0][0].code == "waiting"


def test_words_are_read_wherever_the_work_is_done(coder):
    there = Coder(encoder="use", backend=BACKENDS["processes"](workers=1))

    assert there.fit(CODEBOOK, GIVEN, codings()).suggest() == coder.suggest()


@pytest.mark.parametrize(("count", "dims"), [(12, 60), (80, 7)], ids=["few", "many"])
def test_weights_and_held_out_scores_are_ridge_s_from_either_side(count, dims):
    chance = np.random.default_rng(2)
    rows, codes = chance.normal(size=(count, dims)), np.eye(3)[chance.integers(0, 3, count)]
    always = chance.normal(size=(3, dims)), np.eye(3)

    scores, folds = held_out_scores(rows, codes, always, 0)

    for fold in range(int(folds.max()) + 1):
        out = folds == fold
        model = Ridge(alpha=PENALTY, fit_intercept=False)
        model.fit(np.vstack([rows[~out], always[0]]), np.vstack([codes[~out], always[1]]))
        assert np.allclose(scores[out], model.predict(rows[out]))
    whole = Ridge(alpha=PENALTY, fit_intercept=False).fit(rows, codes)
    assert np.allclose(rows @ weights_of(rows, codes), whole.predict(rows))


def test_whoever_codes_dont_know_is_offered_it_for_the_others():
    silent = [Document(f"n{n}", "don't know") for n in range(8)]
    codebook = [*CODEBOOK, Code("none")]

    without = Coder(encoder="use").fit(codebook, [*GIVEN, *silent], codings())
    people = [*codings(), *(Coding(f"n{n}", "none") for n in range(5))]
    coded = Coder(encoder="use").fit(codebook, [*GIVEN, *silent], people)

    assert without.suggest(["n7"]) == [()]
    assert coded.suggest(["n7"])[0][0].code == "none"


def test_next_to_read_are_uncoded_different_and_spread(coder):
    chosen = coder.next_to_read(8)

    assert len(chosen) == len(set(chosen)) == 8
    assert not {each.document for each in codings()} & set(chosen)
    assert len({TRUTH[coder.places_[each]] for each in chosen}) >= 3


def test_held_out_figures_have_intervals_and_grow_with_codings():
    coder = Coder(encoder="use").fit(CODEBOOK, GIVEN, codings(12))

    found = coder.held_out()

    assert found.answers.low <= found.answers.value <= found.answers.high <= 1
    assert found.answers.value > 0.8
    assert set(found.codes) == set(TOPICS)
    sizes = [size for size, _ in found.curve]
    assert sizes == sorted(sizes)
    assert found.curve[-1][1].value >= found.curve[0][1].value


@pytest.mark.parametrize(
    ("codebook", "given", "people"),
    [
        ([], GIVEN, []),
        ([Code("a"), Code("a")], GIVEN, []),
        ([Code("a")], [GIVEN[0], GIVEN[0]], []),
        ([Code("a")], GIVEN, [Coding(GIVEN[0].id, "b")]),
        ([Code("a")], GIVEN, [Coding("nobody", "a")]),
    ],
    ids=["no code", "code twice", "document twice", "unknown code", "unknown document"],
)
def test_what_cannot_be_learnt_is_refused(codebook, given, people):
    with pytest.raises(ValueError):
        Coder(encoder="tfidf").fit(codebook, given, people)


@pytest.mark.parametrize("count", [1, 2, 3])
def test_few_answers_and_no_coding_still_give_an_order(count):
    coder = Coder(encoder="use").fit([Code("a", "Waiting"), Code("b", "Kind")], GIVEN[:count], [])

    assert len(coder.suggest()) == count
    assert len(coder.next_to_read()) >= 1
    assert coder.held_out().curve == ()


def test_one_code_that_all_have():
    coder = Coder(encoder="use").fit([Code("a")], GIVEN, [Coding(e.id, "a") for e in GIVEN[:30]])

    assert all(found[0].code == "a" for found in coder.suggest())


def test_probabilities_are_what_they_say():
    chance = np.random.default_rng(0)
    true = chance.random((4000, 1))
    codes = (chance.random((4000, 1)) < true).astype(float)

    said = scale_of(np.log(true / (1 - true)), codes).of(np.log(true / (1 - true)))

    assert abs(said - true).mean() < 0.03


def test_codes_are_chosen_by_expected_f1():
    chances = np.array([[0.9, 0.8, 0.1], [0.3, 0.1, 0.05], [0.5, 0.45, 0.4]])

    assert chosen_of(chances).tolist() == [
        [True, True, False],
        [True, False, False],
        [True, True, True],
    ]


def test_reading_is_spread_and_no_copy_is_read_twice():
    vectors = np.eye(4)[[0, 0, 1, 2]]

    assert spread_choice([1.0, 0.99, 0.9, 0.75], [0, 0, 0, 1], vectors, 4) == [0, 3, 2]


def test_f1_of_answers_and_codes_by_hand():
    truth, found = [[1, 0], [1, 1], [0, 0]], [[1, 0], [0, 1], [0, 0]]

    assert answer_f1(truth, found).round(3).tolist() == [1.0, 0.667, 1.0]
    first, second = code_f1(truth, found)
    assert first.value == pytest.approx(2 / 3)
    assert second.value == 1.0
    measure = mean_measure(answer_f1(truth, found))
    assert measure.low <= measure.value <= measure.high


def test_a_name_tells_what_an_odd_example_does_not():
    tilt = np.linspace(-0.3, 0.3, 20, dtype=np.float32)
    flat = np.zeros_like(tilt)
    rows = np.vstack([np.stack([flat + 1, flat, tilt], 1), np.stack([flat, flat + 1, tilt], 1)])
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    coded, table = np.array([30, 25]), np.eye(2)  # both from the second group

    def codes(names):
        return NeighbourScores(rows, np.array(names, dtype=np.float32)).of(coded, table).argmax(1)

    truth = np.repeat([0, 1], 20)
    assert (codes([[1, 0, 0], [0, 1, 0]]) == truth).mean() == 1
    assert (codes([[0, 0, 0], [0, 0, 0]]) == truth).mean() < 0.8


def test_what_neighbours_say_reaches_an_answer_unlike_every_example():
    turn = np.linspace(0, np.pi / 2, 40)
    row = np.array([[np.cos(each), np.sin(each), 0.2] for each in turn], dtype=np.float32)
    other = np.array([[np.cos(each), -np.sin(each), -0.9] for each in turn], dtype=np.float32)
    rows = np.vstack([row, other])
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    both = NeighbourScores(rows, np.zeros((2, 3), dtype=np.float32))

    scores = both.of(np.array([0, 40]), np.eye(2))

    assert np.allclose(scores.sum(axis=1), 1)
    assert (scores.argmax(axis=1) == np.repeat([0, 1], 40)).all()


def test_several_sets_of_examples_are_spread_as_each_alone():
    chance = np.random.default_rng(3)
    rows = chance.normal(size=(60, 8)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    near = NeighbourScores(rows, np.zeros((2, 8), dtype=np.float32))
    sets = [(np.array([0, 1]), np.eye(2)), (np.array([2, 3, 4]), np.eye(2)[[0, 1, 1]])]

    for found, each in zip(near.of_each(sets), sets, strict=True):
        assert np.allclose(found, near.of(*each))


def test_more_documents_than_a_graph_bears_are_scored_by_cosine(monkeypatch):
    monkeypatch.setattr("insights.engine.coding_neighbours.MOST", 3)
    rows = np.eye(4, dtype=np.float32)
    alone = NeighbourScores(rows, rows[:2])

    scores = alone.of(np.array([], dtype=np.int64), np.zeros((0, 2)))

    assert alone.graph is None
    assert scores[:2].argmax(axis=1).tolist() == [0, 1]
