"""Turns what a person typed or drew into an input of the network. Imported only where probes measure."""

from __future__ import annotations

import base64
import math

import torch
from torch import Tensor

from torchground.probing.probe import ProbeContext, ProbeError
from torchground.words import template

SAMPLE_FINITE_NUMBERS_GIVE = template(
    "asking.sample_finite_numbers_give",
    "a sample has {wanted} finite numbers, and {num_values} came; give as many, divided by commas",
)
NO_TOKEN_THESE_DATA = template(
    "asking.no_token_these_data",
    "{unknown:quoted} is no token of these data; they know: {some}",
)
SAMPLE_TOKENS_GIVE = template(
    "asking.sample_tokens_give",
    "a sample has {steps} tokens, and {num_tokens} came; give {steps}",
)
INPUT_NUMBERS_DIVIDED_COMMAS = template(
    "asking.input_numbers_divided_commas",
    "the input must be numbers divided by commas, or '{bytes}LOW HIGH BASE64'",
)

BYTES = "bytes "
"""The first characters of a drawn picture. One byte for each number takes a third of the space of decimal text."""


def asked_input(context: ProbeContext, text: str) -> Tensor:
    """A batch of one [1, *shape]: numbers divided by commas, a picture as bytes, or tokens. Raises ``ProbeError`` that
    says what would fit."""
    if context.data.is_tokens:
        tokens = encoded(context.data.vocab, text, context.data.mask_token)
        return fitted(context, tokens)
    return numbers_of(context, text)


def numbers_of(context: ProbeContext, text: str) -> Tensor:
    """The numbers of a text as a sample [1, *shape]. Raises ``ProbeError`` where the count is wrong or one is not
    finite."""
    wanted = math.prod(context.data.shape)
    try:
        values = _bytes_of(text) if text.startswith(BYTES) else _listed(text)
    except ValueError:
        raise ProbeError(INPUT_NUMBERS_DIVIDED_COMMAS(bytes=BYTES)) from None
    if len(values) != wanted or not all(map(math.isfinite, values)):
        raise ProbeError(SAMPLE_FINITE_NUMBERS_GIVE(wanted=wanted, num_values=len(values)))
    return torch.tensor(values, device=context.train_x.device).reshape(1, *context.data.shape)


def _listed(text: str) -> list[float]:
    """The numbers of a text with commas. Raises ``ValueError``."""
    return [float(part) for part in text.split(",")] if text.strip() else []


def _bytes_of(text: str) -> list[float]:
    """The numbers of a drawn picture, one for each byte: low + byte / 255 · (high - low). Raises ``ValueError``."""
    low, high, data = text.removeprefix(BYTES).split(" ")
    start, span = float(low), float(high) - float(low)
    return [start + byte / 255 * span for byte in base64.b64decode(data, validate=True)]


def encoded(vocab: list[str], text: str, mask_token: int | None = None) -> list[int]:
    """The indices of the tokens in a text. Where tokens are words, blanks separate them; else each letter is a token.
    ``[MASK]`` is the mask token. Raises ``ProbeError`` for a token that the data do not have."""
    numbers = {token: number for number, token in enumerate(vocab)}
    if mask_token is not None:
        numbers["[MASK]"] = mask_token
    parts = split_tokens(vocab, text)
    unknown = [part for part in parts if part not in numbers]
    if unknown:
        some = " ".join(vocab[:40])
        raise ProbeError(NO_TOKEN_THESE_DATA(unknown=unknown[0], some=some))
    return [numbers[part] for part in parts]


def split_tokens(vocab: list[str], text: str) -> list[str]:
    """Splits a text into tokens: words where a token has more than one letter, else letters. ``[MASK]`` stays whole."""
    if any(len(token) > 1 and not token.startswith("[") for token in vocab):
        return text.split()
    parts: list[str] = []
    for index, piece in enumerate(text.split("[MASK]")):
        parts.extend(["[MASK]"] * (index > 0))
        parts.extend(piece)
    return parts


def fitted(context: ProbeContext, tokens: list[int]) -> Tensor:
    """Tokens as a sample [1, steps]. A short row is padded where the data allow it. Any other row of the wrong length
    raises ``ProbeError`` with the length that fits.

    A causal network does not see what comes after a token, so a short row is padded at the end with any token. Of a
    long row it gets the end.
    """
    steps, pad = context.data.shape[0], context.data.pad_token
    if context.data.causal:
        tokens, pad = tokens[-steps:], pad or 0
    if pad is not None and 0 < len(tokens) < steps:
        gap = [pad] * (steps - len(tokens))
        tokens = tokens + gap if context.data.causal else gap + tokens
    if len(tokens) != steps:
        raise ProbeError(SAMPLE_TOKENS_GIVE(steps=steps, num_tokens=len(tokens)))
    return torch.tensor([tokens], dtype=torch.int64, device=context.train_x.device)
