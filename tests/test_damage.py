"""Databases that are damaged or gone: built again at the start, and until then the last good version is served."""

import logging
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Invented

from dashboard.errors import PublishError, QueryError
from dashboard.store import live as live_module
from dashboard.store.build import Built, build
from dashboard.store.db import Database
from dashboard.store.live import Live, prepare, sound
from dashboard.store.versions import POINTER


def cut(to: float) -> Callable[[Path], None]:
    return lambda path: path.write_bytes(path.read_bytes()[: int(path.stat().st_size * to)])


def flipped(seed: int) -> Callable[[Path], None]:
    """Up to 2,000 bytes of the blocks in use, somewhere after the headers, are not what they were."""

    def damage(path: Path) -> None:
        dice, said = random.Random(seed), bytearray(path.read_bytes())
        for _ in range(2000):
            said[dice.randrange(len(said))] ^= dice.randrange(1, 256)
        path.write_bytes(bytes(said))

    return damage


DAMAGE: dict[str, Callable[[Path], None]] = {
    "gone": Path.unlink,
    "empty": cut(0),
    "headers only": cut(0.005),
    "half": cut(0.5),
    "text": lambda path: path.write_text("not a database", encoding="ascii"),
    "zeros": lambda path: path.write_bytes(bytes(path.stat().st_size)),
    **{f"flipped {seed}": flipped(seed) for seed in range(8)},
}  # fmt: skip
by_damage = pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)


def result(database: Database) -> list[str]:
    """Figures of the invented year, as the database has them."""
    return [str(row["actual"]) for row in database.query("income_statement")]


@by_damage
def test_a_damaged_database_is_built_again_at_the_start(invented: Invented, damage: Callable[[Path], None]) -> None:
    built = build(invented.data, invented.out)
    before = Live(invented.out).database()
    expected = result(before)
    before.close()  # DuckDB keeps a file that is open, and a server that starts has none
    damage(built.path)
    assert not sound(built.path)
    again = prepare(invented.data, invented.out)
    assert again.path == built.path
    assert expected and result(Live(invented.out).database()) == expected


def second(invented: Invented) -> Built:
    """A second version: one label is another."""
    invented.cell("2099/income_statement.csv", 2, "label_sv", "Rad med nytt namn")
    return build(invented.data, invented.out)


def labels(database: Database) -> set[str]:
    return {row["label_sv"] for row in database.query("income_statement")}


@by_damage
def test_a_running_server_goes_on_with_the_last_good_version(
    invented: Invented, damage: Callable[[Path], None], caplog: pytest.LogCaptureFixture
) -> None:
    first = build(invented.data, invented.out)
    live = Live(invented.out)
    assert live.database().version == first.version
    new = second(invented)
    whole = new.path.read_bytes()
    damage(new.path)
    with caplog.at_level(logging.ERROR):
        assert {live.database().version for _ in range(50)} == {first.version}
    assert len([r for r in caplog.records if new.path.name in r.getMessage()]) <= 1, "said once, not at each question"
    new.path.unlink(missing_ok=True)
    new.path.write_bytes(whole)
    assert "Rad med nytt namn" in labels(live.database())


@by_damage
def test_where_it_cannot_be_built_again_the_version_before_is_served(
    invented: Invented, damage: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on replicas, for whom the folder is read-only."""
    first = build(invented.data, invented.out)
    damage(second(invented).path)

    def refused(*_: object, **__: object) -> None:
        raise PublishError("read_only", path="build", why="")

    monkeypatch.setattr(live_module, "build", lambda *_: Built(invented.out / "run-gone.duckdb", "gone", fresh=False))
    monkeypatch.setattr(live_module, "_remove", refused)
    prepare(invented.data, invented.out)
    live = Live(invented.out)
    assert live.database().version == first.version
    assert "Rad med nytt namn" not in labels(live.database())


@pytest.mark.parametrize(
    "said", ["", "junk", "1", "x run-000000000000.duckdb", "1 ../../etc/passwd", "99 run-0.duckdb\n\n"]
)
def test_a_pointer_that_means_nothing_does_not_stop_a_running_server(invented: Invented, said: str) -> None:
    first = build(invented.data, invented.out)
    live = Live(invented.out)
    expected = result(live.database())
    (invented.out / POINTER).write_text(said, encoding="ascii")
    assert result(live.database()) == expected
    assert prepare(invented.data, invented.out).path == first.path
    assert result(Live(invented.out).database()) == expected


def test_nothing_at_all_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(QueryError) as error:
        Live(tmp_path).database()
    assert error.value.key == "no_database"
