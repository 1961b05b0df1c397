"""Adversarial samples: changed to raise the loss of the network that learns from them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from torchground.catalogue.bases.augmentation import Augmentation
from torchground.catalogue.bases.entry import ui
from torchground.words import Sentence, template

if TYPE_CHECKING:
    import torch

    from torchground.catalogue.bases.samples import DataInfo

SAMPLES_CHANGED_SMALL_NUMBERS = template(
    "fgsm.samples_changed_small_numbers",
    "samples are changed by small numbers, and these are tokens; remove it or choose data that are "
    "numbers",
)


class Fgsm(Augmentation):
    """Changes every number of a sample by ε in the direction that makes the loss of the current network larger (FGSM).
    The network learns on samples that would mislead it, and becomes harder to mislead. Each step costs about twice as
    much.
    """

    title = "Against itself (FGSM)"
    aliases = ("Fast gradient sign", "Adversarial training")
    order = 6
    formula = "x' = x + ε · sign(∂L/∂x)"
    source = "I. Goodfellow et al., Explaining and Harnessing Adversarial Examples (2014), arxiv.org/abs/1412.6572"

    type: Literal["fgsm"] = "fgsm"

    epsilon: float = Field(0.1, gt=0, le=10, json_schema_extra=ui(low=0.01, high=0.5))
    """How much every number is changed (ε), in the units of the inputs."""

    def refuses(self, data: DataInfo) -> Sentence | None:
        if not data.is_tokens:
            return None
        return SAMPLES_CHANGED_SMALL_NUMBERS()

    def apply(self, x: torch.Tensor) -> torch.Tensor:
        """Without a network: change each number by ε in a random direction."""
        import torch

        return x + self.epsilon * torch.randn_like(x).sign()

    def apply_against(
        self, x: torch.Tensor, gradient: Callable[[torch.Tensor], torch.Tensor]
    ) -> torch.Tensor:
        return x + self.epsilon * gradient(x).sign()
