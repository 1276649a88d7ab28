"""Built tables compared with those of a folder."""

from __future__ import annotations

from pathlib import Path

import pandas as pd


def compare(files: dict[str, bytes], folder: str | Path) -> pd.DataFrame:
    """Compare built files with those in a folder, byte for byte.

    Parameters
    ----------
    files : dict of str to bytes
        File name to content, from `build`.
    folder : str or Path
        Where the earlier files lie.

    Returns
    -------
    DataFrame
        file, state: ``equal``, ``differs`` or ``missing``; in the order of `files`.
    """
    rows = []
    for name, content in files.items():
        path = Path(folder) / name
        if not path.is_file():
            state = "missing"
        else:
            state = "equal" if path.read_bytes() == content else "differs"
        rows.append((name, state))
    return pd.DataFrame(rows, columns=["file", "state"])
