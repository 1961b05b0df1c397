"""A trained network as one layer: what the check says if it is not available, and what it computes if it is."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from importlib.machinery import ModuleSpec
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import save
from torch import nn

from tests.catalogue.torchvisions import NUM_PARAMS, install_none, install_small, keep_weights
from tests.network.check.fixing import fixed
from tests.training.test_strategies import steps
from torchground.catalogue.bases.entries import parse
from torchground.catalogue.bases.shapes import NotHere, ShapeError
from torchground.catalogue.layers.shared import torchvision
from torchground.catalogue.layers.shared.backbones import NETWORKS
from torchground.catalogue.layers.shared.torchvision import why_missing
from torchground.export.onnx import export_onnx, largest_difference
from torchground.files.meta import BackboneMeta, TensorMeta, WeightsMeta
from torchground.files.store import FileStore, name_of
from torchground.network.build import build
from torchground.network.check.checking import check, resolve
from torchground.network.check.problems import Fetch, Problem
from torchground.training.state import Training

Json = dict[str, Any]
REAL = why_missing() is None
if REAL:
    try:
        torchvision.load_models()
    except NotHere:
        REAL = False
where_it_is = pytest.mark.skipif(not REAL, reason="torchvision is not installed")


@pytest.fixture(autouse=True)
def judged_anew() -> Iterator[None]:
    """Clear the cache before and after each test, because tests replace torchvision."""
    torchvision._judged.cache_clear()
    yield
    torchvision._judged.cache_clear()


@pytest.fixture
def files(tmp_path: Path) -> FileStore:
    """The file store of a data folder that only this test uses."""
    return FileStore(tmp_path)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    install_small(monkeypatch)


def file(weights: str = "imagenet", *, trainable: bool = True, **training: Any) -> Json:
    """A project with the digits, made larger, and a ResNet-18."""
    chain: list[Json] = [
        {"id": "x", "layer": {"type": "input"}},
        {"id": "u", "layer": {"type": "upsample", "scale_factor": 4}},
        {"id": "b", "layer": {"type": "backbone", "weights": weights}, "trainable": trainable},
        {"id": "y", "layer": {"type": "output"}},
    ]
    edges = [{"source": a, "target": b} for a, b in ("xu", "ub", "by")]
    return {
        "network": {"nodes": chain, "edges": edges},
        "data": {"type": "digits"},
        "training": training,
    }


def only_problem(made: Json, files: FileStore) -> Problem:
    (problem,) = check(made, files).problems
    return problem


# ---- when it is not available ----------------------------------------------------------------------


def test_without_torchvision_the_node_says_why_and_what_to_do(
    files: FileStore,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    install_none(monkeypatch)
    problem = only_problem(file("random"), files)
    assert (problem.node, problem.place) == ("b", "network.nodes[2].layer")
    assert "it is not installed; install it with “pip install torch==" in problem.sentence
    assert "weights of a run or a safetensors file" in problem.sentence
    nodes = check(file("random"), files).nodes
    assert (nodes["b"].shape, nodes["y"].shape) == ([512], [10])


def test_it_says_so_before_it_is_wired(files: FileStore, monkeypatch: pytest.MonkeyPatch) -> None:
    install_none(monkeypatch)
    made = file("random")
    made["network"]["edges"] = []
    said = [p.sentence for p in check(made, files).problems if p.node == "b"]
    assert any("not installed" in sentence for sentence in said)


@pytest.mark.parametrize(
    ("torch_is", "torchvision_is", "wants", "said"),
    [
        ("2.13.0", "0.28.0", "2.13.0", None),
        ("2.13.0+cu130", "0.28.0+cu130", "2.13.0", None),
        ("2.13.0+cpu", "0.28.0+cpu", "2.13.0", None),
        ("2.13.0+cpu", "0.28.0+1a2b3c", "2.13.0", None),
        ("2.12.1", "0.28.0", "2.13.0", "is made for PyTorch 2.13.0, and this is 2.12.1"),
        ("2.13.0+cpu", "0.28.0", "2.13.0", "a PyTorch with CUDA, and this is 2.13.0+cpu"),
    ],
)
def test_one_that_was_made_for_another_pytorch_is_known_by_its_version(
    monkeypatch: pytest.MonkeyPatch,
    torch_is: str,
    torchvision_is: str,
    wants: str,
    said: str | None,
) -> None:
    monkeypatch.setattr(torchvision, "find_spec", lambda _: ModuleSpec("torchvision", None))
    monkeypatch.setattr(
        torchvision, "version", {"torch": torch_is, "torchvision": torchvision_is}.get
    )
    monkeypatch.setattr(torchvision, "requires", lambda _: ["numpy", f"torch (=={wants})"])
    monkeypatch.setattr(sys, "platform", "linux")
    why = why_missing()
    if said is None:
        assert why is None
    else:
        assert why is not None
        assert said in str(why)
        assert "remove it with “pip uninstall torchvision”, then “pip install torch==" in str(why)


def test_one_that_fails_to_load_all_the_same_ends_the_run_with_the_same_sentence(
    monkeypatch: pytest.MonkeyPatch, small: None
) -> None:
    def broken(name: str) -> None:
        raise RuntimeError("operator torchvision::nms does not exist")

    monkeypatch.setattr(torchvision, "import_module", broken)
    with pytest.raises(NotHere, match=r"cannot be had here: it does not fit this PyTorch .*nms"):
        parse("layers", {"type": "backbone", "weights": "random"}).build((3, 32, 32))


def test_the_check_loads_neither_torch_nor_torchvision() -> None:
    told = (
        "import sys; from torchground.network.check.checking import check;"
        f"report = check({file('random')!r});"
        "assert report.nodes['b'].num_params == 11176512, report;"
        "assert not {'torch', 'torchvision'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", told], check=True)


# ---- its weights -----------------------------------------------------------------------------------


def test_weights_that_are_not_here_can_be_fetched_or_done_without(
    files: FileStore, small: None
) -> None:
    problem = only_problem(file(), files)
    assert problem.node == "b"
    assert "download them once (47 MB)" in problem.sentence
    fetch, random = problem.fixes
    assert fetch == Fetch(title="Download them, 47 MB", download="resnet18")
    assert check(fixed(file(), random), files).ok
    keep_weights(files)
    assert check(file(), files).ok


def test_weights_that_its_makers_replaced_are_fetched_again(files: FileStore, small: None) -> None:
    keep_weights(files)
    assert NETWORKS["resnet18"].is_here(files)
    with files.new() as new:
        files.put("resnet18", BackboneMeta(source="older.pth"), new)
    assert not NETWORKS["resnet18"].is_here(files)


def test_it_starts_from_what_it_learned_whatever_draws_the_others(
    files: FileStore, small: None
) -> None:
    learned = keep_weights(files).state_dict()
    for initializer in (None, {"type": "zeros"}):
        project, _ = resolve(file(initializer=initializer), files)
        assert project is not None
        state = build(project).layers["b"].state_dict()
        names = [name for name in learned if not name.startswith("fc.")]
        assert list(state) == [f"body.{name}" for name in names]
        assert all(torch.equal(state[f"body.{name}"], learned[name]) for name in names)


def test_it_starts_from_what_a_run_learned(
    files: FileStore, small: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(NETWORKS, "resnet18", replace(NETWORKS["resnet18"], num_params=NUM_PARAMS))
    first, _ = resolve(file("random", seed=5), files)
    assert first is not None
    learned = build(first).layers["b"].state_dict()
    tensors = [
        TensorMeta(name=f"b.{name}", dtype="F32", shape=list(value.shape))
        for name, value in learned.items()
    ]
    with files.new() as new:
        new.file.write(save({f"b.{name}": value for name, value in learned.items()}))
        files.put("ab" * 32, WeightsMeta(tensors=tensors), new)
    second, report = resolve(file("random", start={"weights": "ab" * 32}), files)
    assert second is not None
    assert (report.nodes["b"].start, report.nodes["y"].start) == ("taken", None)
    taken = build(second).layers["b"].state_dict()
    assert all(torch.equal(taken[name], value) for name, value in learned.items())


def test_random_weights_are_drawn_by_the_initializer(files: FileStore, small: None) -> None:
    project, _ = resolve(file("random", initializer={"type": "zeros"}), files)
    assert project is not None
    assert not build(project).layers["b"].get_parameter("body.conv1.weight").any()


def test_a_spoiled_file_of_weights_is_refused_with_a_sentence(
    files: FileStore, small: None
) -> None:
    keep_weights(files)
    (files.data_dir / "stored" / name_of("resnet18", "backbone")).write_bytes(b"no weights")
    project, _ = resolve(file(), files)
    assert project is not None
    with pytest.raises(NotHere, match="ImageNet weights of ResNet-18 cannot be read"):
        build(project)


# ---- in the network --------------------------------------------------------------------------------


def test_pictures_are_shifted_and_scaled_and_grey_ones_become_three_equal_channels(
    small: None,
) -> None:
    module = parse("layers", {"type": "backbone", "weights": "random"}).build((1, 32, 32)).eval()
    grey = torch.rand(2, 1, 32, 32)
    mean = torch.tensor([0.485, 0.456, 0.406]).view(3, 1, 1)
    std = torch.tensor([0.229, 0.224, 0.225]).view(3, 1, 1)
    expected = module.body((grey.expand(-1, 3, -1, -1) - mean) / std)
    assert torch.equal(module(grey), expected)
    assert expected.shape == (2, 512)


def test_frozen_it_stays_bit_by_bit_with_what_it_remembers(files: FileStore, small: None) -> None:
    keep_weights(files)
    for trainable in (False, True):
        project, _ = resolve(file(trainable=trainable), files)
        assert project is not None
        training = Training(project, torch.device("cpu"))
        layers = training.network.layers
        before = {name: value.clone() for name, value in layers.state_dict().items()}
        steps(training, 3)
        after = layers.state_dict()
        same = {name for name, value in before.items() if torch.equal(value, after[name])}
        backbone = {name for name in before if name.startswith("b.")}
        assert same == (set() if trainable else backbone)


def test_a_batch_of_one_small_picture_is_refused_unless_it_is_frozen(
    files: FileStore, small: None
) -> None:
    problem = only_problem(file("random", batch_size=1), files)
    assert "compares the samples of a batch" in problem.sentence
    assert check(file("random", trainable=False, batch_size=1), files).ok


@pytest.mark.parametrize(
    ("shape", "said", "mends"),
    [
        ((3, 31, 64), "32×32 pixels or more, got 31×64", ["Insert Upsample: 2 times"]),
        ((1, 8, 8), "32×32 pixels or more, got 8×8", ["Insert Upsample: 4 times"]),
        ((3, 1, 64), "32×32 pixels or more, got 1×64", []),
        ((2, 64, 64), "grey pictures or red, green and blue", ["Insert Conv2d: three channels"]),
        ((64,), "takes pictures", ["Insert Unflatten: a square picture"]),
    ],
)
def test_what_does_not_fit_is_refused_with_what_would(
    shape: tuple[int, ...], said: str, mends: list[str]
) -> None:
    layer = parse("layers", {"type": "backbone"})
    with pytest.raises(ShapeError, match=said) as caught:
        layer.output_shape(shape)
    assert [mend.title for mend in caught.value.mends] == mends
    for mend in caught.value.mends:
        if mend.insert is not None and "Unflatten" not in mend.title:
            larger = parse("layers", mend.insert).output_shape(shape)
            assert layer.output_shape(larger) == (512,)


# ---- the real torchvision ----------------------------------------------------------------------------


@where_it_is
@pytest.mark.parametrize("name", NETWORKS)
def test_the_table_is_what_torchvision_has(name: Any) -> None:
    models, network = torchvision.load_models(), NETWORKS[name]
    newest = models.get_model_weights(name).DEFAULT
    (source,) = network.sources
    assert source.urls == (newest.url,)
    assert source.size == pytest.approx(newest.meta["_file_size"] * 2**20, rel=0.01)
    assert newest.transforms().mean == [0.485, 0.456, 0.406]
    assert newest.transforms().std == [0.229, 0.224, 0.225]
    layer = parse("layers", {"type": "backbone", "model": name, "weights": "random"})
    for shape in ((3, 32, 32), (1, 64, 96)):
        module = layer.build(shape)
        assert module(torch.rand(2, *shape)).shape[1:] == layer.output_shape(shape)
        assert sum(param.numel() for param in module.parameters()) == layer.num_params(shape)
        assert 0.7 <= kept(module, shape) / layer.num_activations(shape) <= 1


def kept(module: nn.Module, shape: tuple[int, ...]) -> float:
    """How many numbers of each sample torch keeps for the backward pass."""
    sizes: dict[int, int] = {}
    params = {param.untyped_storage().data_ptr() for param in module.parameters()}

    def seen(tensor: torch.Tensor) -> torch.Tensor:
        place = tensor.untyped_storage().data_ptr()
        sizes[place] = max(sizes.get(place, 0), tensor.numel())
        return tensor

    with torch.autograd.graph.saved_tensors_hooks(seen, lambda tensor: tensor):
        answer = module(torch.rand(2, *shape))
    assert answer.requires_grad
    return sum(size for place, size in sizes.items() if place not in params) / 2


@where_it_is
@pytest.mark.parametrize("name", NETWORKS)
def test_the_real_one_answers_the_same_as_an_onnx_file(name: str, tmp_path: Path) -> None:
    layer = parse("layers", {"type": "backbone", "model": name, "weights": "random"})
    torch.manual_seed(0)
    module = layer.build((3, 40, 33))
    export_onnx(module, [torch.rand(3, 3, 40, 33)], tmp_path / "b.onnx")
    for count in (1, 4):
        samples = [torch.rand(count, 3, 40, 33)]
        assert largest_difference(module, samples, tmp_path / "b.onnx") <= 1e-4


@where_it_is
@pytest.mark.parametrize("name", NETWORKS)
def test_the_real_one_takes_up_weights_by_torchvisions_own_names(
    files: FileStore, name: Any
) -> None:
    torch.manual_seed(1)
    network, learned = NETWORKS[name], torchvision.load_models().get_model(name, weights=None)
    fetched = io.BytesIO()
    torch.save(learned.state_dict(), fetched)
    network.keep({network.file: fetched}, files)
    layer = parse("layers", {"type": "backbone", "model": name}, files)
    layer.require()
    state = layer.build((3, 32, 32)).state_dict()
    own = learned.state_dict()
    assert state
    assert all(torch.equal(value, own[key.removeprefix("body.")]) for key, value in state.items())
