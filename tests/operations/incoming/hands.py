"""A file read as the window and the command line read it."""

from pathlib import Path

from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.incoming import IncomingFile, known_for, read_incoming


def read(desk: Desk, file: Path, region: str | None = None, year: int | None = None) -> IncomingFile:
    return read_incoming(desk, file, known_for(desk), region, year)
