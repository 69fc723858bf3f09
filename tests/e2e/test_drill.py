"""The drill in short: replicas behind the real nginx with the files of `deploy/`; kill, publish, back up, restore, roll back."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from e2e.conftest import ROOT

NGINX = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")


@pytest.mark.skipif(
    NGINX is None or shutil.which("openssl") is None, reason="nginx or openssl is not installed: `make nginx`"
)
def test_nobody_sees_a_wrong_page_when_replicas_die_and_versions_come() -> None:
    command = [sys.executable, str(ROOT / "bench" / "drill.py"), "--visitors", "6", "--seconds", "3"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=400, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")
def test_the_unit_is_sound(tmp_path: Path) -> None:
    said = (ROOT / "deploy" / "systemd" / "dashboard@.service").read_text(encoding="utf-8")
    unit = tmp_path / "dashboard@.service"
    unit.write_text(said.replace("/opt/dashboard/.venv/bin/dashboard", "/bin/true"), encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", str(unit).replace("@.", "@8501.")], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
