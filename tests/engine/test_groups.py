"""Neighbours, levels and groups: what holds for any vectors, and for pieces far apart."""

import numpy as np
import pytest

from insights.engine import Document, ThemeFinder, groups, levels
from insights.engine.groups import GraphGrouper
from insights.engine.neighbours import graph_of, nearest, reduced
from tests.engine.answers import TOPICS, documents


def pieces(count, each, *, spread=0.15, seed=1, dims=30):
    """Return unit vectors around `count` chance directions, `each` of them in turn."""
    chance = np.random.default_rng(seed)
    centres = chance.normal(size=(count, dims))
    made = np.repeat(centres, each, axis=0) + spread * chance.normal(size=(count * each, dims))
    return (made / np.linalg.norm(made, axis=1, keepdims=True)).astype(np.float32)


def test_nearest_are_the_nearest_and_never_oneself():
    vectors = pieces(4, 30)

    places, cosines = nearest(vectors)

    table = vectors @ vectors.T
    np.fill_diagonal(table, -2)
    for row, found in enumerate(places):
        assert row not in found
        assert np.allclose(np.sort(table[row])[::-1][: len(found)], cosines[row], atol=1e-5)


def test_graph_of_a_sample_joins_only_what_is_inside():
    places, cosines = nearest(pieces(4, 30))
    inside = np.arange(120) % 3 != 0

    graph = graph_of(places, cosines, inside)

    assert graph.shape == (80, 80)
    assert (graph != graph.T).nnz == 0
    assert graph.diagonal().sum() == 0
    assert graph.getnnz(axis=1).min() > 0


def test_reduced_vectors_keep_who_is_near():
    vectors = pieces(6, 50, dims=300)

    small = reduced(vectors, 0)

    assert small.shape == (300, 100)
    assert np.allclose(np.linalg.norm(small, axis=1), 1, atol=1e-4)
    places, _ = nearest(small)
    assert np.all(places[:, :5] // 50 == np.arange(300)[:, None] // 50)


def test_pieces_far_apart_are_the_themes_and_hold():
    found = GraphGrouper().group(pieces(8, 40), 0)

    truth = np.repeat(np.arange(8), 40)
    assert len(found.stability) == 8
    assert all(len(set(truth[found.top == theme].tolist())) == 1 for theme in range(8))
    assert found.stability.min() > 0.99


def test_more_pieces_than_can_be_held_in_mind_are_joined_and_stay_as_parts():
    found = GraphGrouper().group(pieces(45, 30), 0)

    assert len(found.stability) <= levels.MOST_THEMES
    assert len(found.part_stability) >= 40
    for theme in range(len(found.stability)):
        parts = found.parts[found.top == theme]
        assert parts.min() >= -1


def test_parts_lie_within_their_theme():
    found = GraphGrouper().group(pieces(30, 30, spread=0.4), 0)

    for theme in range(len(found.stability)):
        parts = sorted(set(found.parts[found.top == theme].tolist()) - {-1})
        assert parts == list(range(len(parts)))
        assert len(parts) != 1


def test_a_handful_of_statements_does_not_fall_into_single_ones():
    found = GraphGrouper().group(pieces(2, 7), 0)

    assert len(found.stability) <= 3


@pytest.mark.parametrize("wanted", [3, 6, 12])
def test_a_wish_for_about_so_many_themes_is_obeyed(wanted):
    found = GraphGrouper(themes=wanted).group(pieces(12, 40, spread=0.3), 0)

    assert abs(len(found.stability) - wanted) <= 2


def test_beyond_the_limit_groups_are_learnt_on_some_and_the_rest_join(monkeypatch):
    monkeypatch.setattr(groups, "LEARN_ON", 200)
    vectors = pieces(5, 100)

    found = GraphGrouper().group(vectors, 0)

    truth = np.repeat(np.arange(5), 100)
    assert len(found.top) == len(found.parts) == len(found.nearness) == 500
    assert all(len(set(truth[found.top == theme].tolist())) == 1 for theme in range(5))
    again = GraphGrouper().group(vectors, 0)
    assert np.array_equal(found.top, again.top)


def test_a_voice_far_from_all_others_is_ranked_first():
    texts = [text for topic in TOPICS.values() for text in topic]
    lone = "Zebra quartz volcano"

    result = ThemeFinder(encoder="use").find(documents([*texts, lone]))

    assert len(result.lone_voices) <= -(-(len(texts) + 1) // 20) + 1
    assert documents([*texts, lone])[-1].id in result.lone_voices


def test_theme_names_the_nearest_other_and_how_close_its_statements_lie():
    texts = [text for topic in TOPICS.values() for text in topic]

    result = ThemeFinder(encoder="use", themes=3).find(documents(texts))

    tops = [theme for theme in result.themes if theme.parent is None]
    assert {theme.nearest for theme in tops} <= {theme.id for theme in tops}
    assert all(theme.nearest != theme.id and 0 < theme.cohesion <= 1 for theme in tops)


def test_nobody_is_alone_who_said_what_others_said():
    result = ThemeFinder(encoder="tfidf").find(
        [Document(str(n), "They listened to me") for n in range(30)]
    )

    assert result.lone_voices == ()
