#!/usr/bin/env python3
"""Writes oracles.json: values, and the groups that mapclassify (Python) and classInt (R) divide them into, which the classes of maps are
compared with (styles/src/classes/tests/oracles.rs).

    python3 -m venv venv && venv/bin/pip install -r requirements.txt
    apt-get install r-cran-classint r-cran-jsonlite
    venv/bin/python make.py

Where our rules differ on purpose, the oracles are asked otherwise:

- Zeros are a class of their own where there is anything else: the oracles get the other values.
- There are never more classes than values to put in them: the oracles are asked for no more.
- There are seven classes at most: where R's `pretty` makes more, it is asked for fewer.
- A class holds the break below it. classInt can be told so; where a value lies on a break of mapclassify, which holds the one above, its answer is left
  out. Of quantiles and means, a class holds what is up to them, with all of them.
"""

import json
import pathlib
import subprocess
import warnings

import mapclassify
import numpy

HERE = pathlib.Path(__file__).resolve().parent
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
MULTIPLES = {3: [-1, 1], 4: [-1, 0, 1], 5: [-2, -1, 1, 2], 6: [-2, -1, 0, 1, 2], 7: [-3, -2, -1, 1, 2, 3]}


def samples():
    """Named values, as they are published: with four decimals. Those whose names begin with `counts` are whole."""
    random = numpy.random.default_rng(20261126)
    some = {
        "normal": random.normal(50, 12, 45),
        "uniform": random.uniform(0.5, 99, 53),
        "lognormal": random.lognormal(2, 1.4, 60),
        "exponential": random.exponential(7, 200),
        "heavy tail": random.pareto(0.8, 70) + 0.01,
        "two bulks": numpy.concatenate([random.normal(10, 1, 30), random.normal(90, 2, 12)]),
        "bulk of zeros": numpy.concatenate([numpy.zeros(40), random.lognormal(0, 1, 12)]),
        "one is not zero": numpy.concatenate([numpy.zeros(9), [3.25]]),
        "ties": random.integers(1, 9, 50) / 4,
        "negative": -random.lognormal(1, 1, 33),
        "both signs": random.normal(2, 20, 48),
        "both signs and zeros": numpy.concatenate([random.normal(0, 20, 30), numpy.zeros(7)]),
        "tiny": random.integers(1, 400, 40) / 1e4,
        "huge": random.lognormal(28, 2, 40),
        "huge and close": 1e9 + random.uniform(0, 3, 30),
        "an outlier": numpy.concatenate([random.normal(5, 1, 40), [4_000_000]]),
        "all equal": numpy.full(12, 57.1429),
        "one": numpy.array([57.1429]),
        "two": numpy.array([7, 7, 7, 9.5]),
        "three": numpy.array([0.1, 0.2, 0.2, 0.7]),
        "four": numpy.array([1.5, 1.5, 2.15, 30, 30, 1000]),
        "evenly spread": numpy.arange(1, 21) / 2,
        "counts, skewed": numpy.array([at**3 % 1009 for at in range(1, 41)]),
        "counts with gaps": numpy.array([1, 2, 3, 98, 103, 110, 480, 530]),
        "counts, tied": numpy.array([1] * 9 + [2] * 4 + [3, 4, 4, 4, 6, 9, 9, 41, 42]),
        "counts of returnees": numpy.round(random.lognormal(5, 2, 45)) + 1,
        "counts with zeros": numpy.concatenate([numpy.zeros(20), numpy.round(random.lognormal(4, 1.5, 25)) + 1]),
        "counts of populations": numpy.round(random.lognormal(11, 1, 60)),
        "counts, small": random.integers(1, 6, 30),
    }
    return {name: [round(float(value), 4) for value in values] for name, values in some.items()}


def of_mapclassify(values, classes, groups):
    """The group of each value, by method; methods that have no answer are left out."""
    y = numpy.array(values)
    found = {
        "natural_breaks": lambda: mapclassify.FisherJenks(y, k=groups),
        "quantile": lambda: mapclassify.Quantiles(y, k=groups),
        "equal_interval": lambda: mapclassify.EqualInterval(y, k=groups),
        "head_tail": lambda: mapclassify.HeadTailBreaks(y),
        "standard_deviation": lambda: mapclassify.StdMean(y, multiples=MULTIPLES[classes]),
    }
    answers = {}
    for method, ask in found.items():
        answer = ask()
        closeness = numpy.abs(y[:, None] - answer.bins[None, :-1]) / (y.max() - y.min())
        if method in ("equal_interval", "standard_deviation") and (closeness < 1e-9).any():
            continue
        answers[method] = written(numpy.minimum(answer.yb, groups - 1 if method == "head_tail" else answer.yb))
    return answers


def written(groups):
    return "".join(DIGITS[group] for group in groups)


def main():
    warnings.simplefilter("ignore")
    cases = []
    for name, values in samples().items():
        others = [value for value in values if value != 0]
        for classes in (3, 5, 6, 7):
            groups = min(classes, len(set(others)))
            case = {"name": name, "classes": classes, "groups": groups, "values": others, "zeros": len(values) - len(others)}
            case["mapclassify"] = of_mapclassify(others, classes, groups) if groups > 1 else {}
            cases.append(case)
    answered = subprocess.run(["Rscript", HERE / "classint.R"], input=json.dumps(cases), capture_output=True, check=True, text=True)
    for case, groups in zip(cases, json.loads(answered.stdout), strict=True):
        case["classint"] = {method: written(group) for method, group in groups.items()}
    lines = ",\n".join(json.dumps(case) for case in cases)
    (HERE / "oracles.json").write_text(f"[\n{lines}\n]\n")


main()
