"""Write a network of torch as an ONNX file with 8-bit weights."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

#: The version of ONNX's operators; any onnxruntime since 1.14 knows it.
OPERATORS = 17


def write(network: nn.Module, example: tuple[Tensor, ...], path: Path, axes: Mapping[str, Mapping[int, str]]) -> None:
    """Write a network whose weights take 7 of their 8 bits: with all 8, processors without VNNI compute otherwise.

    Args:
        axes: for each input, then the output, by name, which of its axes have any length, and a name for that length.
    """
    *inputs, output = axes
    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch) / "whole.onnx"
        torch.onnx.export(network, example, str(whole), input_names=inputs, output_names=[output],
                          dynamic_axes=axes, opset_version=OPERATORS, dynamo=False)
        quantize_dynamic(whole, path, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
