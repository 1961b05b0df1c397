"""A run's own random numbers in torch's global generator, so that runs in one process never disturb one another."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import torch


class Randomness:
    """What dropout draws from: put in place while the run has its turn, taken away between turns.

    A run whose network draws nothing while it trains costs nothing here.
    """

    def __init__(self, seed: int, device: torch.device, *, drawn: bool) -> None:
        self._device = device
        self._inside = False
        self._state = torch.Generator(device).manual_seed(seed).get_state() if drawn else None

    @contextmanager
    def in_place(self) -> Iterator[None]:
        """The run's turn: torch's global generator is the run's. Within its turn this changes nothing."""
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
        """Whatever is drawn meanwhile is not drawn from the run's numbers."""
        before = self.get()
        try:
            yield
        finally:
            if before is not None:
                self.set(before)

    def get(self) -> torch.Tensor | None:
        """The state [bytes] uint8 as it is now; None where nothing is drawn."""
        return self._read() if self._inside else self._state

    def set(self, state: torch.Tensor) -> None:
        """Go on from a state that ``get`` gave."""
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
