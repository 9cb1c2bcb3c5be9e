"""Reads a whole file for a command, up to a size limit that protects the machine's memory."""

import click

LARGEST_FILE = 128 * 1024 * 1024


def read_whole(file: str, wrong: type[click.ClickException] = click.ClickException) -> bytes:
    """The content of the file (- is standard input). Raises `wrong` if it cannot be read or is too large."""
    try:
        with click.open_file(file, "rb") as opened:
            raw: bytes = opened.read(LARGEST_FILE + 1)
    except OSError as error:
        raise wrong(f"Cannot read {file}: {error.strerror}.") from None
    if len(raw) > LARGEST_FILE:
        raise wrong(f"{file} is larger than {LARGEST_FILE // 1024**2} MB. Split it.")
    return raw
