"""What this room says to people: why a stored file cannot be used."""

from __future__ import annotations

from torchground.words import template

NOT_HERE = {
    "table": template(
        "files.no_table", "the uploaded table is not on this server; upload it again"
    ),
    "images": template(
        "files.no_images", "the uploaded pictures are not on this server; upload them again"
    ),
    "text": template("files.no_text", "the uploaded text is not on this server; upload it again"),
    "weights": template(
        "files.no_weights",
        "the weights are not on this server; make them from their run again, or upload them again",
    ),
    "download": template(
        "files.no_download", "these data are not on this server yet; download them"
    ),
    "backbone": template(
        "files.no_backbone", "these trained weights are not on this server yet; download them"
    ),
}
DAMAGED = template(
    "files.damaged",
    "the stored file is damaged: its bytes are no longer those that were written; upload it again, "
    "or download it again",
)
BESIDE = template(
    "files.beside",
    "the file {path} beside the project file was not read; the command line reads it from there, in the browser upload "
    "it and choose it",
)
BAD_KEY = template("files.bad_key", "{key!r} is no name of a stored file; upload the file again")
NO_FOLDER = template(
    "files.no_folder", "no data folder is in use here, so no uploaded or downloaded file is found"
)
