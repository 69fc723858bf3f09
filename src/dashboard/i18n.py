"""Texts of the interface: `t("goals.title", n=3)` looks the key up in `text/*.<lang>.toml`.

A table with the keys `one` and `other` is a plural and is chosen by `n`.  A missing key is an error, never a silent
fall-back; `tests/test_text.py` holds both languages to the same keys and parameters.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Literal, get_args

Lang = Literal["sv", "en"]
LANGS: tuple[Lang, ...] = get_args(Lang)
FOLDER = Path(__file__).parent / "text"


@cache
def texts(lang: Lang) -> dict[str, str]:
    """Every text of a language by dotted key."""

    def flat(table: dict[str, object], prefix: str = "") -> dict[str, str]:
        found: dict[str, str] = {}
        for key, value in table.items():
            if isinstance(value, dict):
                found |= flat(value, f"{prefix}{key}.")
            else:
                found[prefix + key] = str(value)
        return found

    found: dict[str, str] = {}
    for path in sorted(FOLDER.glob(f"*.{lang}.toml")):
        part = flat(tomllib.loads(path.read_text(encoding="utf-8")))
        if twice := found.keys() & part.keys():
            raise ValueError(f"{path.name}: texts that another file has too: {sorted(twice)}")
        found |= part
    return found


class Text:
    """The texts of one language, called with a key; raises KeyError for a key that does not exist."""

    def __init__(self, lang: Lang) -> None:
        self.lang: Lang = lang
        self._texts = texts(lang)

    def __call__(self, key: str, /, **params: object) -> str:
        template = self._texts.get(key)
        if template is None:
            template = self._texts[f"{key}.{'one' if params.get('n') == 1 else 'other'}"]
        return template.format(**params) if params else template

    def count(self, n: int) -> str:
        """A count as a word where running text wants one (two to ten), else in figures."""
        return self._texts.get(f"count_word.{n}", str(n))

    def unit(self, unit: str | None, n: object = None) -> str:
        """A unit of measurement, which the data have in Swedish, in this language; unknown ones as they are.

        After the number `n` it agrees with it: one year, two years.
        """
        if unit is None:
            return ""
        many = self._texts.get(f"measurement.{unit}", unit)
        return self._texts.get(f"measurement_one.{unit}", many) if n == 1 else many


@cache
def text(lang: Lang) -> Text:
    return Text(lang)
