"""Keeps a run's own random state in torch's global generator during its turn, so that runs do not affect each other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import torch


class Randomness:
    """The random state for dropout and other random steps. It is in place during the run's turn, and removed between
    turns.

    For a run that draws no random numbers, this costs nothing.
    """

    def __init__(self, seed: int, device: torch.device, *, drawn: bool) -> None:
        self._device = device
        self._inside = False
        self._state = torch.Generator(device).manual_seed(seed).get_state() if drawn else None

    @contextmanager
    def in_place(self) -> Iterator[None]:
        """Puts the run's state into torch's global generator for the run's turn. Nested calls change nothing."""
        if self._state is None or self._inside:
            yield
            return
        outside = self._read()
        self._write(self._state)
        self._inside = True
        try:
            yield
        finally:
            self._state = self._read()
            self._inside = False
            self._write(outside)

    @contextmanager
    def untouched(self) -> Iterator[None]:
        """Restores the run's state at the end, so that draws inside do not change it."""
        before = self.get()
        try:
            yield
        finally:
            if before is not None:
                self.set(before)

    def get(self) -> torch.Tensor | None:
        """The current state [bytes] uint8. None where the run draws nothing."""
        return self._read() if self._inside else self._state

    def set(self, state: torch.Tensor) -> None:
        """Continues from a state that ``get`` returned."""
        if self._inside:
            self._write(state)
        else:
            self._state = state

    def _read(self) -> torch.Tensor:
        if self._device.type == "cuda":
            return torch.cuda.get_rng_state(self._device)
        return torch.get_rng_state()

    def _write(self, state: torch.Tensor) -> None:
        if self._device.type == "cuda":
            torch.cuda.set_rng_state(state, self._device)
        else:
            torch.set_rng_state(state)
