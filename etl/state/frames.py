"""Frames that one step leaves for the next, each the last one saved under its name."""

from io import BytesIO
from pathlib import Path

import polars as pl

from etl.state.atomic import remove_leftovers, write_file


class FrameMissing(Exception):
    """A step asks for a frame that no step before it has left, or whose file is damaged."""

    def __init__(self, name: str, what: str) -> None:
        super().__init__(f"the frame {name} {what}; materialize the asset {name} first")
        self.name = name


class FrameStore:
    """Frames as Parquet files in one folder, `<name>.parquet`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def save(self, name: str, frame: pl.DataFrame) -> None:
        """Replaces the frame of this name in one step. Raises OSError."""
        content = BytesIO()
        frame.write_parquet(content)  # which would say of a full disk no more than "transport error"
        write_file(self._path(name), lambda stream: stream.write(content.getbuffer()))

    def load(self, name: str) -> pl.DataFrame:
        """The frame last saved under this name. Raises FrameMissing."""
        path = self._path(name)
        if not path.exists():
            raise FrameMissing(name, "has not been saved yet")
        try:
            return pl.read_parquet(path)
        except pl.exceptions.PolarsError as error:
            raise FrameMissing(name, f"is damaged ({path})") from error

    def collect_garbage(self) -> None:
        """Removes what killed runs left half written; to be called under the run lock."""
        remove_leftovers(self._folder)

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.parquet"
