"""Repeatable variation: every random-looking number is a hash of what it is for.

A hash needs no order of drawing, so adding a community or a service never changes
the numbers of the others, and no library's generator can change under us.
"""

import hashlib
import math


def uniform(*key) -> float:
    """A number in [0, 1) that depends on the key alone."""
    text = "|".join(str(part) for part in key).encode()
    digest = hashlib.blake2b(text, digest_size=8).digest()
    return (int.from_bytes(digest, "big") >> 11) / (1 << 53)


def normal(*key) -> float:
    """Roughly standard normal (sum of twelve uniforms: no logarithm that could differ by machine)."""
    return sum(uniform(*key, i) for i in range(12)) - 6.0


def factor(sigma: float, *key) -> float:
    """A log-normal multiplier with median 1, rounded so that the last bits of `exp` do not matter."""
    return round(math.exp(sigma * normal(*key)), 6)
