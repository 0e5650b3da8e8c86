"""Values between two processes: what keeps its type, and what never comes out as more than data."""

from __future__ import annotations

from collections import Counter, OrderedDict, deque, namedtuple
from enum import IntEnum

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from runners.values import Opaque, decoded, encoded

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text()
    | st.binary()
    | st.complex_numbers(allow_nan=False)
)
HASHABLE = st.recursive(SCALARS, lambda inner: st.tuples(inner, inner) | st.frozensets(inner, max_size=3), max_leaves=8)
VALUES = st.recursive(
    HASHABLE, lambda inner: st.lists(inner) | st.dictionaries(HASHABLE, inner, max_size=4) | st.tuples(inner), max_leaves=20
)
Point = namedtuple("Point", "x y")


class Colour(IntEnum):
    RED = 1


class Equal:
    """Would make every assertion hold."""

    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = None  # type: ignore[assignment]


def same(value: object) -> object:
    return decoded(encoded(value))


@given(VALUES)
def test_plain_values_come_back_as_they_were(value: object) -> None:
    back = same(value)
    assert back == value and type(back) is type(value)


@pytest.mark.parametrize(
    ("value", "back"),
    [
        (Counter("aab"), {"a": 2, "b": 1}),
        (OrderedDict(a=1), {"a": 1}),
        (Point(1, 2), (1, 2)),
        (Colour.RED, 1),
        (np.float64(0.1), 0.1),
        (np.int32(7), 7),
        (np.array([[1, 2], [3, 4]]), [[1, 2], [3, 4]]),
        (deque([1, 2]), deque([1, 2])),
        (range(1, 9, 2), range(1, 9, 2)),
        ({1: "a"}.keys(), [1]),
        (10**5000, 10**5000),
    ],
    ids=lambda value: type(value).__name__,
)
def test_relatives_of_plain_types_come_back_as_these(value: object, back: object) -> None:
    assert same(value) == back and type(same(value)) is type(back)


def test_an_iterator_comes_back_as_an_iterator() -> None:
    back = same(i * i for i in range(4))
    assert next(back) == 0 and list(back) == [1, 4, 9]  # type: ignore[call-overload]


@pytest.mark.parametrize("value", [Equal(), object(), len, lambda: 1, slice(1)], ids=lambda value: type(value).__name__)
def test_anything_else_is_opaque_and_equals_nothing(value: object) -> None:
    back = same([value])[0]  # type: ignore[index]
    assert type(back) is Opaque and back not in ([1], 1, None, True)


@given(st.binary() | st.text().map(str.encode))
def test_bytes_that_are_no_value_raise_what_is_promised(data: bytes) -> None:
    try:
        decoded(data)
    except (ValueError, TypeError, KeyError, RecursionError):
        return
