"""The build: fingerprint, atomic publishing, nothing done twice, a failed build leaves everything as it was; exit codes."""

import hashlib
import threading
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest
from conftest import Invented

from dashboard.cli import main
from dashboard.errors import DataError, PublishError
from dashboard.i18n import text
from dashboard.models import TABLES
from dashboard.store.build import build, fingerprint, published
from dashboard.store.db import Database
from dashboard.store.live import Live, prepare
from dashboard.store.tables import schema
from dashboard.store.versions import POINTER, history, latest

BREAKING = [
    # file, line, column, value: one of each way that the data can be at fault
    ("2099/income_statement.csv", 2, "actual", "tolv"),
    ("2099/figures.csv", 2, "topic", "finns-inte"),
    ("2099/unit_deviations.csv", 2, "deviation", "-9000"),
    ("2099/equations.csv", 2, "terms", "income_statement/finns-inte/actual"),
]


def state(folder: Path) -> dict[str, str]:
    """Every file of a folder with the hash of its content."""
    return {
        p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in folder.rglob("*")
        if p.is_file()
    }


def run(invented: Invented, *args: str, lang: str = "en") -> int:
    command, *rest = args
    return main(["--lang", lang, command, "--data", str(invented.data), "--published", str(invented.out), *rest])


def databases(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.glob("*.duckdb"))


def test_a_build_is_named_by_what_it_holds_and_published(invented: Invented) -> None:
    built = build(invented.data, invented.out)
    assert built.fresh
    (version,) = history(invented.out)
    assert (built.version, built.number) == (version.data_version, 1)
    assert (len(built.version), int(built.version, 16) >= 0) == (12, True)
    assert built.path == invented.out / f"run-{built.version}.duckdb"
    assert (invented.out / POINTER).read_text() == f"1 run-{built.version}.duckdb\n"
    found = published(invented.out)
    assert found is not None
    assert (found.path, found.version) == (built.path, built.version)
    assert sorted(p.name for p in invented.out.iterdir()) == sorted([".lock", POINTER, "versions", built.path.name])


def test_nothing_is_rebuilt_when_nothing_changed(invented: Invented) -> None:
    first = build(invented.data, invented.out)
    before, times = state(invented.out), [p.stat().st_mtime_ns for p in sorted(invented.out.rglob("*"))]
    again = build(invented.data, invented.out)
    assert (again.path, again.version, again.fresh) == (first.path, first.version, False)
    assert state(invented.out) == before
    assert [p.stat().st_mtime_ns for p in sorted(invented.out.rglob("*"))] == times


def test_a_change_makes_a_new_file_and_leaves_the_old(invented: Invented) -> None:
    first = build(invented.data, invented.out)
    content = first.path.read_bytes()
    invented.cell("2099/figures.csv", 2, "value", "1300")
    second = build(invented.data, invented.out)
    assert second.fresh
    assert second.version != first.version
    assert first.path.read_bytes() == content
    assert (invented.out / POINTER).read_text() == f"2 {second.path.name}\n"


def test_taking_a_change_back_publishes_the_old_file_again(invented: Invented) -> None:
    first = build(invented.data, invented.out)
    invented.cell("2099/figures.csv", 2, "value", "1300")
    build(invented.data, invented.out)
    invented.cell("2099/figures.csv", 2, "value", "1200")
    third = build(invented.data, invented.out)
    assert (third.path, third.fresh, third.number) == (first.path, False, 3)
    assert (invented.out / POINTER).read_text() == f"3 {first.path.name}\n"


def test_the_fingerprint_follows_content_and_names_and_nothing_else(invented: Invented) -> None:
    before = fingerprint(invented.data)
    (invented.data / "README.md").write_text("Läs mig.")
    (invented.data / "2099" / "figures.csv").touch()
    assert fingerprint(invented.data) == before
    (invented.data / "units.csv").rename(invented.data / "timeline" / "units.csv")
    assert fingerprint(invented.data) != before


@pytest.mark.parametrize(("file", "line", "column", "value"), BREAKING)
def test_a_failed_build_leaves_the_database_and_the_pointer(
    invented: Invented, file: str, line: int, column: str, value: str
) -> None:
    built = build(invented.data, invented.out)
    before = state(invented.out)
    invented.cell(file, line, column, value)
    with pytest.raises(DataError):
        build(invented.data, invented.out)
    assert state(invented.out) == before
    assert published(invented.out) is not None
    assert Database(built.path, built.version).query("figures")


@pytest.mark.parametrize(("file", "line", "column", "value"), BREAKING)
@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_command_lists_the_problems_and_exits_1(
    invented: Invented, capsys: pytest.CaptureFixture[str], file: str, line: int, column: str, value: str, lang: str
) -> None:
    invented.cell(file, line, column, value)
    invented.replace("2099/goals.toml", 'status = "unknown"', 'status = "unknown "')
    assert run(invented, "build", lang=lang) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines()[1:]
    assert all(line.startswith("data/") for line in err.splitlines()[1:])
    assert not invented.out.exists()


def test_the_command_says_what_it_did(invented: Invented, capsys: pytest.CaptureFixture[str]) -> None:
    for lang in ("sv", "en"):
        for path in invented.out.glob("*.duckdb"):
            path.unlink()
        for key in ("built", "unchanged"):
            assert run(invented, "build", lang=lang) == 0
            made = latest(invented.out)
            assert made is not None
            version = made.data_version
            said = text(lang)(f"cli.{key}", version=version, path=f"run-{version}.duckdb")  # type: ignore[arg-type]
            assert capsys.readouterr().out == said + "\n"


def test_check_prints_what_disagrees_and_counts_what_agrees(
    invented: Invented, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(invented, "check") == 0
    agreeing = capsys.readouterr().out.splitlines()
    assert len(agreeing) == 1
    invented.cell("2099/income_statement.csv", 2, "budget", "90.0")
    assert run(invented, "check") == 0
    *lines, last = capsys.readouterr().out.splitlines()
    assert [line.split(" (")[0] for line in lines] == [
        "2099 income_statement/resultat/budget",
        "2099 income_statement/intakter/deviation",
    ]
    assert "printed 1, computed -80, difference 81" in lines[1]
    assert last == text("en")("cli.checked", n=19, agree=17, wrong=2)


@pytest.mark.parametrize(
    "args",
    [[], ["bygg"], ["build", "--fel"], ["export"], ["--lang", "de", "build"], ["export", "units", "--format", "pdf"]],
)
def test_wrong_use_exits_2(args: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(args)
    assert caught.value.code == 2
    assert capsys.readouterr().err


@pytest.mark.parametrize("args", [["export", "finns_inte"], ["export", "figures", "topic=finns-inte"]])
def test_asking_for_what_does_not_exist_exits_2(
    invented: Invented, capsys: pytest.CaptureFixture[str], args: list[str]
) -> None:
    assert run(invented, *args) == 2
    assert "finns" in capsys.readouterr().err


def test_a_crash_while_writing_leaves_no_trace(invented: Invented, monkeypatch: pytest.MonkeyPatch) -> None:
    build(invented.data, invented.out)
    before = state(invented.out)
    invented.cell("2099/figures.csv", 2, "value", "1300")

    def crash(path: Path, tables: dict[str, pa.Table]) -> None:
        path.write_bytes(b"half a file")
        raise OSError("no space left on device")

    monkeypatch.setattr("dashboard.store.publish.write", crash)
    with pytest.raises(PublishError):
        build(invented.data, invented.out)
    assert state(invented.out) == before
    assert [p.name for p in invented.out.iterdir() if p.is_dir()] == ["versions"]


def test_two_builds_at_once_end_in_one_good_database(invented: Invented) -> None:
    done: list[str] = []
    threads = [threading.Thread(target=lambda: done.append(build(invented.data, invented.out).version)) for _ in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(done) == 2
    assert len(set(done)) == 1
    assert databases(invented.out) == [f"run-{done[0]}.duckdb"]
    assert len(history(invented.out)) == 1
    assert Database(invented.out / f"run-{done[0]}.duckdb", done[0]).query("measures")


def test_a_database_without_a_pointer_or_a_pointer_without_a_database_is_not_published(invented: Invented) -> None:
    assert published(invented.out) is None
    built = build(invented.data, invented.out)
    built.path.unlink()
    assert published(invented.out) is None
    (invented.out / POINTER).unlink()
    assert published(invented.out) is None


def test_the_running_server_sees_a_new_version_and_keeps_the_old_open(invented: Invented) -> None:
    build(invented.data, invented.out)
    live = Live(invented.out)
    old = live.database()
    assert live.database() is old
    invented.cell("2099/figures.csv", 2, "value", "1300")
    build(invented.data, invented.out)
    new = live.database()
    values = [next(r["value"] for r in d.query("figures") if r["figure_id"] == "besoekare") for d in (old, new)]
    assert values == [Decimal(1200), Decimal(1300)]


def test_a_server_whose_data_went_bad_serves_the_last_good_version(invented: Invented) -> None:
    built = build(invented.data, invented.out)
    invented.cell(*BREAKING[0])
    assert prepare(invented.data, invented.out).path == built.path


def test_a_server_that_never_had_good_data_does_not_start(invented: Invented) -> None:
    invented.cell(*BREAKING[0])
    with pytest.raises(DataError):
        prepare(invented.data, invented.out)


def test_the_file_holds_the_contract_of_the_models(invented: Invented) -> None:
    """Every table with exactly the columns of its model, money as DECIMAL, dates as DATE, missing as NULL."""
    built = build(invented.data, invented.out)
    with duckdb.connect(str(built.path), read_only=True) as connection:
        for name, model in TABLES.items():
            columns = connection.execute(f"SELECT column_name, column_type FROM (DESCRIBE {name})").fetchall()
            assert [c for c, _ in columns] == list(model.model_fields) == schema(model).names
            types = dict(columns)
            for column, field in model.model_fields.items():
                if "Decimal" in str(field.annotation):
                    assert types[column] == "DECIMAL(18,4)"
                if "datetime.date" in str(field.annotation):
                    assert types[column] == "DATE"
        (missing,) = connection.execute("SELECT count(*) FROM figures WHERE factor_id IS NULL").fetchall()
        (zero,) = connection.execute("SELECT budget FROM income_statement WHERE row_id = 'resultat'").fetchall()
    assert missing == (1,)
    assert zero == (Decimal(0),)


def test_a_cold_build_of_the_real_data_is_quick(tmp_path: Path) -> None:
    """The issue asks for a second or two; the limit allows for a loaded machine."""
    from time import perf_counter

    from dashboard.settings import ROOT

    start = perf_counter()
    assert build(ROOT / "data", tmp_path).fresh
    assert perf_counter() - start < 6
