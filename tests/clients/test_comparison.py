"""The comparison of the benchmark sees what differs between two servers."""

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "bench"))

from measure import load, sameness, tiles  # noqa: E402


def varint(number):
    out = b""
    while number >= 128:
        out, number = out + bytes([number & 127 | 128]), number >> 7
    return out + bytes([number])


def message(field, data):
    return varint(field << 3 | 2) + varint(len(data)) + data


def whole(field, number):
    return varint(field << 3) + varint(number)


def tile(*places):
    """A tile of communities: id, households, x, y."""
    features, values = b"", b""
    for number, (key, households, x, y) in enumerate(places):
        tags = varint(0) + varint(2 * number) + varint(1) + varint(2 * number + 1)
        geometry = varint(1 << 3 | 1) + varint(x << 1) + varint(y << 1)
        features += message(2, message(2, tags) + whole(3, 1) + message(4, geometry))
        values += message(4, message(1, key.encode())) + message(4, whole(5, households))
    names = message(3, b"id") + message(3, b"households")
    return message(3, whole(15, 2) + message(1, b"communities") + features + names + values + whole(5, tiles.EXTENT))


A, B = ("A", 5, 100, 100), ("B", 700, 300, 3000)


@pytest.fixture
def compare(monkeypatch):
    def compare(ours, theirs):
        class Client:
            def __init__(self, url):
                self.body = {"ours": ours, "theirs": theirs}[url]

            def __enter__(self):
                return self

            def __exit__(self, *_):
                pass

            def get(self, _):
                return load.Answer(self.body, "identity", 0.0)

        monkeypatch.setattr(load, "Client", Client)
        servers = [SimpleNamespace(name=name, process=SimpleNamespace(url=name), tile=lambda layer, at: "") for name in ("ours", "theirs")]
        return sameness.compare("communities", "communities", *servers, [(4, 3, 2)])

    return compare


def test_equal_tiles_are_the_same_whatever_their_order(compare):
    assert compare(tile(A, B), tile(B, A)) == {"features": 2, "tiles": 1}


@pytest.mark.parametrize(
    ("theirs", "words"),
    [
        (tile(A), "only one has B"),
        (tile(A, ("B", 701, 300, 3000)), "households 700 and 701"),
        (tile(A, B, A), "A is twice"),
        (b"", "only one has"),
    ],
)
def test_what_is_missing_wrong_or_doubled_is_seen(compare, theirs, words):
    with pytest.raises(sameness.Different, match=words):
        compare(tile(A, B), theirs)


def test_nothing_compared_is_not_the_same(compare):
    with pytest.raises(sameness.Different, match="nothing in common"):
        compare(b"", b"")


def test_a_point_on_the_edge_may_be_in_either_tile(compare):
    assert compare(tile(A, ("E", 1, 0, 50)), tile(A))["features"] == 1


def test_the_area_within_a_tile_is_that_of_the_clipped_ring():
    assert tiles.area_within([(-100, -100), (96, -100), (96, 96), (-100, 96)]) == 96 * 96
    assert tiles.area_within([(5000, 0), (6000, 0), (6000, 10)]) == 0
