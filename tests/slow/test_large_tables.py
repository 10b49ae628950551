"""300,000 rows are read in bounded memory, as CSV and as a workbook."""

import json
import os

import large_tables
import pytest
from conftest import BINARY

ROWS = 300_000
MAX_MB = 300


def peak(folder, report):
    """The largest resident set of `kerben check`, in MB, and its report."""
    actions = [(os.POSIX_SPAWN_OPEN, 1, str(report), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)]
    process = os.posix_spawn(BINARY, ["kerben", "check", str(folder), "--format", "json"], os.environ, file_actions=actions)
    _, status, usage = os.wait4(process, 0)
    assert status == 0, report.read_text()[:2000]
    return usage.ru_maxrss * 1024 / 1e6, json.loads(report.read_text())


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_many_rows_are_read_in_bounded_memory(tmp_path, kind):
    large_tables.dataset(tmp_path / "dataset", kind, ROWS)
    used, report = peak(tmp_path / "dataset", tmp_path / "report.json")
    assert report["summary"]["errors"] == 0
    assert report["summary"]["communities"] == ROWS
    assert used < MAX_MB, f"{used:.0f} MB for {ROWS} rows of {kind}"
