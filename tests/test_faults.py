"""Imports that are killed, starved of disk or run two at a time, the short form of `bench/import_faults.py`."""

from pathlib import Path

import faults
import pytest
from conftest import INVENTED

from dashboard.i18n import text

pytestmark = pytest.mark.xdist_group("faults")


@pytest.fixture
def ground(tmp_path: Path) -> faults.Ground:
    return faults.Ground(tmp_path).seed(INVENTED)


def test_a_mixture_of_two_versions_would_be_seen(ground: faults.Ground) -> None:
    """The check itself: it can fail."""
    (ground.out / ".publishing-dead").mkdir()
    assert ground.mark() == "A"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(faults, "prepare", lambda *_: None)
        ground.check("nothing swept")
        assert [w for w in ground.wrong if "left over ['.publishing-dead']" in w]
        ground.wrong.clear()
        patch.setattr(faults, "shown", lambda _: {"A", "B"})
        ground.check("mixed")
    assert [w for w in ground.wrong if w.startswith("mixed")]


def test_kills_leave_one_state_no_leftovers_and_a_reader_without_errors(ground: faults.Ground) -> None:
    with faults.reading(ground.out) as reader:
        kills, total = faults.kill_at_steps(ground, lambda names: faults.named(names)[2::4])
        at_random, _ = faults.kill_at_random(ground, 3)
    assert ground.wrong == []
    assert kills >= 5
    assert at_random == 3
    assert total > 100
    assert reader["errors"] == []
    assert reader["reads"] > 50


def test_two_at_once_one_is_published_and_nothing_lost(ground: faults.Ground) -> None:
    ended = faults.two_at_once(ground, 2)
    assert ground.wrong == []
    assert sum(ended.values()) == 2


def test_a_full_and_a_read_only_disk_are_told_in_one_sentence(tmp_path: Path) -> None:
    ground = faults.Ground(tmp_path)
    with faults.small_disk(ground.out, 12 * 1024) as mounted:
        if not mounted:
            pytest.skip("this machine does not let us mount a file system")
        ground.seed(INVENTED)
        before = ground.mark()
        for left in (64, 3000):
            free = faults.shutil.disk_usage(ground.out).free // 1024
            (ground.out / "imports.jsonl").write_bytes(b"\n" * 1024 * (free - left))
            said = faults.command(ground, ground.other())
            assert said == (1, [text("sv")("error.disk_full", path="out")])
            assert ground.mark() == before
            (ground.out / "imports.jsonl").write_bytes(b"")
            ground.check(f"{left} kB left")
        faults.subprocess.run(["mount", "-o", "remount,ro", str(ground.out)], check=True)
        said = faults.command(ground, ground.other())
        assert said == (1, [text("sv")("error.read_only", path="out")])
        assert ground.mark() == before
        ground.check("read-only")
    assert ground.wrong == []
