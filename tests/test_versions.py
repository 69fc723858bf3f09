"""Versions: append-only, complete in themselves, one in use; what is edited, imported and fetched again; nothing is lost."""

import errno
import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import Invented
from hypothesis import given
from hypothesis import strategies as st

from dashboard.cli import main
from dashboard.errors import PublishError
from dashboard.exchange import incoming, inputs, plan
from dashboard.i18n import LANGS, text
from dashboard.models import TABLES, shortest
from dashboard.settings import ROOT
from dashboard.store import changes
from dashboard.store.build import build, published
from dashboard.store.live import Live, prepare
from dashboard.store.load import load
from dashboard.store.publish import LOCK, Press, publishing, settled, tame
from dashboard.store.snapshot import canonical, snapshot
from dashboard.store.versions import POINTER, VERSIONS, history, latest, rows


def run(invented: Invented, *args: str, lang: str = "en") -> int:
    command, *rest = args
    return main(["--lang", lang, command, "--data", str(invented.data), "--published", str(invented.out), *rest])


def other(invented: Invented, name: str = "came") -> Invented:
    """A copy of the data to change and import, while `data/` stays as it is."""
    folder = invented.data.parent / name
    shutil.copytree(invented.data, folder)
    return Invented(folder, invented.out)


def state(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def visitors(folder: Path) -> Decimal:
    """The one figure that these tests change, as a server would show it."""
    return next(r["value"] for r in Live(folder).database().query("figures") if r["figure_id"] == "besoekare")


@pytest.fixture
def three(invented: Invented) -> Invented:
    """Version 1 from `data/` (1 200 visitors), version 2 imported (1 300), version 3 imported (1 400)."""
    build(invented.data, invented.out)
    for value in ("1300", "1400"):
        came = other(invented, f"came-{value}")
        came.cell("2099/figures.csv", 2, "value", value)
        assert run(invented, "import", str(came.data), "--reason", f"rättat till {value}") == 0
    return invented


@pytest.mark.parametrize("data", [ROOT / "data", ROOT / "tests" / "fixtures" / "data"], ids=["real", "invented"])
def test_a_snapshot_holds_every_row_and_is_read_back_to_the_same(data: Path, tmp_path: Path) -> None:
    loaded = load(data)
    files = snapshot(loaded)
    for name, said in files.items():
        (tmp_path / name).write_bytes(said)
    again = load(tmp_path)
    for table in TABLES:
        assert sorted(repr(p.row) for p in again[table]) == sorted(repr(p.row) for p in loaded[table])
    assert snapshot(again) == files
    assert changes.compare(canonical(loaded), again) == ()


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**13), max_value=10**13, places=4))
def test_an_amount_has_one_form(value: Decimal) -> None:
    assert shortest(value) == value
    assert str(shortest(value)) == str(shortest(value + Decimal("0.00000")))
    assert "E" not in str(shortest(value))


def test_an_import_is_a_version_with_what_made_it(three: Invented) -> None:
    first, second, third = history(three.out)
    assert (first.origin, second.origin, third.parent) == ("data", "import", 2)
    assert (second.reason, second.file, len(second.sha256)) == ("rättat till 1300", "came-1300", 64)
    assert second.tables["figures"].model_dump() == {"added": 0, "changed": 1, "removed": 0}
    assert set(second.tables) == {"figures"}
    kept = three.out / VERSIONS / "0002" / "input" / "2099" / "figures.csv"
    assert kept.read_bytes() == (three.data.parent / "came-1300" / "2099" / "figures.csv").read_bytes()
    assert visitors(three.out) == 1400


def test_versions_are_append_only(three: Invented) -> None:
    before = state(three.out / VERSIONS)
    assert run(three, "rollback", "1", "--reason", "fel fil") == 0
    came = other(three)
    came.cell("2099/figures.csv", 2, "value", "1500")
    assert run(three, "import", str(came.data)) == 0
    after = state(three.out / VERSIONS)
    assert {n: said for n, said in after.items() if n in before} == before
    assert [v.number for v in history(three.out)] == [1, 2, 3, 4, 5]


def test_going_back_is_a_new_version_with_the_old_rows(three: Invented, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(three, "rollback", "2", "--reason", "fel fil") == 0
    back = latest(three.out)
    assert back is not None
    assert (back.number, back.origin, back.back_to, back.reason) == (4, "rollback", 2, "fel fil")
    assert back.content == history(three.out)[1].content
    assert visitors(three.out) == 1300
    said = text("en")("cli.rolled_back", number=4, back_to=2, data_version=back.data_version)
    assert capsys.readouterr().out.splitlines()[-1] == said
    assert run(three, "rollback", "2") == 0
    assert capsys.readouterr().out == text("en")("cli.same") + "\n"
    assert len(history(three.out)) == 4


@pytest.mark.parametrize("lang", LANGS)
def test_going_back_to_what_does_not_exist_exits_2(
    three: Invented, lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    before = state(three.out)
    assert run(three, "rollback", "9", lang=lang) == 2
    assert "9" in capsys.readouterr().err
    assert run(three, "diff", "1", "7", lang=lang) == 2
    assert "1, 2, 3" in capsys.readouterr().err
    assert state(three.out) == before


def test_the_list_says_when_what_why_and_how_much(three: Invented, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run(three, "versions") == 0
    third, second, first = capsys.readouterr().out.splitlines()
    made = history(three.out)[1]
    assert second.startswith("    2  20")
    for said in ("import of came-1300", "+0 ~1 −0", made.sha256[:12], made.data_version, "rättat till 1300"):
        assert said in second
    assert third.startswith("*   3")
    assert "the files in data/" in first


def test_the_difference_of_two_versions(three: Invented, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run(three, "diff", "1", "3") == 0
    head, table, cell = capsys.readouterr().out.splitlines()
    assert head == "Version 1 → version 3:"
    assert table == "Figures from the text: 0 new, 1 changed, 0 removed"
    assert cell.strip().endswith(": 1200 → 1400")
    assert "2099 besoekare" in cell
    assert run(three, "diff", "1", "1") == 0
    assert capsys.readouterr().out.strip() == text("en")("cli.no_difference", old=1, new=1)


def test_a_dry_run_shows_the_same_and_writes_nothing(three: Invented, capsys: pytest.CaptureFixture[str]) -> None:
    came = other(three)
    came.cell("2099/figures.csv", 2, "value", "1500")
    before = {p: (p.stat().st_mtime_ns, p.stat().st_size) for p in three.out.parent.rglob("*")}
    capsys.readouterr()
    assert run(three, "import", str(came.data), "--dry-run") == 0
    looked = capsys.readouterr().out.splitlines()
    assert {p: (p.stat().st_mtime_ns, p.stat().st_size) for p in three.out.parent.rglob("*")} == before
    assert run(three, "import", str(came.data)) == 0
    assert capsys.readouterr().out.splitlines()[:-1] == looked[:-1]
    assert looked[-1] == text("en")("cli.dry")


def test_a_dry_run_before_anything_was_published_writes_nothing(invented: Invented) -> None:
    came = other(invented)
    came.cell("2099/figures.csv", 2, "value", "1500")
    assert run(invented, "import", str(came.data), "--dry-run") == 0
    assert not invented.out.exists()


def test_the_same_again_makes_no_version(three: Invented, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run(three, "import", str(three.data.parent / "came-1400")) == 0
    assert text("en")("import.nothing") in capsys.readouterr().out
    assert len(history(three.out)) == 3


def test_input_at_fault_exits_1_with_every_problem_and_changes_nothing(
    three: Invented, capsys: pytest.CaptureFixture[str]
) -> None:
    came = other(three)
    came.cell("2099/unit_deviations.csv", 2, "deviation", "-9000")
    came.cell("2099/figures.csv", 2, "topic", "finns-inte")
    before = state(three.out)
    capsys.readouterr()
    assert run(three, "import", str(came.data)) == 1
    said = capsys.readouterr().err
    assert "finns-inte" in said and "unit_deviations.csv" in said
    after = state(three.out)
    line = json.loads(after.pop("imports.jsonl").decode().splitlines()[-1])
    before.pop("imports.jsonl")
    assert after == before
    assert (line["result"], line["problems"]) == ("refused", 2)
    assert run(three, "import", str(three.data.parent / "nothing-here")) == 2


def test_the_journal_has_a_line_for_each_import_and_nothing_that_a_person_wrote(three: Invented) -> None:
    lines = (three.out / "imports.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["version"] for line in lines] == [2, 3]
    assert not [line for line in lines if "rättat" in line or "r\\u00e4ttat" in line or "came-" in line]
    last = json.loads(lines[-1])
    made = latest(three.out)
    assert made is not None
    assert {n: last[n] for n in ("event", "way", "result", "changed", "sha256")} == {
        "event": "import", "way": "cli", "result": "published", "changed": 1, "sha256": made.sha256,
    }  # fmt: skip


def test_an_id_that_looks_renamed_is_named(invented: Invented, capsys: pytest.CaptureFixture[str]) -> None:
    build(invented.data, invented.out)
    came = other(invented)
    said = (came.data / "2099" / "measures.toml").read_text(encoding="utf-8")
    old = next(line for line in said.splitlines() if line.startswith("measure_id")).split('"')[1]
    came.write("2099/measures.toml", said.replace(f'measure_id = "{old}"', f'measure_id = "{old}-ny"'))
    for path in came.data.rglob("*.csv"):
        path.write_text(path.read_text(encoding="utf-8").replace(f"{old},", f"{old}-ny,"), encoding="utf-8")
    wanted = plan.plan(invented.out, invented.data, incoming.read(came.data))
    assert [pair.table for pair in wanted.renamed] == ["measures"]
    assert [getattr(r, "measure_id", "") for r in (wanted.renamed[0].old, wanted.renamed[0].new)] == [old, f"{old}-ny"]
    assert run(invented, "import", str(came.data), "--dry-run") == 0
    assert text("en")("import.renamed", n=1) in capsys.readouterr().out


# What is edited in `data/`


def test_edited_files_wait_while_an_import_stands_on_top(three: Invented, capsys: pytest.CaptureFixture[str]) -> None:
    three.cell("2099/figures.csv", 2, "value", "1600")
    built = build(three.data, three.out)
    assert (built.waiting, built.number) == (True, 3)
    capsys.readouterr()
    assert run(three, "build") == 1
    assert capsys.readouterr().err.strip() == text("en")("cli.waiting", path=three.data)
    assert prepare(three.data, three.out).number == 3
    assert visitors(three.out) == 1400
    assert run(three, "import", str(three.data), "--reason", "nytt i data/") == 0
    assert visitors(three.out) == 1600
    three.cell("2099/figures.csv", 2, "value", "1700")
    assert build(three.data, three.out).number == 5, "what is published follows the files again"
    assert visitors(three.out) == 1700


def test_going_back_holds_against_the_files_that_were_left(invented: Invented) -> None:
    build(invented.data, invented.out)
    invented.cell("2099/figures.csv", 2, "value", "1300")
    build(invented.data, invented.out)
    assert run(invented, "rollback", "1") == 0
    assert (build(invented.data, invented.out).number, visitors(invented.out)) == (3, 1200)
    invented.cell("2099/figures.csv", 2, "value", "1800")
    assert build(invented.data, invented.out).waiting
    assert visitors(invented.out) == 1200


def test_a_new_release_builds_the_same_rows_again(three: Invented, monkeypatch: pytest.MonkeyPatch) -> None:
    before = published(three.out)
    assert before is not None
    monkeypatch.setattr("dashboard.store.versions.code", lambda: "another release")
    built = prepare(three.data, three.out)
    assert (built.number, built.fresh) == (3, True)
    assert built.version != before.version
    assert visitors(three.out) == 1400
    assert len(history(three.out)) == 3


# What goes wrong


def test_a_page_that_started_on_a_version_ends_on_it(three: Invented) -> None:
    live = Live(three.out)
    page = live.database()
    assert run(three, "rollback", "1") == 0
    values = {r["value"] for r in page.query("figures") if r["figure_id"] == "besoekare"}
    assert values == {Decimal(1400)}
    assert live.database().version != page.version


def test_two_at_once_one_wins_and_the_other_says_so(three: Invented, capsys: pytest.CaptureFixture[str]) -> None:
    before = state(three.out)
    with publishing(three.out):
        capsys.readouterr()
        assert run(three, "rollback", "1", lang="sv") == 1
        assert capsys.readouterr().err.strip() == text("sv")("error.busy")
    before.pop("imports.jsonl")
    assert {n: s for n, s in state(three.out).items() if n != "imports.jsonl"} == before
    assert run(three, "rollback", "1") == 0


def test_a_lock_dies_with_its_holder(three: Invented) -> None:
    holder = (
        "import fcntl, sys, time; f = open(sys.argv[1], 'w'); fcntl.flock(f, fcntl.LOCK_EX); print('held', flush=True);"
        "time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holder, str(three.out / LOCK)], stdout=subprocess.PIPE, text=True
    ) as other_process:
        assert other_process.stdout is not None
        assert other_process.stdout.readline() == "held\n"
        with pytest.raises(PublishError, match="busy"), publishing(three.out):
            pass
        other_process.kill()
    with publishing(three.out) as press:
        assert isinstance(press, Press)


def test_a_plan_made_before_another_version_is_not_published(three: Invented) -> None:
    came = other(three)
    came.cell("2099/figures.csv", 2, "value", "1500")
    wanted = plan.plan(three.out, three.data, incoming.read(came.data))
    assert run(three, "rollback", "1") == 0
    with publishing(three.out) as press, pytest.raises(PublishError, match="moved_on"):
        plan.publish(press, three.data, wanted, "")
    assert len(history(three.out)) == 4


@pytest.mark.parametrize(
    ("number", "key"), [(errno.ENOSPC, "disk_full"), (errno.EROFS, "read_only"), (errno.EIO, "not_written")]
)
@pytest.mark.parametrize("step", ["_rows", "_input", "_database", "_meta", "_pointer", "_move"])
def test_what_the_disk_says_is_said_and_nothing_changes(
    three: Invented,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    number: int,
    key: str,
    step: str,
) -> None:
    came = other(three)
    came.cell("2099/figures.csv", 2, "value", "1500")
    before = state(three.out)

    def fails(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(Press, step, fails)
        capsys.readouterr()
        assert run(three, "import", str(came.data)) == 1
    said = capsys.readouterr().err.strip()
    assert said == text("en")(f"error.{key}", path=three.out.name, why=os.strerror(number))
    assert len(said.splitlines()) == 1
    before.pop("imports.jsonl")
    assert {n: s for n, s in state(three.out).items() if n != "imports.jsonl"} == before


def test_a_pointer_that_cannot_be_moved_takes_the_version_back(
    three: Invented, monkeypatch: pytest.MonkeyPatch
) -> None:
    move = Press._move

    def fails(self: Press, beside: Path, place: Path) -> None:
        if place.name == POINTER:
            raise OSError(errno.ENOSPC, "full")
        move(self, beside, place)

    monkeypatch.setattr(Press, "_move", fails)
    with pytest.raises(PublishError), publishing(three.out) as press:
        plan.roll_back(press, three.data, 1, "")
    assert len(history(three.out)) == 3
    assert visitors(three.out) == 1400


def test_what_was_decided_is_finished_and_the_rest_swept_at_the_next_start(three: Invented) -> None:
    """A process that died after the version got its number, and one that died before."""
    assert run(three, "rollback", "1") == 0
    third, fourth = history(three.out)[2:]
    (three.out / POINTER).write_text(f"3 {third.database}\n")
    (three.out / ".publishing-dead" / "versions" / "data").mkdir(parents=True)
    (three.out / ".publishing-dead" / "run-0.duckdb").write_bytes(b"half")
    (three.out / "run-000000000000.duckdb").write_bytes(b"of no version")
    assert visitors(three.out) == 1400
    assert prepare(three.data, three.out).number == 4
    assert settled(three.out, fourth)
    assert sorted(p.name for p in three.out.iterdir()) == sorted(
        [LOCK, POINTER, VERSIONS, "imports.jsonl", *{v.database for v in history(three.out)[-3:]}]
    )


def test_a_lost_pointer_is_found_again(three: Invented) -> None:
    (three.out / POINTER).unlink()
    for path in three.out.glob("*.duckdb"):
        path.unlink()
    assert prepare(three.data, three.out).number == 3
    assert visitors(three.out) == 1400


def test_a_version_of_a_later_release_is_neither_overwritten_nor_swept(
    three: Invented, capsys: pytest.CaptureFixture[str]
) -> None:
    (three.out / VERSIONS / "0004").mkdir()
    (three.out / VERSIONS / "0004" / "meta.json").write_text('{"number": 4, "origin": "something new"}')
    before = state(three.out / VERSIONS)
    capsys.readouterr()
    assert run(three, "rollback", "1") == 1
    assert capsys.readouterr().err.strip() == text("en")("error.version_unreadable", number=4)
    assert prepare(three.data, three.out).number == 3, "what is in use is served on"
    assert state(three.out / VERSIONS) == before


def test_every_version_can_be_built_from_its_snapshot(three: Invented, tmp_path: Path) -> None:
    for number, value in ((1, 1200), (2, 1300), (3, 1400)):
        made = rows(three.out, number)
        assert next(getattr(p.row, "value", 0) for p in made["figures"]) == value


def test_what_made_a_version_is_handed_out_as_it_came_in(three: Invented) -> None:
    assert inputs.name(three.out, 1) == "", "made from data/, not from a file"
    for number in (2, 3):
        kept = three.out / VERSIONS / f"{number:04d}" / "input"
        there = {p.relative_to(kept).as_posix(): p.read_bytes() for p in kept.rglob("*") if p.is_file()}
        assert inputs.name(three.out, number) == f"version-{number}.zip"
        with zipfile.ZipFile(io.BytesIO(inputs.content(three.out, number))) as file:
            assert {n: file.read(n) for n in file.namelist()} == there
    shutil.rmtree(kept)
    kept.mkdir()
    (kept / "RUN 2022.xlsx").write_bytes(b"as it came in")
    assert inputs.name(three.out, 3) == "RUN 2022.xlsx"
    assert inputs.content(three.out, 3) == b"as it came in"


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("RUN 2022.xlsx", "RUN 2022.xlsx"), ("2099/figures.csv", "2099/figures.csv"), ("../../etc/passwd", "etc/passwd"),
        ("/etc/passwd", "etc/passwd"), ("..\\..\\a.xlsx", "a.xlsx"), ("..", "input"), ("", "input"), ("a\x00b.xlsx", "ab.xlsx"),
        ("å" * 300 + ".xlsx", "å" * 55 + ".xlsx"),
    ],
)  # fmt: skip
def test_what_is_kept_lies_in_its_version(name: str, kept: str) -> None:
    assert str(tame(name)) == kept
