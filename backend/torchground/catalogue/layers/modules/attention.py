"""The torch modules of self-attention and of what is built with it. They also give every intermediate result. Imported
only where networks are built."""

from __future__ import annotations

import math
from typing import Literal, TypeAlias

import torch
from torch import Tensor, nn
from torch.nn import functional

Parts: TypeAlias = dict[str, Tensor]
Nonlinearity: TypeAlias = Literal["relu", "gelu"]

# N samples, T steps, C features, H heads, D features of a head (C = H·D), M hidden features


class SelfAttention(nn.MultiheadAttention):
    """torch's multi-head attention where queries, keys and values all come from one sequence [N, T, C]."""

    def __init__(
        self,
        embed_dim: int,
        num_heads: int,
        *,
        causal: bool = False,
        dropout: float = 0.0,
        bias: bool = True,
    ) -> None:
        super().__init__(embed_dim, num_heads, dropout=dropout, bias=bias, batch_first=True)
        self.causal = causal

    def forward(self, x_NTC: Tensor) -> Tensor:  # type: ignore[override]
        """[N, T, C] to [N, T, C]. Each step of the output mixes all steps, or if causal only itself and the earlier
        ones."""
        q, k, v = self._heads(x_NTC)
        chance = self.dropout if self.training else 0.0
        mixed = functional.scaled_dot_product_attention(
            q, k, v, dropout_p=chance, is_causal=self.causal
        )
        return self.out_proj(mixed.transpose(1, 2).reshape(x_NTC.shape))  # type: ignore[no-any-return]

    def parts(self, x_TC: Tensor) -> Parts:
        """All intermediate results of one sample, computed as in eval mode.

        ``q``, ``k`` and ``v`` are [H, T, D], ``scores`` before the mask [H, T, T], ``mask`` [T, T] with true where a
        step may look, ``weights`` [H, T, T], ``heads`` [H, T, D] and ``out`` [T, C].
        """
        q, k, v = (part[0] for part in self._heads(x_TC[None]))
        scores = q @ k.transpose(1, 2) / math.sqrt(self.head_dim)
        mask = torch.ones(len(x_TC), len(x_TC), dtype=torch.bool, device=x_TC.device)
        if self.causal:
            mask = mask.tril()
        weights = scores.masked_fill(~mask, -math.inf).softmax(dim=2)
        heads = weights @ v
        out = self.out_proj(heads.transpose(0, 1).reshape(x_TC.shape))
        return {
            "q": q,
            "k": k,
            "v": v,
            "scores": scores,
            "mask": mask,
            "weights": weights,
            "heads": heads,
            "out": out,
        }

    def _heads(self, x_NTC: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Queries, keys and values [N, H, T, D]."""
        projected = functional.linear(x_NTC, self.in_proj_weight, self.in_proj_bias)
        split = projected.view(*x_NTC.shape[:2], 3, self.num_heads, self.head_dim)
        q, k, v = split.permute(2, 0, 3, 1, 4)
        return q, k, v


class FeedForward(nn.Module):
    """Two linear layers with a nonlinearity between them, applied to every step: [..., C] to [..., C]."""

    def __init__(
        self,
        in_features: int,
        dim_feedforward: int,
        *,
        activation: Nonlinearity = "gelu",
        dropout: float = 0.0,
    ) -> None:
        super().__init__()
        self.linear1 = nn.Linear(in_features, dim_feedforward)
        self.linear2 = nn.Linear(dim_feedforward, in_features)
        self.activation = activation
        self.dropout = dropout

    def forward(self, x: Tensor) -> Tensor:
        return self.linear2(self.hidden(x))  # type: ignore[no-any-return]

    def hidden(self, x: Tensor) -> Tensor:
        """The result after the nonlinearity, between the two linear layers [..., M]."""
        middle: Tensor = self.linear1(x)
        middle = middle.relu() if self.activation == "relu" else functional.gelu(middle)
        return functional.dropout(middle, self.dropout, self.training) if self.dropout else middle


class EncoderLayer(nn.Module):
    """A transformer block. Its params have the names of those in torch's ``nn.TransformerEncoderLayer``."""

    def __init__(
        self,
        d_model: int,
        nhead: int,
        dim_feedforward: int,
        *,
        activation: Nonlinearity,
        dropout: float,
        norm_first: bool,
        causal: bool,
    ) -> None:
        super().__init__()
        self.self_attn = SelfAttention(d_model, nhead, causal=causal, dropout=dropout)
        self.linear1 = nn.Linear(d_model, dim_feedforward)
        self.linear2 = nn.Linear(dim_feedforward, d_model)
        self.norm1 = nn.LayerNorm(d_model)
        self.norm2 = nn.LayerNorm(d_model)
        self.activation = activation
        self.dropout = dropout
        self.norm_first = norm_first

    def forward(self, x_NTC: Tensor) -> Tensor:
        """[N, T, C] to [N, T, C]."""
        if self.norm_first:
            x_NTC = x_NTC + self._dropped(self.self_attn(self.norm1(x_NTC)))
            return x_NTC + self._dropped(self._mlp(self.norm2(x_NTC)))
        x_NTC = self.norm1(x_NTC + self._dropped(self.self_attn(x_NTC)))
        return self.norm2(x_NTC + self._dropped(self._mlp(x_NTC)))  # type: ignore[no-any-return]

    def parts(self, x_TC: Tensor) -> Parts:
        """All intermediate results of one sample, computed as in eval mode.

        They are those of :meth:`SelfAttention.parts` (with ``out`` renamed to ``attention``), ``norm1`` and ``norm2``
        [T, C], ``stream`` [T, C] between attention and feed-forward, ``hidden`` [T, M], ``mlp`` [T, C] and ``out`` [T,
        C].
        """
        normed = self.norm1(x_TC) if self.norm_first else x_TC
        found = self.self_attn.parts(normed)
        attention = found.pop("out")
        stream = x_TC + attention
        if not self.norm_first:
            normed = stream = self.norm1(stream)
        before_mlp = self.norm2(stream) if self.norm_first else stream
        hidden = self._nonlinear(self.linear1(before_mlp))
        mlp = self.linear2(hidden)
        out = stream + mlp if self.norm_first else self.norm2(stream + mlp)
        norm2 = before_mlp if self.norm_first else out
        return {
            "norm1": normed,
            **found,
            "attention": attention,
            "stream": stream,
            "norm2": norm2,
            "hidden": hidden,
            "mlp": mlp,
            "out": out,
        }

    def _mlp(self, x: Tensor) -> Tensor:
        return self.linear2(self._dropped(self._nonlinear(self.linear1(x))))  # type: ignore[no-any-return]

    def _nonlinear(self, x: Tensor) -> Tensor:
        return x.relu() if self.activation == "relu" else functional.gelu(x)

    def _dropped(self, x: Tensor) -> Tensor:
        return functional.dropout(x, self.dropout, self.training) if self.dropout else x


class LearnedPositions(nn.Module):
    """Adds a learned row of numbers to each step: [N, T, C]. The rows start from N(0, 1), like torch's embeddings, so
    that both have a similar size."""

    def __init__(self, max_length: int, features: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.randn(max_length, features))

    def forward(self, x_NTC: Tensor) -> Tensor:
        return x_NTC + self.weight[: x_NTC.shape[1]]

    def encoding(self, steps: int) -> Tensor:
        """The numbers that are added to each step [T, C]."""
        return self.weight[:steps]


class SinusoidalPositions(nn.Module):
    """Adds sines and cosines of the step number: [N, T, C]. Each pair of features is slower than the one before."""

    table: Tensor

    def __init__(self, max_length: int, features: int) -> None:
        super().__init__()
        self.register_buffer("table", sinusoids(max_length, features), persistent=False)

    def forward(self, x_NTC: Tensor) -> Tensor:
        return x_NTC + self.table[: x_NTC.shape[1]]

    def encoding(self, steps: int) -> Tensor:
        """The numbers that are added to each step [T, C]."""
        return self.table[:steps]


def sinusoids(steps: int, features: int) -> Tensor:
    """The table of sines and cosines [T, C]: ``sin(t / 10000^(2i/C))`` in feature 2i and its cosine in feature 2i +
    1."""
    t = torch.arange(steps, dtype=torch.float64)[:, None]
    pairs = torch.arange(0, features, 2, dtype=torch.float64)
    angles = t * torch.exp(pairs * (-math.log(10_000.0) / features))
    waves = torch.stack([angles.sin(), angles.cos()], dim=2).flatten(1)
    return waves[:, :features].to(torch.float32)
