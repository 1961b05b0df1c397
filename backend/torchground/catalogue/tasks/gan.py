"""Two networks that learn against each other (GAN)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.task import Drawn, Refusal, Task
from torchground.words import Sentence, template

if TYPE_CHECKING:
    import torch

    from torchground.catalogue.bases.samples import DataInfo, Samples, Split
    from torchground.catalogue.bases.shapes import Shape
    from torchground.catalogue.bases.task import Loss

GAN_NEEDS_SAMPLES_NUMBERS = template(
    "gan.gan_needs_samples_numbers",
    "a GAN needs samples that are numbers, and these are tokens, which cannot be changed a little; "
    "choose pictures or points",
)

FIRST_INPUT_REAL_FAKE = template(
    "gan.first_input_real_fake",
    "the first input of Real or fake takes the real samples, and {title} leads into it; wire the Input "
    "there",
)
GENERATOR_WIRED_INPUT_COULD = template(
    "gan.generator_wired_input_could",
    "the generator is wired to the Input, so it could hand on real samples; wire only Noise into it",
)
GENERATOR_NOTHING_MAKE_SAMPLES = template(
    "gan.generator_nothing_make_samples",
    "the generator has nothing to make samples of; start it with Noise",
)
OUTPUT_NOT_HANG_BEHIND = template(
    "gan.output_not_hang_behind",
    "the Output does not hang behind Real or fake; wire the discriminator from Real or fake to the Output",
)
GAN_NEEDS_PLACE_REAL = template(
    "gan.gan_needs_place_real",
    "a GAN needs a place where real and made samples meet; add Real or fake, with the Input in its first "
    "input and the generator in its second",
)
GAN_REAL_FAKE_REMOVE = template(
    "gan.gan_real_fake_remove",
    "a GAN has one Real or fake, and here are {num_switches}; remove all but one",
)
TAKES_WIRE_PAST_REAL = template(
    "gan.takes_wire_past_real",
    "{title} takes a wire past Real or fake, so it could tell real from made without looking; lead all "
    "its inputs through Real or fake",
)
GENERATOR_TAKES_DISCRIMINATOR_GIVES = template(
    "gan.generator_takes_discriminator_gives",
    "the generator takes what the discriminator gives",
)


class GAN(Task):
    """Two networks play against each other: the generator makes samples out of noise, and the discriminator tells real
    samples from made ones. Each learns from the other's mistakes, until nobody can tell the made samples from real
    ones.

    Draw Noise and the generator's layers into the second input of Real or fake, the Input into its first input, and the
    discriminator's layers behind it. Two equal players have losses of 2 ln 2 and ln 2. But a generator that always
    makes the same sample can have them too: look at the samples.
    """

    title = "Two networks (GAN)"
    order = 6
    formula = "min_G max_D  E log D(x) + E log(1 − D(G(z)))"
    source = "I. Goodfellow et al., Generative Adversarial Networks (2014), arxiv.org/abs/1406.2661"
    asks = "real"
    usual_loss = "binary_cross_entropy"
    random = True
    adversarial = True
    aliases = (
        "Adversarial",
        "Generative adversarial",
    )

    type: Literal["gan"] = "gan"

    train: Literal["both", "discriminator", "generator"] = Field(
        "both",
        json_schema_extra=ui(
            live=True,
            choices={
                "both": "Both",
                "discriminator": "Discriminator only",
                "generator": "Generator only",
            },
        ),
    )
    """Which of the two learns. They take steps in turn, or only one learns and the other stays unchanged."""

    label_smoothing: float = Field(0.0, ge=0, le=0.5, json_schema_extra=ui(live=True))
    """How much the discriminator's target for real samples is lowered from 1, so that it never becomes completely
    sure."""

    def output_shape(self, data: DataInfo, loss: Loss) -> Shape:
        return (1,)

    def refuses(self, data: DataInfo) -> Sentence | None:
        if not data.is_tokens:
            return None
        return GAN_NEEDS_SAMPLES_NUMBERS()

    def refuses_drawing(self, nodes: Sequence[Drawn]) -> Refusal | None:
        """Find the Real or fake node, then check the networks before and behind it."""
        switches = [node for node in nodes if node.layer.type == "real_or_fake"]
        if not switches:
            return Refusal(GAN_NEEDS_PLACE_REAL())
        if len(switches) > 1:
            return Refusal(
                GAN_REAL_FAKE_REMOVE(num_switches=len(switches)),
                switches[1].id,
            )
        switch = switches[0]
        if len(switch.inputs) < 2:
            return None  # the layer itself says which wire is missing
        by_id = {node.id: node for node in nodes}
        made = _before(by_id, switch.inputs[1])
        return (
            _refuses_real(by_id, switch)
            or _refuses_generator(by_id, switch, made)
            or _refuses_discriminator(nodes, switch, made)
        )

    def learners(self, nodes: Sequence[Drawn]) -> Mapping[str, Sequence[Drawn]]:
        """The networks that take steps: the generator, the discriminator or both."""
        switch = next((node for node in nodes if node.layer.type == "real_or_fake"), None)
        if switch is None or len(switch.inputs) < 2:
            return super().learners(nodes)
        made = _before({node.id: node for node in nodes}, switch.inputs[1])
        both = {
            "generator": [node for node in nodes if node.id in made],
            "discriminator": [node for node in nodes if node.id not in made],
        }
        return {name: part for name, part in both.items() if self.train in ("both", name)}

    def posed(self, split: Split, seed: int) -> Split:
        """Set the target of every sample to 1, because all samples of the data are real."""
        return split.changed(_all_real, target_mean=0.0, target_std=1.0)

    def metrics(self, outputs: torch.Tensor, targets: torch.Tensor, loss: Loss) -> dict[str, float]:
        """No metrics: those of two networks need the generator's samples, so the run adds them."""
        return {}


def _refuses_real(by_id: dict[str, Drawn], switch: Drawn) -> Refusal | None:
    """Refuse unless real samples come directly from the input."""
    real = by_id[switch.inputs[0]]
    if real.layer.type == "input":
        return None
    return Refusal(
        FIRST_INPUT_REAL_FAKE(title=real.layer.title),
        switch.id,
    )


def _refuses_generator(by_id: dict[str, Drawn], switch: Drawn, made: set[str]) -> Refusal | None:
    """Refuse unless the generator starts from noise and gets no data."""
    layers = [by_id[name].layer for name in made]
    if any(layer.type == "input" for layer in layers):
        return Refusal(
            GENERATOR_WIRED_INPUT_COULD(),
            switch.inputs[1],
        )
    if not any(layer.type == "noise" for layer in layers):
        return Refusal(GENERATOR_NOTHING_MAKE_SAMPLES(), switch.inputs[1])
    return None


def _refuses_discriminator(nodes: Sequence[Drawn], switch: Drawn, made: set[str]) -> Refusal | None:
    """Refuse unless the network behind the Real or fake node gets its inputs only from that node."""
    behind = {switch.id}
    for node in nodes:
        if node.id == switch.id or not behind.intersection(node.inputs):
            continue
        past = [name for name in node.inputs if name not in behind]
        if past:
            return Refusal(
                TAKES_WIRE_PAST_REAL(title=node.layer.title),
                node.id,
            )
        if node.id in made:
            return Refusal(GENERATOR_TAKES_DISCRIMINATOR_GIVES(), node.id)
        behind.add(node.id)
    judges = [node for node in nodes if node.id in behind and node.id != switch.id]
    if not any(node.layer.type == "output" for node in judges):
        return Refusal(
            OUTPUT_NOT_HANG_BEHIND(),
            switch.id,
        )
    return None


def _before(by_id: dict[str, Drawn], name: str) -> set[str]:
    """A node and all nodes that it depends on."""
    waiting, found = [name], set[str]()
    while waiting:
        one = waiting.pop()
        if one not in found and one in by_id:
            found.add(one)
            waiting.extend(by_id[one].inputs)
    return found


def _all_real(samples: Samples) -> Samples:
    import numpy as np

    labels = samples.labels
    if labels is None and samples.targets.ndim == 1 and samples.targets.dtype.kind == "i":
        labels = samples.targets
    return replace(samples, targets=np.ones((len(samples), 1), np.float32), labels=labels)
