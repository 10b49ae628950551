"""Reads Mapbox Vector Tiles, version 2.1, with nothing but Python: a second opinion on what servers wrote."""

import struct
from dataclasses import dataclass

EXTENT = 4096


@dataclass
class Feature:
    kind: int
    """1 points, 2 lines, 3 areas."""
    attributes: dict
    parts: list
    """Lists of positions; rings without their last position."""


def fields(data):
    """The fields of a protobuf message: number and value."""
    at, end = 0, len(data)
    while at < end:
        key, at = varint(data, at)
        kind = key & 7
        if kind == 0:
            value, at = varint(data, at)
        elif kind == 2:
            size, at = varint(data, at)
            value = data[at:at + size]
            at += size
        elif kind == 1:
            value, at = data[at:at + 8], at + 8
        elif kind == 5:
            value, at = data[at:at + 4], at + 4
        else:
            raise ValueError(f"wire type {kind}")
        yield key >> 3, value


def varint(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        if byte < 128:
            return value, at
        shift += 7


def numbers(data):
    out, at = [], 0
    while at < len(data):
        byte = data[at]
        at += 1
        if byte >= 128:
            value, shift = byte & 127, 7
            while True:
                byte = data[at]
                at += 1
                value |= (byte & 127) << shift
                if byte < 128:
                    break
                shift += 7
            out.append(value)
        else:
            out.append(byte)
    return out


def zigzag(number):
    return (number >> 1) ^ -(number & 1)


def attribute(data):
    for number, value in fields(data):
        if number == 1:
            return value.decode()
        if number == 2:
            return struct.unpack("<f", value)[0]
        if number == 3:
            return struct.unpack("<d", value)[0]
        if number == 6:
            return zigzag(value)
        if number == 7:
            return bool(value)
        return value - (1 << 64) if number == 4 and value >> 63 else value
    return None


def decode(data):
    """Layers by name, each a list of features."""
    return {name: features for number, value in fields(memoryview(data).tobytes()) if number == 3 for name, features in [layer(value)]}


def layer(data):
    name, names, values, found = "", [], [], []
    for number, value in fields(data):
        if number == 1:
            name = value.decode()
        elif number == 2:
            found.append(value)
        elif number == 3:
            names.append(value.decode())
        elif number == 4:
            values.append(attribute(value))
        elif number == 5 and value != EXTENT:
            raise ValueError(f"an extent of {value}")
    return name, [feature(value, names, values) for value in found]


def feature(data, names, values):
    kind, tags, commands = 0, [], []
    for number, value in fields(data):
        if number == 2:
            tags = numbers(value)
        elif number == 3:
            kind = value
        elif number == 4:
            commands = numbers(value)
    attributes = {names[tags[at]]: values[tags[at + 1]] for at in range(0, len(tags), 2)}
    return Feature(kind, attributes, parts(commands))


def parts(commands):
    """Section 4.3: each MoveTo begins a part."""
    found, at, x, y = [], 0, 0, 0
    while at < len(commands):
        command, count = commands[at] & 7, commands[at] >> 3
        at += 1
        if command == 7:
            continue
        for _ in range(count):
            x += zigzag(commands[at])
            y += zigzag(commands[at + 1])
            at += 2
            if command == 1:
                found.append([])
            found[-1].append((x, y))
    return found


def area_within(ring, low=0, high=EXTENT):
    """The signed area of a ring within the square of the tile (Sutherland and Hodgman, then the surveyor's formula)."""
    for axis, edge, sign in [(0, low, 1), (0, high, -1), (1, low, 1), (1, high, -1)]:
        kept = []
        for here, after in zip(ring, ring[1:] + ring[:1]):
            inside, then = (here[axis] - edge) * sign >= 0, (after[axis] - edge) * sign >= 0
            if inside:
                kept.append(here)
            if inside != then:
                part = (edge - here[axis]) / (after[axis] - here[axis])
                kept.append((here[0] + (after[0] - here[0]) * part, here[1] + (after[1] - here[1]) * part))
        ring = kept
        if not ring:
            return 0.0
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1])) / 2
