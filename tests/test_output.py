"""Writing files whole or not at all."""

from __future__ import annotations

import os

import pytest

from argmap.errors import WriteError
from argmap.output import write


def test_write_replaces_a_file_and_leaves_nothing_else(tmp_path):
    """After a write the folder holds the file alone, with the new text."""
    path = tmp_path / "out.ttl"
    write(path, "old\n")
    write(path, "né w\n")
    assert path.read_bytes() == "né w\n".encode()
    assert list(tmp_path.iterdir()) == [path]


def test_missing_folder_and_folder_as_file_are_refused(tmp_path):
    """The error says what to make."""
    with pytest.raises(WriteError, match="its folder does not exist"):
        write(tmp_path / "none" / "out.ttl", "x")
    with pytest.raises(WriteError, match="is a folder"):
        write(tmp_path, "x")


def test_failed_write_keeps_the_old_file(tmp_path, monkeypatch):
    """A rename that fails leaves the old text and no temporary file."""
    path = tmp_path / "out.ttl"
    write(path, "old\n")

    def fail(self, target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.replace", fail)
    with pytest.raises(WriteError, match="No space left on device"):
        write(path, "new\n")
    assert path.read_text() == "old\n"
    assert list(tmp_path.iterdir()) == [path]


def test_written_files_follow_the_umask(tmp_path):
    """Others can read what argmap writes, as with any program."""
    old = os.umask(0o022)
    try:
        write(tmp_path / "out.ttl", "x")
    finally:
        os.umask(old)
    assert (tmp_path / "out.ttl").stat().st_mode & 0o777 == 0o644
