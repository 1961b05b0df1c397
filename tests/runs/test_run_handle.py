"""What is shared of one run."""

from __future__ import annotations

import json

from tests.runs.test_live_run import HELD
from torchground.runs.run_handle import handle_of
from torchground.telemetry.messages import Status


def test_of_what_a_worker_shows_only_the_newest_of_each_type_is_kept() -> None:
    handle = handle_of(HELD)
    for step in (1, 2, 3):
        handle.show(Status(run=HELD.id, epoch=0, step=step))
    assert list(handle.live) == ["status"]
    assert handle.live["status"].number == 3
    assert json.loads(handle.live["status"].message)["step"] == 3
