"""What every number of a run must be at a step, worked out anew from its project and its checkpoint.

The network and the samples are built from the project, the weights read from the checkpoint's file; the rest is
written here a second time, without the probes' and the loop's own code.
"""

from __future__ import annotations

import copy
import json
import math
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors import safe_open
from torch import Tensor
from torch.nn import functional

from tests.e2e.served import Served
from tests.e2e.tab import Tab
from torchground.catalogue.bases.entries import entries
from torchground.files.checkpoints import CheckpointFile
from torchground.network.build import build
from torchground.network.check.checking import resolve
from torchground.probing.scheduler import ProbeScheduler
from torchground.telemetry.messages import probe_key
from torchground.telemetry.reading import Quantized, Reading
from torchground.telemetry.wire import dequantize, unpack_frame
from torchground.training.checkpoint import read
from torchground.training.probed_run import probe_scheduler
from torchground.training.state import Training

Json = dict[str, Any]
Expected = dict[tuple[str, str], Any]
"""Values by path and name of the tensor; a fact's name starts with ``fact ``."""

QUICKER: dict[str, Json] = {"loss_landscape": {"size": 5}}
"""Settings of a probe that looks at very much."""


@dataclass(frozen=True)
class Difference:
    """How far one tensor of a reading, or one fact, is from the truth."""

    probe: str
    path: str
    name: str
    exact: float = 0.0
    """The largest difference of a number sent as it is, beside numbers above 1 as a part of them."""
    scales: float = 0.0
    """The largest difference of a rounded number, in scales."""


class Truth:
    """A run as it stood at one step. ``now`` is that step's checkpoint (none at step 0), ``before`` the last one's."""

    def __init__(self, file: Json, now: Path | None, before: Path | None = None) -> None:
        project, report = resolve(file)
        assert project is not None, report.problems
        self.project = project
        self.info, self.training = project.info, project.training
        split = project.data.split()
        self.mean, self.std = split.target_mean, split.target_std
        self.train = torch.from_numpy(split.train.inputs), self._targets(split.train.targets)
        self.test = torch.from_numpy(split.test.inputs), self._targets(split.test.targets)
        self.network = self._network(now)
        self.step = _facts(now)["step"] if now else 0
        self._before = before

    @classmethod
    def known(cls) -> list[Json]:
        """The probes whose numbers are worked out here, as they are by default."""
        kinds = [kind for name, kind in entries("probes").items() if hasattr(cls, f"_{name}")]
        return [kind().model_dump(mode="json") for kind in kinds]

    # ---- what a frame must hold ----

    def differences(self, frame: Json) -> list[Difference]:
        """Between a frame of this step and the truth, tensor by tensor; none may be missing or unknown."""
        assert frame["step"] == self.step, (frame["probe"], frame["step"], self.step)
        kind, _, fields = frame["probe"].rstrip(")").partition("(")
        settings = {name: value for name, value in _settings(fields) if value is not None}
        with torch.inference_mode():
            expected: Expected = getattr(self, f"_{kind}")(frame["readings"], **settings)
        found = {
            (reading.path, name): tensor
            for reading in frame["readings"]
            for name, tensor in reading.tensors.items()
        }
        facts = {
            (reading.path, f"fact {name}"): value
            for reading in frame["readings"]
            for name, value in reading.facts.written().items()
            if (reading.path, f"fact {name}") in expected
        }
        assert set(expected) == set(found) | set(facts), (kind, set(expected) ^ {*found, *facts})
        return [
            difference(kind, place, value, expected[place])
            for place, value in {**found, **facts}.items()
        ]

    def point(self, point: Json) -> list[Difference]:
        """Between an epoch point of this step and the truth."""
        with torch.inference_mode():
            expected: Expected = dict(self._losses())
        for node, params in self._params_by_node().items():
            expected[node, "weight norm"] = _norm(params.values())
            slopes = [self.gradients[f"{node}.{name}"] for name in params if self.gradients]
            if slopes:
                expected[node, "gradient norm"] = _norm(slopes)
        found: dict[tuple[str, str], Any] = {
            ("", name): value for name, value in point["metrics"].items()
        }
        found |= {("", name): point[name] for name in ("train_loss", "test_loss")}
        for node, norms in point["norms"].items():
            found |= {
                (node, f"{name} norm"): value for name, value in norms.items() if value is not None
            }
        assert set(found) == set(expected), set(found) ^ set(expected)
        return [
            difference("point", place, value, expected[place]) for place, value in found.items()
        ]

    # ---- probe by probe ----

    def _unit_maps(self, readings: list[Reading[Any]], size: int) -> Expected:
        outputs = self.network.outputs(self._plane(size))
        return {
            (node, "values"): values[:, :64].T.reshape(-1, size, size)
            for node, values in outputs.items()
            if values.ndim == 2
        }

    def _output_map(self, readings: list[Reading[Any]], size: int) -> Expected:
        values = self._answers(self.network(self._plane(size)))
        return {("output", "values"): values.T.reshape(-1, size, size)}

    def _weights(self, readings: list[Reading[Any]], limit: int) -> Expected:
        expected: Expected = {}
        for node, params in self._params_by_node().items():
            weight = params["weight"].reshape(len(params["weight"]), -1)
            page = weight if weight.numel() <= limit else weight[:128, :128]
            expected[f"{node}.weight", "values"] = page
            if "bias" in params:
                expected[f"{node}.weight", "bias"] = params["bias"][: len(page)]
        return expected

    def _weight_histograms(self, readings: list[Reading[Any]], bins: int) -> Expected:
        expected: Expected = {}
        for node, params in self._params_by_node().items():
            for name, param in params.items():
                values, path = param.double().numpy().flatten(), f"{node}.{name}"
                low, high = values.min(), values.max()
                if low == high:
                    low, high = low - 0.5, high + 0.5
                counts, _ = np.histogram(values, bins, (low, high))
                expected[path, "counts"] = counts
                facts = {"low": low, "high": high, "mean": values.mean(), "std": values.std()}
                facts["num_zero"] = int((values == 0).sum())
                expected |= {(path, f"fact {name}"): value for name, value in facts.items()}
        return expected

    def _layer_stats(self, readings: list[Reading[Any]]) -> Expected:
        expected: Expected = {}
        params = self._params_by_node()
        for node, values in self.network.outputs(self.test[0][:256]).items():
            spread = values.double().std(correction=0)
            expected[node, "values"] = expected[node, "fact activation_std"] = spread
            expected[node, "fact activation_mean"] = values.double().mean()
            if node in params:
                expected[node, "fact weight_norm"] = _norm(params[node].values())
            if node in params and self.gradients:
                slopes = [self.gradients[f"{node}.{name}"] for name in params[node]]
                expected[node, "fact gradient_norm"] = _norm(slopes)
                expected[node, "fact gradient_to_weight"] = _mean_size(slopes) / _mean_size(
                    params[node].values()
                )
        return expected

    def _filters(self, readings: list[Reading[Any]]) -> Expected:
        expected: Expected = {}
        for node, params in self._params_by_node().items():
            weight = params["weight"]
            if weight.ndim == 4:
                shown = weight[:32, : max(1, 256 // min(len(weight), 32))]
                expected[node, "values"] = shown.reshape(-1, *weight.shape[2:])
        return expected

    def _feature_maps(self, readings: list[Reading[Any]], sample: int, of: str) -> Expected:
        outputs = self.network.outputs(self._sample(sample, of)[0])
        return {
            (node, "values"): values[0][: 32 if values.ndim > 2 else 256]
            for node, values in outputs.items()
        }

    def _sample_output(self, readings: list[Reading[Any]], sample: int, of: str) -> Expected:
        x, y = self._sample(sample, of)
        target = y if self.info.classes else y * self.std + self.mean
        return {
            ("", "values"): self._answers(self.network(x))[0],
            ("", "fact target"): target.flatten()[0],
        }

    def _confusion(self, readings: list[Reading[Any]]) -> Expected:
        num = len(self.info.classes)
        counts = np.zeros((num, num), np.int64)
        predicted = self._outputs(self.test[0]).argmax(dim=1)
        np.add.at(counts, (self.test[1].numpy(), predicted.numpy()), 1)
        return {("", "counts"): counts}

    def _worst_samples(self, readings: list[Reading[Any]], count: int) -> Expected:
        outputs, targets = self._outputs(self.test[0]), self.test[1]
        losses = functional.cross_entropy(outputs, targets, reduction="none")
        shown = torch.from_numpy(readings[0].tensors["index"].copy()).long()  # type: ignore[union-attr]
        assert len(set(shown.tolist())) == min(count, len(losses))
        assert losses[shown].min() >= losses.sort(descending=True).values[len(shown) - 1] - 1e-5
        return {
            ("", "images"): self.test[0][shown, 0],
            ("", "index"): shown,
            ("", "target"): targets[shown],
            ("", "predicted"): outputs[shown].argmax(dim=1),
            ("", "loss"): losses.sort(descending=True).values[: len(shown)],
        }

    def _prediction(self, readings: list[Reading[Any]]) -> Expected:
        truth = (self.test[1][:1000, 0].double() * self.std) + self.mean
        predicted = self._outputs(self.test[0])[:1000, 0].double() * self.std + self.mean
        return {("", "truth"): truth, ("", "predicted"): predicted}

    def _curve(self, readings: list[Reading[Any]], size: int) -> Expected:
        both = torch.cat([self.train[0], self.test[0]]).double()
        low, high = both.min().item(), both.max().item()
        margin = 0.05 * (high - low)
        x = torch.linspace(low - margin, high + margin, size, dtype=torch.float64)
        y = self._answers(self.network(x.float()[:, None]))
        return {("output", "x"): x, ("output", "y"): y}

    def _losses(self) -> Iterator[tuple[tuple[str, str], Any]]:
        for half, (x, y) in (("train", self.train), ("test", self.test)):
            outputs = self._outputs(x).double()
            if self.info.classes:
                yield ("", f"{half}_loss"), functional.cross_entropy(outputs, y)
                yield ("", f"{half}_accuracy"), (outputs.argmax(dim=1) == y).double().mean()
                continue
            error = (outputs - y).square()
            yield ("", f"{half}_loss"), error.mean()
            yield ("", f"{half}_mse"), error.mean()
            yield ("", f"{half}_mae"), error.sqrt().mean()
            yield ("", f"{half}_r2"), 1 - error.sum() / (y - y.double().mean()).square().sum()

    # ---- what they need ----

    def weight(self, name: str) -> Tensor:
        """One param, as ``h1.weight``."""
        node, _, param = name.partition(".")
        return self._params_by_node()[node][param]

    def unit(self, node: str, x: Tensor) -> Tensor:
        """What a node gives for one sample or point."""
        with torch.inference_mode():
            outputs: dict[str, Tensor] = self.network.outputs(x)
        return outputs[node][0]

    @cached_property
    def gradients(self) -> dict[str, Tensor]:
        """Of the step that led here, by param, as the optimizer took them; empty where no step did."""
        if self._before is None:
            return {}
        with torch.inference_mode(False), torch.enable_grad():
            return self._slopes(self._before)

    def _slopes(self, before: Path) -> dict[str, Tensor]:
        network = self._network(before).train()
        x, y = self._batch(before)
        with torch.random.fork_rng(devices=[]):
            with safe_open(before, framework="pt") as file:
                if "random.drawn" in file.keys():  # noqa: SIM118
                    torch.set_rng_state(file.get_tensor("random.drawn"))
            outputs = network(x)
        loss = (
            functional.cross_entropy(outputs, y)
            if self.info.classes
            else functional.mse_loss(outputs, y)
        )
        names, params = zip(*network.named_weights(), strict=True)
        pulls = [self._pull(name, param) for name, param in zip(names, params, strict=True)]
        slopes = torch.autograd.grad(loss + sum(pulls), params)
        limit, length = self.training.clip_grad_norm, _norm(slopes)
        shorter = min(1.0, limit / length) if limit else 1.0
        return dict(zip(names, [slope * shorter for slope in slopes], strict=True))

    def _pull(self, name: str, param: Tensor) -> Tensor:
        if not name.endswith(".weight") or param.ndim < 2:
            return torch.zeros(())
        pull: Tensor = self.training.l1 * param.abs().sum()
        return pull + self.training.l2 / 2 * param.square().sum()

    def _batch(self, before: Path) -> tuple[Tensor, Tensor]:
        """The samples of the step that was taken from there."""
        order = torch.Generator()
        with safe_open(before, framework="pt") as file:
            order.set_state(file.get_tensor("random.order"))
        start = _facts(before)["position"] * self.training.batch_size
        shuffled = torch.randperm(len(self.train[0]), generator=order)
        chosen = shuffled[start : start + self.training.batch_size]
        return self.train[0][chosen], self.train[1][chosen]

    def _network(self, checkpoint: Path | None) -> Any:
        network = build(self.project)
        if checkpoint is not None:
            with safe_open(checkpoint, framework="pt") as file:
                names = [name for name in file.keys() if name.startswith("network.")]  # noqa: SIM118
                network.load_state_dict({name[8:]: file.get_tensor(name) for name in names})
        return copy.deepcopy(network).eval()

    def _params_by_node(self) -> dict[str, dict[str, Tensor]]:
        found: dict[str, dict[str, Tensor]] = {}
        for name, param in self.network.named_parameters():
            _, node, param_name = name.split(".", 2)
            found.setdefault(node, {})[param_name] = param.detach()
        return found

    def _targets(self, targets: Any) -> Tensor:
        return torch.from_numpy(targets.astype(np.int64 if self.info.classes else np.float32))

    def _sample(self, sample: int, of: str) -> tuple[Tensor, Tensor]:
        x, y = self.train if of == "train" else self.test
        return x[sample : sample + 1], y[sample : sample + 1]

    def _outputs(self, x: Tensor) -> Tensor:
        outputs: Tensor = self.network(x)
        return outputs

    def _answers(self, outputs: Tensor) -> Tensor:
        if self.info.classes:
            return outputs.softmax(dim=1)
        return outputs.double() * self.std + self.mean

    def _plane(self, size: int) -> Tensor:
        """The middles of size² squares, the first row at the top."""
        assert self.info.plane is not None
        low, high = self.info.plane
        middles = [low + (i + 0.5) * (high - low) / size for i in range(size)]
        return torch.tensor([[x1, x2] for x2 in reversed(middles) for x1 in middles])


def difference(probe: str, place: tuple[str, str], found: Any, expected: Any) -> Difference:
    """Between what came and the truth. Raises ``AssertionError`` where the shapes differ."""
    if isinstance(found, Quantized):
        expected = np.asarray(expected, np.float64)
        assert found.data.shape == expected.shape, (probe, place)
        gap = np.abs(dequantize(found) - expected)
        scale = found.scale.reshape(found.scale.shape + (1,) * (gap.ndim - found.scale.ndim))
        parts = gap / np.where(scale > 0, scale, 1e-6)
        return Difference(probe, *place, scales=float(parts.max(initial=0.0)))
    values, truth = np.asarray(found, np.float64), np.asarray(expected, np.float64)
    assert values.shape == truth.shape, (probe, place, values.shape, truth.shape)
    gap = np.abs(values - truth) / np.maximum(1.0, np.abs(truth))
    return Difference(probe, *place, exact=float(gap.max(initial=0.0)))


def expected_readings(
    training: Training, scheduler: ProbeScheduler, probe: Json
) -> list[Reading[Any]]:
    """What a probe finds in a run. Raises ``LookupError`` with the sentence where there is nothing."""
    with training.random.in_place():
        measured = scheduler.measure(0, probe)
    if measured.data is None:
        raise LookupError(measured.error)
    found: list[Reading[Any]] = unpack_frame(measured.data)["readings"]
    return found


def between(probe: str, found: Sequence[Reading], expected: Sequence[Reading]) -> list[Difference]:
    """The differences of two measurements of one probe, tensor by tensor and fact by fact."""
    assert [(one.kind, one.path) for one in found] == [(one.kind, one.path) for one in expected]
    differences: list[Difference] = []
    for one, other in zip(found, expected, strict=True):
        assert set(one.tensors) == set(other.tensors), (probe, one.path)
        for name, tensor in one.tensors.items():
            truth = other.tensors[name]
            values = dequantize(truth) if isinstance(truth, Quantized) else truth
            differences.append(difference(probe, (one.path, name), tensor, values))
        differences += _between_facts(probe, one, other)
    return differences


def _between_facts(probe: str, one: Reading[Any], other: Reading[Any]) -> Iterator[Difference]:
    found, expected = one.facts.written(), other.facts.written()
    assert set(found) == set(expected), (probe, one.path)
    for name, fact in found.items():
        yield from _between_values(probe, (one.path, f"fact {name}"), fact, expected[name])


def _between_values(
    probe: str, place: tuple[str, str], value: object, truth: object
) -> Iterator[Difference]:
    """Numbers may differ by a rounding, wherever in a table they stand; all else is equal."""
    if isinstance(value, float) and isinstance(truth, float) and not math.isnan(truth):
        yield difference(probe, place, value, truth)
    elif isinstance(value, dict) and isinstance(truth, dict):
        assert set(value) == set(truth), (probe, place, value, truth)
        for name, one in value.items():
            yield from _between_values(probe, place, one, truth[name])
    elif isinstance(value, (list, tuple)) and isinstance(truth, (list, tuple)):
        for one, other in zip(value, truth, strict=True):
            yield from _between_values(probe, place, one, other)
    else:
        assert str(value) == str(truth), (probe, place, value, truth)


# ---- a run to look at ---------------------------------------------------------------------------


class Halted:
    """A run of a server that is stepped from one place to the next; its checkpoints are copied where it halts."""

    def __init__(self, server: Served, tab: Tab, project: Json, folder: Path) -> None:
        self._checkpoints, self._folder, self._tab = server.data_dir / "checkpoints", folder, tab
        self.run_id = tab.start(project, paused=True)
        self.file: Json = tab.http.get(f"/api/runs/{self.run_id}").json()["project"]
        self._before: Path | None = None
        self._now: Path | None = None
        tab.follow(self.run_id)
        tab.until_point(self.run_id)

    def go(self, steps: int) -> Truth:
        """Take so many steps, the last one by itself; the truth of where it stands now."""
        if steps > 1:
            self._step(steps - 1)
        self._step(1)
        return Truth(self.file, self._now, self._before)

    def run_on(self, epochs: int) -> None:
        """Train at full speed, as long as to the end of so many epochs at least, and halt."""
        tab, run_id = self._tab, self.run_id
        begun = tab.runs[run_id]["step"]
        tab.obeyed(run_id, type="play")
        tab.until_point(run_id, lambda point: point["epoch"] >= epochs)
        tab.obeyed(run_id, type="pause")
        # The answer may come before the run as it is now; that it went at all may never be told.
        tab.until(
            lambda: tab.runs[run_id]["state"] == "paused" and tab.runs[run_id]["step"] > begun
        )
        self._copy(tab.runs[run_id]["step"])

    def look(self, probes: Sequence[Json] | None = None) -> dict[str, Json]:
        """The frame of every probe that finds something at this step, by key: of these, or of all that ``Truth`` knows
        a second way to."""
        tab, run_id, step = self._tab, self.run_id, self._tab.runs[self.run_id]["step"]
        keys = tab.watch(run_id, Truth.known() if probes is None else probes)
        tab.until(
            lambda: all(
                (run_id, key) in tab.problems
                or tab.frames.get((run_id, key), {}).get("step") == step
                for key in keys
            )
        )
        return {key: tab.frames[run_id, key] for key in keys if (run_id, key) not in tab.problems}

    def offered(self) -> list[Difference]:
        """Between all that is offered to look at, as it came over the wire, and what the checkpoint gives."""
        tab, run_id = self._tab, self.run_id
        offers = tab.http.post("/api/check", json=self.file).json()["offers"]
        probes = [offer["probe"] | QUICKER.get(offer["probe"]["type"], {}) for offer in offers]
        on_demand = {
            kind for kind, probe in entries("probes").items() if probe.facts()["on_demand"]
        }
        frames = self.look([probe for probe in probes if probe["type"] not in on_demand])
        fresh = self.fresh()
        found: list[Difference] = []
        for probe in probes:
            is_asked = probe["type"] in on_demand
            frame = tab.measure(run_id, **probe) if is_asked else frames[probe_key(probe)]
            assert frame["step"] == fresh[0].step
            expected = expected_readings(*fresh, probe)
            found += between(str(probe["type"]), frame["readings"], expected)
        return found

    def fresh(self) -> tuple[Training, ProbeScheduler]:
        """The same run where it stands now, made of its project and the checkpoint before the last step, which is
        taken anew: with what is needed to look at it."""
        assert self._before is not None
        assert self._now is not None
        project, report = resolve(self.file)
        assert project is not None, report.problems
        torch.set_num_threads(1)
        training = Training(project, torch.device("cpu"))
        scheduler = probe_scheduler(training, self.run_id)
        training.restore(read(CheckpointFile(self._before), self.run_id))
        with training.random.in_place():
            training.take(training.next_batches(1)[0])
            training.end_epoch()
        for name, value in read(CheckpointFile(self._now), self.run_id).tensors.items():
            assert torch.equal(value, training.capture().tensors[name]), name
        return training, scheduler

    def epoch_point(self) -> Json:
        """The one that was made where it stands now."""
        tab, run_id = self._tab, self.run_id
        tab.until(lambda: tab.points[run_id][-1]["step"] == tab.runs[run_id]["step"])
        return [point for point in tab.points[run_id] if point["kind"] == "epoch"][-1]

    def _step(self, count: int) -> None:
        tab, run_id = self._tab, self.run_id
        wanted = tab.runs[run_id]["step"] + count
        tab.obeyed(run_id, type="step", unit="batch", count=count)
        tab.until(
            lambda: (
                tab.runs[run_id]["step"] == wanted
                and tab.runs[run_id]["state"] in ("paused", "finished")
            )
        )
        self._copy(wanted)

    def _copy(self, step: int) -> None:
        """Keep the checkpoint of this step; it is written as soon as the run halts."""
        pattern = f"{self.run_id}-{step}-*.safetensors"
        self._tab.until(lambda: list(self._checkpoints.glob(pattern)), ask=True)
        found = next(self._checkpoints.glob(pattern))
        self._before, self._now = self._now, Path(shutil.copy(found, self._folder))


def _facts(checkpoint: Path) -> Json:
    with safe_open(checkpoint, framework="pt") as file:
        facts: Json = json.loads(file.metadata()["facts"])
    return facts


def _settings(fields: str) -> Iterator[tuple[str, Any]]:
    for field in fields.split(",") if fields else ():
        name, _, value = field.partition("=")
        yield name, json.loads(value)


def _norm(tensors: Any) -> float:
    return math.sqrt(sum(tensor.double().square().sum().item() for tensor in tensors))


def _mean_size(tensors: Any) -> float:
    return float(torch.cat([tensor.flatten() for tensor in tensors]).double().abs().mean())


def worst(differences: list[Difference]) -> Mapping[str, tuple[float, float]]:
    """The largest differences of each probe: of exact numbers, and of rounded ones in scales."""
    found: dict[str, tuple[float, float]] = {}
    for one in differences:
        exact, scales = found.get(one.probe, (0.0, 0.0))
        found[one.probe] = max(exact, one.exact), max(scales, one.scales)
    return found
