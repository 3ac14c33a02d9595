"""Open a trained network for onnxruntime."""

from __future__ import annotations

from pathlib import Path

import onnxruntime

from argmap.errors import ModelError

__all__ = ["session"]


def session(path: Path) -> onnxruntime.InferenceSession:
    """Open a network on one core: what it computes then does not hang on the machine's number of cores."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # the library's errors have no common class of their own
        reason = str(error).splitlines()[0]
        hint = "`make model` trains it again"
        raise ModelError(f"cannot load this network: {reason}", where=path, hint=hint) from error
