"""What an operator may set, from the environment (`DASHBOARD_*`)."""

from functools import cache
from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).parents[2]


class Settings(BaseSettings):
    """`data` is the folder that people edit, `published` where built databases lie and are served from."""

    model_config = SettingsConfigDict(env_prefix="DASHBOARD_", frozen=True)

    data: Path = ROOT / "data"
    published: Path = ROOT / "data" / "build"
    address: str = "127.0.0.1"
    port: int = 8501


@cache
def settings() -> Settings:
    return Settings()
