"""At start: whether this database was the last one in the data folder, and what of the files there may go.

Only what this very database once named is ever moved or removed: where it is empty, another one or an older copy, the
checkpoints in the folder are those of runs that it does not know, and they stay.
"""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Collection
from functools import partial

from torchground.files.checkpoints import ASIDE_DAYS, Checkpoints, Named
from torchground.files.mark import Mark
from torchground.files.store import FileStore
from torchground.runs import sentences
from torchground.storage.records import Delayed, StoreProblem
from torchground.storage.store import Store
from torchground.words import Sentence

TIDYING = frozenset(
    said.code
    for said in (
        sentences.MOVED_ASIDE,
        sentences.RESTORED,
        sentences.FOREIGN,
        sentences.OTHER_COPY,
    )
)
"""Codes of what is said for the record: nobody need do anything."""


async def take_folder(store: Store, files: FileStore, named: Named) -> list[Sentence]:
    """Sweep where that is safe, and mark folder and database; what whoever runs the server should know of it."""
    try:
        return await _take(store, files, named)
    except StoreProblem as problem:  # without a mark nothing is swept next time either
        return [problem.sentence]


async def _take(store: Store, files: FileStore, named: Named) -> list[Sentence]:
    mark, forgotten = await store.mark(), await store.forgotten_runs()
    in_folder = await asyncio.to_thread(files.mark.read)
    is_ours = mark is not None and mark == in_folder
    if is_ours:
        told = await asyncio.to_thread(partial(_sweep, files.checkpoints, named, forgotten))
    else:
        told = await asyncio.to_thread(partial(_keep, files, named, mark, in_folder))
    new = Mark(mark.store if mark else uuid.uuid4().hex, uuid.uuid4().hex)
    writing = store.set_mark(new, is_swept=is_ours)
    try:
        await store.in_time(writing, sentences.MARK_DELAYED)
    except (
        Delayed
    ) as late:  # nobody waits for a start while the database is locked or its disk is full
        told.append(late.sentence)
    await asyncio.to_thread(files.mark.write, new)
    return told


def _sweep(checkpoints: Checkpoints, named: Named, forgotten: Collection[str]) -> list[Sentence]:
    told = _restore(checkpoints, named)
    moved = checkpoints.sweep(named, forgotten)
    if moved:
        aside = str(checkpoints.aside)
        told.append(sentences.MOVED_ASIDE(count=moved, folder=aside, days=ASIDE_DAYS))
    return told + _foreign(checkpoints, named)


def _keep(
    files: FileStore, named: Named, mark: Mark | None, in_folder: Mark | None
) -> list[Sentence]:
    """Touch nothing; what no project and no run of this database names stays for some days too."""
    files.hold_all(ASIDE_DAYS * 86_400)
    told = _restore(files.checkpoints, named)
    if in_folder is None:
        return told + _foreign(files.checkpoints, named)
    count = files.checkpoints.foreign(named)
    is_copy = mark is not None and mark.store == in_folder.store
    said = sentences.OTHER_COPY if is_copy else sentences.OTHER_DATABASE
    return [*told, said(folder=str(files.data_dir), count=count)]


def _restore(checkpoints: Checkpoints, named: Named) -> list[Sentence]:
    back = checkpoints.restore(named)
    aside = str(checkpoints.aside)
    return [sentences.RESTORED(count=back, folder=aside)] if back else []


def _foreign(checkpoints: Checkpoints, named: Named) -> list[Sentence]:
    foreign = checkpoints.foreign(named)
    folder = str(checkpoints.folder)
    return [sentences.FOREIGN(count=foreign, folder=folder)] if foreign else []
