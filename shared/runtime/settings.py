"""What an installation may set, by environment: SIFASUO_*."""

from datetime import date
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Every setting has a default that runs."""

    model_config = SettingsConfigDict(env_prefix="SIFASUO_")

    data: Path = Field(default=Path("var"), description="where the embedded installation keeps its files")
    keys: Path | None = Field(default=None, description="the installation's keys; `keys` in the data directory")
    today: date | None = Field(default=None, description="the day at which the legal calendar starts")
    office_wait_s: float = Field(default=2.0, ge=0, le=60, description="how long an unknown office is awaited")
    body_bytes_max: int = Field(default=1_048_576, ge=1024, description="a longer body is refused with 413")

    @property
    def keys_directory(self) -> Path:
        return self.keys or self.data / "keys"
