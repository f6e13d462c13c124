"""What an installation may set, by environment: SIFASUO_*."""

from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

NAME = r"^[a-z0-9]+(-[a-z0-9]+)*$"


class HalfDistributed(Exception):
    """One of MongoDB and Kafka is named, and the other is not."""


class Settings(BaseSettings):
    """Every setting has a default that runs."""

    model_config = SettingsConfigDict(env_prefix="SIFASUO_")

    data: Path = Field(default=Path("var"), description="where the embedded installation keeps its files")
    mongo: str | None = Field(default=None, description="MongoDB's address; together with kafka, not embedded")
    kafka: str | None = Field(default=None, description="the brokers of Kafka, host:port,…")
    namespace: str = Field(default="sifasuo", pattern=NAME, description="what databases, topics and groups begin with")
    epoch: str = Field(default="1", pattern=NAME, description="which set of topics: another one is filled anew")
    partitions: int = Field(default=12, ge=1, le=1000, description="of each topic; never altered within an epoch")
    replication: int = Field(default=1, ge=1, le=7, description="how many brokers keep each record, for new topics")
    session_s: float = Field(default=10.0, ge=1, le=60, description="after which a silent member of a group is dead")
    keys: Path | None = Field(default=None, description="the installation's keys; `keys` in the data directory")
    today: date | None = Field(default=None, description="the day at which the legal calendar starts")
    holidays: Path | None = Field(default=None, description="holidays of later years, as in plans/holidays.csv")
    log: Literal["debug", "info", "warning", "error"] = Field(default="warning", description="what is worth a line")
    traces: Literal["console"] | None = Field(default=None, description="where traces go, if not to a collector")
    office_wait_s: float = Field(default=2.0, ge=0, le=60, description="how long an unknown office is awaited")
    sealed_open_h: int = Field(default=24, ge=1, le=720, description="for how many hours a sealed record is opened")
    body_bytes_max: int = Field(default=1_048_576, ge=1024, description="a longer body is refused with 413")
    import_bytes_max: int = Field(default=8_388_608, ge=1024, description="a larger workbook is refused with 413")

    @property
    def distributed(self) -> bool:
        """Raises HalfDistributed."""
        if (self.mongo is None) is not (self.kafka is None):
            raise HalfDistributed("SIFASUO_MONGO and SIFASUO_KAFKA are set together, or neither")
        return self.mongo is not None

    @property
    def keys_directory(self) -> Path:
        return self.keys or self.data / "keys"
