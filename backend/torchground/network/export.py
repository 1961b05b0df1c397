"""A trained network as an ONNX file, for programs that know no PyTorch, and whether that file answers the same."""

from __future__ import annotations

import os
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

# N samples


class NoExport(ValueError):
    """Why a network cannot be written as ONNX, in a sentence."""


def export_onnx(module: nn.Module, inputs: Sequence[Tensor], path: Path) -> None:
    """Write the module, as it answers in eval mode, for any number of samples: inputs ``x0`` …, output ``y``.

    ``inputs`` [N, …] are examples with the shapes of what it takes. Raises :class:`NoExport`.
    """
    names = [f"x{index}" for index in range(len(inputs))]
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    was_training = module.training
    try:
        with warnings.catch_warnings(), torch.random.fork_rng(devices=[]):
            warnings.simplefilter("ignore")
            _export(module.eval(), tuple(inputs), unfinished, names)
        os.replace(unfinished, path)
    except Exception as error:
        unfinished.unlink(missing_ok=True)
        first = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise NoExport(f"the network cannot be written as ONNX: {first}") from error
    finally:
        module.train(was_training)


def _export(module: nn.Module, inputs: tuple[Tensor, ...], path: Path, names: list[str]) -> None:
    try:
        import onnx  # noqa: F401
    except ImportError:
        raise NoExport(
            "it needs the package onnx, which is not installed; pip install 'torchground[onnx]'"
        ) from None
    torch.onnx.export(
        module,
        inputs,
        str(path),
        input_names=names,
        output_names=["y"],
        dynamic_axes={name: {0: "samples"} for name in (*names, "y")},
        dynamo=False,
    )


def largest_difference(module: nn.Module, inputs: Sequence[Tensor], path: Path) -> float:
    """The largest |Δ| between what the module and the file answer for these samples, by onnxruntime.

    Raises ``ImportError`` where onnxruntime is not installed.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    known = {value.name for value in session.get_inputs()}
    given: dict[str, Any] = {
        f"x{index}": value.numpy() for index, value in enumerate(inputs) if f"x{index}" in known
    }
    answered = torch.from_numpy(session.run(["y"], given)[0])
    was_training = module.training
    with torch.no_grad():
        expected = module.eval()(*inputs)
    module.train(was_training)
    return float((answered - expected).abs().max())
