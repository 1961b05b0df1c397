"""Steps per second of our loop, compared with a hand-written PyTorch loop of the same network, as a table of ratios.

Run: python -m tests.bench.loop_speed [seconds for each cell] [beginning of a name]

Both train in turns in one process and one thread. They are measured in processor time, so that other programs have
little effect. The hand-written loop follows PyTorch's own guides: data as tensors, one permutation for each epoch, a
fused optimizer, gradients set to none. Like ours, it measures loss and accuracy over all samples after every epoch, and
reads every step's loss.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

import torch

from tests.training.architectures import LEAKY, gan
from tests.training.drawings import chain, opened
from torchground.catalogue.bases.entries import entries
from torchground.network.build import build
from torchground.network.module import Network
from torchground.network.spec import Project
from torchground.training import pace
from torchground.training.inbox import Inbox
from torchground.training.loop import train
from torchground.training.messages import ProbeFrame, Shown
from torchground.training.spec import RunSpec

SLICE_SECS = 0.25
LONG = 1_000_000
SEARCH_SECS = pace.SEARCH_SECS
TANH, RELU = {"type": "tanh"}, {"type": "relu"}
ALL_FEATURES = ["x1", "x2", "x1_squared", "x2_squared", "x1_x2", "sin_x1", "sin_x2"]


def linear(units: int) -> dict[str, Any]:
    return {"type": "linear", "out_features": units}


def conv(channels: int) -> dict[str, Any]:
    return {"type": "conv2d", "out_channels": channels, "kernel_size": 3, "padding": 1}


def files() -> dict[str, dict[str, Any]]:
    """The measured networks by name: two of TensorFlow Playground, and one or two of each other architecture."""
    circle = {"type": "circle", "num_samples": 500}
    sgd = {"optimizer": {"type": "sgd", "lr": 0.03}, "batch_size": 10, "epochs": LONG}
    adam = {"optimizer": {"type": "adam", "lr": 0.003}, "batch_size": 32, "epochs": LONG}
    pool = {"type": "max_pool2d", "kernel_size": 2}
    largest = chain([linear(8), TANH] * 6, circle, **sgd)
    largest["network"]["nodes"][0]["layer"]["features"] = ALL_FEATURES
    ring = gan(
        {"type": "ring"},
        makes=[linear(64), LEAKY, linear(64), LEAKY],
        tells=[linear(64), LEAKY, linear(64), LEAKY],
        batch_size=128,
        epochs=LONG,
    )
    lstm = {"type": "lstm", "hidden_size": 64}
    block = {"type": "transformer_encoder_layer", "nhead": 4, "dim_feedforward": 512}
    text = {"type": "embedding", "embedding_dim": 128}
    places = {"type": "positional_encoding", "max_length": 64}
    return {
        "playground default, 2-4-2": chain([linear(4), TANH, linear(2), TANH], circle, **sgd),
        "playground largest, 7-8x6": largest,
        "spiral MLP, 16-16 tanh": chain(
            [linear(16), TANH] * 2, {"type": "spiral", "num_samples": 800}, **adam
        ),
        "digits CNN, 16-32": chain(
            [conv(16), RELU, pool, conv(32), RELU, pool, {"type": "flatten"}],
            {"type": "digits"},
            **adam,
        ),
        "LSTM, T 50, H 64": chain([lstm], {"type": "recall", "steps": 50}, **adam),
        "GPT, 4 layers, 128": chain(
            [text, places, *[block | {"causal": True}] * 4], {"type": "pydoc"}, **adam
        ),
        "GAN, ring": ring,
        "autoencoder, digits": chain(
            [{"type": "flatten"}, linear(32), RELU, linear(2), linear(32), RELU],
            {"type": "digits"},
            task={"type": "reconstruction"},
            **adam,
        ),
    }


def by_hand(project: Project) -> Iterator[int]:
    """A plain loop. Yields the number of steps after every step."""
    training = project.training
    network, split = build(project), training.task.posed(project.data.split(), training.seed)
    x, y = torch.from_numpy(split.train.inputs), torch.from_numpy(split.train.targets)
    halves = [(x, y), (torch.from_numpy(split.test.inputs), torch.from_numpy(split.test.targets))]
    learn, measure = (_two_networks if training.task.adversarial else _one_network)(
        project, network
    )
    order, step = torch.Generator().manual_seed(training.seed), 0
    while True:
        places = torch.randperm(len(x), generator=order)
        batches = zip(
            x[places].split(training.batch_size), y[places].split(training.batch_size), strict=True
        )
        for batch, targets in batches:
            learn(batch, targets)
            step += 1
            yield step
        network.eval()
        with torch.inference_mode():
            for inputs, targets in halves:
                measure(inputs, targets)
        network.train()


Learn: TypeAlias = Callable[[torch.Tensor, torch.Tensor], None]


def _one_network(project: Project, network: Network) -> tuple[Learn, Learn]:
    """A step and a measurement for projects with one network."""
    training = project.training
    loss_of = training.loss.build(project.wanted[-1])
    optimizer, paired = training.optimizer.build(network.parameters()), training.task.paired

    def learn(x: torch.Tensor, y: torch.Tensor) -> None:
        optimizer.zero_grad()
        loss = loss_of(*paired(network(x), y))
        loss.backward()
        optimizer.step()
        loss.item()

    def measure(x: torch.Tensor, y: torch.Tensor) -> None:
        outputs = torch.cat([network(part) for part in x.split(512)])
        loss_of(*paired(outputs, y)).item()
        if y.dtype == torch.int64:
            (outputs.argmax(-1) == y).float().mean().item()

    return learn, measure


def _two_networks(project: Project, network: Network) -> tuple[Learn, Learn]:
    """A step of the discriminator, then one of the generator. Measures both losses on fixed noise, and the modes."""
    loss_of = torch.nn.functional.binary_cross_entropy_with_logits
    layers = dict(network.layers.items())
    makes = torch.nn.Sequential(*[layers[name] for name in layers if name[0] == "g"])
    tells = torch.nn.Sequential(*[layers[name] for name in layers if name[0] in "dy"])
    entry = project.training.optimizer
    maker, judge = entry.build(makes.parameters()), entry.build(tells.parameters())
    noise, modes = torch.randn(1000, 2), torch.tensor(project.info.modes)

    def learn(x: torch.Tensor, y: torch.Tensor) -> None:
        with torch.no_grad():
            fake = makes(torch.randn(len(x), 2))
        real, other = tells(x), tells(fake)
        loss = loss_of(real, torch.ones_like(real)) + loss_of(other, torch.zeros_like(other))
        judge.zero_grad()
        loss.backward()
        judge.step()
        loss.item()
        answer = tells(makes(torch.randn(len(x), 2)))
        loss = loss_of(answer, torch.ones_like(answer))
        maker.zero_grad()
        loss.backward()
        maker.step()
        loss.item()

    def measure(x: torch.Tensor, y: torch.Tensor) -> None:
        made = makes(noise)
        real, other = tells(x), tells(made)
        loss = loss_of(real, torch.ones_like(real)) + loss_of(other, torch.zeros_like(other))
        loss.item()
        loss_of(other, torch.ones_like(other)).item()
        near = torch.cdist(made, modes) <= project.info.mode_radius
        (near.float().mean(0) >= 0.01).sum().item()
        near.any(1).float().mean().item()

    return learn, measure


@dataclass
class Runner:
    """One cell of the table while it is measured."""

    messages: Iterator[Any]
    steps_in: Callable[[Any], int | None]
    steps: int = 0
    last: int | None = None
    secs: float = 0.0
    wall_secs: float = 0.0
    pictures: int = 0

    def run(self, secs: float) -> None:
        """Runs for about ``secs`` seconds of processor time. Ends where the number of steps is known."""
        begun, wall = time.process_time(), time.perf_counter()
        for message in self.messages:
            self.pictures += isinstance(message, ProbeFrame)
            step = self.steps_in(message)
            if step is not None and time.process_time() - begun >= secs:
                self.steps += step - (self.last or 0) if self.last is not None else 0
                self.secs += time.process_time() - begun if self.last is not None else 0
                self.wall_secs += time.perf_counter() - wall if self.last is not None else 0
                self.last = step
                return

    @property
    def speed(self) -> float:
        return self.steps / self.secs


def ours(project: Project, *, watched: bool, fast: bool) -> Runner:
    """Our loop, with every probe watched or none. A probe that has nothing to show reports it once.

    After a runner that is not ``fast`` was made, no other runner finds the fast strategy.
    """
    inbox = Inbox()
    if watched:
        inbox.watch(
            [
                {"type": type_id}
                for type_id, probe in entries("probes").items()
                if not probe.on_demand  # type: ignore[attr-defined]
            ]
        )
    pace.SEARCH_SECS = SEARCH_SECS if fast else 1e9
    messages = train(RunSpec(project), inbox)
    runner = Runner(messages, lambda m: m.message.step if isinstance(m, Shown) else None)
    runner.run(0.5)  # warms up: loads modules at first use
    runner.run(0.5)
    runner.steps, runner.secs, runner.wall_secs, runner.pictures = 0, 0.0, 0.0, 0
    return runner


def main(secs: float, wanted: str = "") -> None:
    """Prints one row for each network whose name begins with ``wanted``. Each cell except the first is a ratio to the
    hand-written loop."""
    torch.set_num_threads(1)
    head = ("by hand", "ours", "watched", "pictures/s", "plain strategy", "its watched")
    print(f"{'steps a second, one thread':28}" + "".join(f"{name:>13}" for name in head))
    for name, file in files().items():
        if not name.startswith(wanted):
            continue
        hand = Runner(by_hand(opened(file)), lambda step: step)
        hand.run(0.5)
        runners = [hand] + [
            ours(opened(file), watched=watched, fast=fast)
            for fast in (True, False)
            for watched in (False, True)
        ]
        for _ in range(max(1, round(secs / SLICE_SECS))):
            for runner in runners:
                runner.run(SLICE_SECS)
        ratios = [runner.speed / hand.speed for runner in runners]
        pictures = runners[2].pictures / runners[2].wall_secs
        row = f"{hand.speed:>13,.0f}{ratios[1]:>13.2f}{ratios[2]:>13.2f}{pictures:>13.0f}"
        print(f"{name:28}{row}{ratios[3]:>13.2f}{ratios[4]:>13.2f}", flush=True)


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 4.0, *sys.argv[2:3])
