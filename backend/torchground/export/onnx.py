"""A trained network as an ONNX file, for programs without PyTorch, and a check that the file gives the same answers."""

from __future__ import annotations

import importlib.util
import tempfile
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from torchground.export.format import Format
from torchground.export.refusing import NoExport
from torchground.export.trained import Trained
from torchground.words import Sentence, template

if TYPE_CHECKING:
    from torch import Tensor, nn

    from torchground.network.spec import Project

# N samples

TWO_NETWORKS = template(
    "export.onnx.two_networks",
    "a drawing in which two networks learn against each other has no one answer, so it cannot be written as ONNX; "
    "write its weights instead",
)
NOT_EXPRESSIBLE = template(
    "export.onnx.not_expressible", "the network cannot be written as ONNX: {why}"
)
DIFFERENCE = template(
    "export.onnx.difference", "its answers differ from PyTorch's by at most {difference:.1e}"
)
NOT_COMPARED = template(
    "export.onnx.not_compared",
    "its answers were not compared with PyTorch's; install onnxruntime to compare them",
)
_NUM_SAMPLES = 7


class OnnxFormat(Format):
    """The whole network, in eval mode, for any number of samples: inputs ``x0`` …, output ``y``."""

    type_id = "onnx"
    title = "ONNX"
    option = "onnx"
    summary = "write the trained network as an ONNX file and compare its answers"
    ending = ".onnx"
    packages = ("onnx",)
    extra = "onnx"

    def check(self, project: Project) -> None:
        """Writes the network with its first weights, to find out what ONNX cannot express."""
        super().check(project)
        with tempfile.TemporaryDirectory() as folder:
            self._write(
                Trained(project.file, None, "", project.files), Path(folder) / "rehearsed.onnx"
            )

    def write(self, trained: Trained, path: Path) -> list[Sentence]:
        samples = self._write(trained, path)
        if importlib.util.find_spec("onnxruntime") is None:
            return [NOT_COMPARED()]
        return [DIFFERENCE(difference=largest_difference(trained.network, samples, path))]

    def _write(self, trained: Trained, path: Path) -> list[Tensor]:
        """Writes the file. Returns the samples for which it was exported."""
        import torch

        if trained.project.training.task.adversarial:
            raise NoExport(TWO_NETWORKS())
        inputs = trained.project.data.split().test.inputs[:_NUM_SAMPLES]
        samples = [torch.from_numpy(inputs)]
        export_onnx(trained.network, samples, path)
        return samples


def export_onnx(module: nn.Module, inputs: Sequence[Tensor], path: Path) -> None:
    """Writes the module in eval mode, for any number of samples: inputs ``x0`` …, output ``y``.

    ``inputs`` [N, …] are examples with the right shapes. Raises :class:`NoExport`.
    """
    import torch

    was_training = module.training
    try:
        with warnings.catch_warnings(), torch.random.fork_rng(devices=[]):
            warnings.simplefilter("ignore")
            _export(module.eval(), tuple(inputs), path)
    except OSError:
        raise
    except Exception as error:
        path.unlink(missing_ok=True)
        first = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise NoExport(NOT_EXPRESSIBLE(why=first[:300])) from error
    finally:
        module.train(was_training)


def _export(module: nn.Module, inputs: tuple[Tensor, ...], path: Path) -> None:
    import torch

    names = [f"x{index}" for index in range(len(inputs))]
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
    """The largest |Δ| between the answers of the module and of the file for these samples. Uses onnxruntime.

    Raises ``ImportError`` where onnxruntime is not installed.
    """
    import onnxruntime
    import torch

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


FORMAT = OnnxFormat()
