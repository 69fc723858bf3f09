"""What an operator may set, from the environment (`DASHBOARD_*`)."""

from functools import cache
from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).parents[2]


class Settings(BaseSettings):
    """`data` is the folder that people edit, `published` where built databases lie and are served from.

    What only the publisher can decide about the open data is empty until it is decided: `licence` (the URL of a
    licence), `contact` (an e-mail address).  `public_url` is where the world finds the dashboard; where it is empty,
    the catalogue uses the address that it was asked at.
    """

    model_config = SettingsConfigDict(env_prefix="DASHBOARD_", frozen=True)

    data: Path = ROOT / "data"
    published: Path = ROOT / "data" / "build"
    address: str = "127.0.0.1"
    port: int = 8501
    licence: str = ""
    contact: str = ""
    public_url: str = ""


@cache
def settings() -> Settings:
    return Settings()
