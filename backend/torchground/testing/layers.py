"""Questions to every layer: its shape rule and number of params agree with torch, and it trains for twenty steps."""

from __future__ import annotations

from math import prod

import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn
from torch.nn import functional

from torchground.catalogue.bases.entries import parse
from torchground.catalogue.bases.entry import Entry
from torchground.catalogue.bases.layer import Layer
from torchground.catalogue.bases.samples import DataInfo
from torchground.catalogue.bases.shapes import Mend, Shape, ShapeError, Tokens
from torchground.catalogue.layers.input import Input
from torchground.network.build import build
from torchground.network.check.checking import resolve
from torchground.testing.drawings import project
from torchground.testing.fields import fields

SIZES = st.integers(1, 12)
SHAPES: st.SearchStrategy[Shape] = st.one_of(
    st.tuples(SIZES),
    st.tuples(SIZES, SIZES),
    st.tuples(SIZES, st.sampled_from([4, 8, 12])),
    st.builds(Tokens, SIZES, SIZES),
    st.tuples(SIZES, SIZES, SIZES),
    st.tuples(st.integers(1, 12).map(lambda n: n * 4), SIZES, SIZES),
)
NUM_SAMPLES = 16
NUM_STEPS = 20


def promises_torchs_own_shape_and_param_count(kind: type[Entry]) -> None:
    """For all fields and inputs, the module gives the shape and the number of params that the layer promises."""

    @settings(max_examples=80, deadline=None)
    @given(data=st.data())
    def hold(data: st.DataObject) -> None:
        layer, shapes = draw_layer(kind, data)
        if (promised := shape_of(layer, shapes)) is None:
            return
        with torch.device("meta"):
            module = layer.build(*shapes)
            inputs = [blank(shape) for shape in shapes]
            if not shapes:
                inputs = [torch.empty(2, *(layer.data.shape if isinstance(layer, Input) else (2,)))]
            given_shape = module(*inputs).shape
        assert tuple(given_shape) == (2, *promised)
        counted = sum(param.numel() for param in module.parameters())
        assert counted == layer.num_params(*shapes)

    hold()


def offers_mends_that_fit(kind: type[Entry]) -> None:
    """A field that a mend sets is a field of the layer, and the mended layer does not ask for it again. A layer that a
    mend inserts exists."""

    @settings(max_examples=60, deadline=None)
    @given(data=st.data())
    def hold(data: st.DataObject) -> None:
        layer, shapes = draw_layer(kind, data)
        for mend in mends_of(layer, shapes):
            if mend.field is not None:
                changed = {**layer.model_dump(mode="json"), mend.field: mend.value}
                mended = parse("layers", changed).placed(info((5,), False), (3,))
                assert mend.field not in {further.field for further in mends_of(mended, shapes)}
            else:
                parse("layers", mend.insert)
                assert 0 <= mend.handle < len(shapes)

    hold()


def trains_twenty_steps(kind: type[Entry]) -> None:
    """A network with the layer learns: the loss is lower after twenty steps, and every param is finite."""
    assert issubclass(kind, Layer)
    if kind.needs:
        return  # needs a package that may be missing
    layer = {"type": kind.type_id()}
    middle = [] if kind.type_id() in ("input", "output") else [layer]
    for file in (
        project(*middle, {"type": "linear"}),
        project(*middle, {"type": "flatten"}, data="digits"),
    ):
        made, _ = resolve(file)
        if made is not None:
            return _assert_trains(build(made), made.info, made.num_params)
    if kind.max_inputs:
        _assert_trains_alone(kind)


def depends_on_one_input_each_where_it_says_so(kind: type[Entry]) -> None:
    """An elementwise layer keeps the shape, and a change of one input changes the output only at the same place."""
    assert issubclass(kind, Layer)
    if not kind.elementwise:
        return
    layer = parse("layers", {"type": kind.type_id()})
    assert layer.output_shape((7,)) == (7,)
    assert layer.num_params((7,)) <= 1, "more would not be seen in the card it is drawn in"
    module = layer.build((7,)).eval()
    before, after = torch.zeros(2, 7), torch.zeros(2, 7)
    after[1, 3] = 1.0
    changed = module(before) != module(after)
    assert changed.nonzero().tolist() in ([[1, 3]], [])


def says_whether_it_draws_random_numbers(kind: type[Entry]) -> None:
    """``random`` is true exactly where a forward pass in training draws from torch's generator."""
    assert issubclass(kind, Layer)
    if kind.needs or kind.max_inputs != 1 or kind.type_id() == "output":
        return
    layer, shapes = fitting(kind)
    if "dropout" in kind.model_fields:
        more = {"num_layers": 2} if "num_layers" in kind.model_fields else {}
        layer = parse("layers", {"type": kind.type_id(), "dropout": 0.5, **more})
    module, x = layer.build(*shapes).train(), drawn(shapes[0])
    torch.manual_seed(1)
    first = module(x)
    unchanged = torch.Generator().manual_seed(1).get_state()
    drew = not torch.equal(torch.random.get_rng_state(), unchanged)
    assert drew == kind.random
    assert first.shape[0] == NUM_SAMPLES


QUESTIONS = (
    promises_torchs_own_shape_and_param_count,
    offers_mends_that_fit,
    trains_twenty_steps,
    depends_on_one_input_each_where_it_says_so,
    says_whether_it_draws_random_numbers,
)


# ---- helpers ----------------------------------------------------------------------------------------


def info(shape: Shape, plane: bool) -> DataInfo:
    """The info of data with this shape: twenty samples for training, twenty for testing, three classes."""
    return DataInfo(
        shape=shape,
        num_train=20,
        num_test=20,
        classes=["a", "b", "c"],
        plane=(-1.0, 1.0) if plane else None,
    )


def draw_layer(kind: type[Entry], data: st.DataObject) -> tuple[Layer, tuple[Shape, ...]]:
    """A layer with random fields, placed on random data, and random shapes for its inputs."""
    assert issubclass(kind, Layer)
    first = data.draw(SHAPES, "shape")
    several = [
        data.draw(st.sampled_from([first, (5, *first[1:])]) | SHAPES, "other")
        for _ in range(data.draw(st.integers(1, 3)) if kind.max_inputs > 1 else 0)
    ]
    shapes = () if kind.max_inputs == 0 else (first, *several)
    plane = data.draw(st.booleans(), "plane")
    layer: Layer = parse("layers", data.draw(fields(kind), "fields"))
    return layer.placed(info((2,) if plane else first, plane), (3,)), shapes


def blank(shape: Shape) -> torch.Tensor:
    """Two samples of this shape [2, *shape], not initialized."""
    return torch.empty(2, *shape, dtype=torch.int64 if isinstance(shape, Tokens) else torch.float32)


def drawn(shape: Shape) -> torch.Tensor:
    """Random samples of this shape [16, *shape]."""
    if isinstance(shape, Tokens):
        return torch.randint(0, shape.vocab, (NUM_SAMPLES, *shape))
    return torch.randn(NUM_SAMPLES, *shape)


def shape_of(layer: Layer, shapes: tuple[Shape, ...]) -> Shape | None:
    """The shape that the layer promises. None where it refuses the inputs."""
    try:
        return layer.output_shape(*shapes)
    except ShapeError:
        return None


def mends_of(layer: Layer, shapes: tuple[Shape, ...]) -> tuple[Mend, ...]:
    """The mends that the layer offers where the shapes do not fit. Empty where they fit."""
    try:
        layer.output_shape(*shapes)
    except ShapeError as problem:
        return problem.mends
    return ()


def fitting(kind: type[Layer]) -> tuple[Layer, tuple[Shape, ...]]:
    """The layer with its default fields, and shapes that it takes. Raises ``AssertionError`` where none fits."""
    layer = parse("layers", {"type": kind.type_id()})
    handles = min(kind.max_inputs, 2)
    every: tuple[Shape, ...] = ((8,), (2,), (64,), (2, 8, 8), (6, 8), Tokens(6, 5))
    for shape in every:
        if shape_of(layer, (shape,) * handles):
            return layer, (shape,) * handles
    raise AssertionError(f"{kind.type_id()} takes none of the shapes {every}")


def _assert_trains_alone(kind: type[Layer]) -> None:
    """Trains the layer, followed by a linear layer, on random numbers of a fitting shape."""
    layer, shapes = fitting(kind)
    torch.manual_seed(1)
    module = layer.build(*shapes)
    head = nn.Linear(prod(layer.output_shape(*shapes)), 3)
    inputs = [drawn(shape) for shape in shapes]
    targets = torch.randint(0, 3, (NUM_SAMPLES,))
    optimizer = torch.optim.SGD([*module.parameters(), *head.parameters()], lr=0.05)
    losses = []
    for _ in range(NUM_STEPS):
        optimizer.zero_grad()
        loss = functional.cross_entropy(head(module(*inputs).flatten(1)), targets)
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        losses.append(loss.item())
    assert losses[-1] < losses[0]


def _assert_trains(network: nn.Module, data: DataInfo, num_params: int) -> None:
    generator = torch.Generator().manual_seed(1)
    x = torch.randn(NUM_SAMPLES, *data.shape, generator=generator)
    targets = torch.randint(0, len(data.classes), (NUM_SAMPLES,), generator=generator)
    assert sum(param.numel() for param in network.parameters()) == num_params
    optimizer = torch.optim.SGD(network.parameters(), lr=0.05)
    losses = []
    for _ in range(NUM_STEPS):
        optimizer.zero_grad()
        loss = functional.cross_entropy(network(x), targets)
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        losses.append(loss.item())
    assert all(torch.isfinite(param).all() for param in network.parameters())
    assert losses[-1] < losses[0]
