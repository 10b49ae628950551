"""A workbook that LibreOffice has opened and saved says what it said before."""

import json
import shutil
import subprocess

from conftest import PROJECT, kerben

DATASET = PROJECT / "tests/datasets/sheet-name-space"


def test_a_workbook_saved_by_libreoffice_is_read_alike(tmp_path):
    workbooks = sorted(DATASET.glob("*.xlsx"))
    assert workbooks
    folder = tmp_path / "dataset"
    shutil.copytree(DATASET, folder)
    command = ["soffice", "--headless", "--norestore", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"]
    for workbook in workbooks:
        done = subprocess.run([*command, str(folder), str(workbook)], capture_output=True, text=True, timeout=180, check=False)
        saved = folder / workbook.name
        assert done.returncode == 0 and saved.read_bytes() != workbook.read_bytes(), done.stderr
    reports = [json.loads(kerben("check", path, "--format", "json").stdout) for path in (DATASET, folder)]
    assert reports[0] == reports[1]
