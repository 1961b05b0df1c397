"""What the server says to people, apart from what the rooms below it say: each sentence once, with its code."""

from __future__ import annotations

from typing import TypeAlias

from torchground.words import Template, template

Owned: TypeAlias = Template
"""A sentence about the server that owns the database; its place is ``owner``."""

# ---- the server -------------------------------------------------------------------------------------

WAITING: Owned = template(
    "server.waiting",
    "Another Torchground ({owner}) goes on with the runs in this database. This one waits and takes over when the "
    "other ends; stop one of them, or give this one another --database-url.",
)
OVERTAKEN: Owned = template(
    "server.overtaken",
    "This Torchground lost its connection to the database for so long that another one ({owner}) took over its runs. "
    "It has let go of them, and waits until the other ends.",
)
READ_ANEW = template(
    "server.read_anew",
    "Another Torchground had this database for a while and is gone; this one reads the runs anew and goes on with "
    "them.",
)
TAKEN_OVER = template(
    "server.taken_over",
    "The other Torchground is gone; this one goes on with the runs in the database.",
)
PORT_TAKEN = template(
    "server.port_taken",
    "Port {port} is taken; perhaps Torchground is already at http://{address}. Choose another one with --port {other}.",
)
PORT_NEEDS_RIGHTS = template(
    "server.port_needs_rights",
    "Port {port} needs more rights; choose one from 1024 up, such as --port 8000.",
)
CANNOT_LISTEN = template(
    "server.cannot_listen",
    "Cannot listen on {host}, port {port}: {why}. Choose another --host or --port.",
)
CANNOT_WRITE = template(
    "server.cannot_write",
    "Cannot write to {folder}: {why}. Choose another folder with --data-dir.",
)
FOLDER_IN_USE = template(
    "server.folder_in_use",
    "Another Torchground already uses {folder}. Stop it, or choose another folder with --data-dir.",
)
SAFE_MODE = template(
    "server.safe_mode",
    "Torchground ended {count} times in a row within a minute of its start, so no run goes on by itself now. Press "
    "play at a run to go on with it; the log says why the server ended.",
)
BAD_SAFE_AFTER = template(
    "server.bad_safe_after", "TORCHGROUND_SAFE_AFTER is {came!r}; give a number, 0 for never."
)
CANNOT_START = template(
    "server.cannot_start",
    "Torchground could not start: {why:inside}. The log above says where; please report it with these lines.",
)
BAD_ORIGIN = template(
    "server.bad_origin",
    "TORCHGROUND_ORIGINS lists {origin!r}; each must begin with http:// or https://.",
)
ON_THIS_NETWORK = template(
    "server.on_this_network",
    "Others on this network open it at {addresses:or}.",
)
BAD_PROXY = template(
    "server.bad_proxy",
    "TORCHGROUND_PROXIES lists {proxy!r}; each must be an address or a network, such as 10.0.0.7 or 10.0.0.0/24.",
)
STARTING = template("server.starting", "The server is starting; ask again in a moment.")
DISK_FULL = template(
    "server.disk_full",
    "The disk that the server keeps its files on is full. Nothing that was kept is lost; delete what is not needed on "
    "it, then try again.",
)
DISK_FAILS = template(
    "server.disk_fails",
    "The disk that the server keeps its files on cannot be written ({why}). Nothing that was kept is lost; look at the "
    "disk, then try again.",
)
INCIDENT = template(
    "server.incident", "The server made a mistake; it is in its log as incident {incident}."
)
OUR_MISTAKE = template("server.our_mistake", "The server made a mistake; its log says more.")

# ---- at the door ------------------------------------------------------------------------------------

OTHER_HOST = template(
    "door.other_host",
    "This server does not answer to that Host here; open it by the address of its machine, on the machine itself by "
    "localhost, or by a name it was started with (--host, or TORCHGROUND_ORIGINS=http://name:port).",
)
STREAM_OF_ANOTHER_ORIGIN = template(
    "door.stream_of_another_origin",
    "The stream is only for the page at this address; the request came with {came}.",
)
ANOTHER_ORIGIN = template(
    "door.another_origin",
    "Only the page at this address may do this; the request came from {origin!r}.",
)
ANOTHER_SITE = template(
    "door.another_site",
    "Only the page at this address may do this; the request came from another site.",
)
NOT_JSON_TYPE = template(
    "door.not_json_type", "Send JSON with Content-Type: application/json, not {came!r}."
)
BODY_TOO_SLOW = template(
    "door.body_too_slow", "The body of the request came too slowly; send it again."
)
BODY_GAVE_WAY = template(
    "door.body_gave_way",
    "Too many requests from this address are on their way at once, and this one came most slowly; send it again in a "
    "moment.",
)
TOO_MANY_BODIES = template(
    "door.too_many_bodies",
    "Too many requests from this address are on their way at once; send this one again in a moment.",
)
BODY_CUT_OFF = template("door.body_cut_off", "The request was cut off; send it again.")
TOO_MANY_CONNECTIONS = template(
    "door.too_many_connections",
    "Too many requests are being answered at once; try again in a few seconds.",
)
BODY_TOO_LARGE = template(
    "door.body_too_large", "The body is larger than {most:,} bytes; send a smaller one."
)
SEND_JSON = template("door.send_json", "Send JSON with Content-Type: {type}.")
SEND_FILE = template("door.send_file", "Send the file itself with Content-Type: {type}.")
NOT_JSON = template("door.not_json", "this is not JSON: {why}")
TOO_DEEP = template(
    "door.too_deep", "lists and objects lie more than {most} deep inside one another"
)
TOO_MANY_FIELDS = template(
    "door.too_many_fields",
    "an object here has {count:,} fields; {most} are the most, so remove what does not belong to it",
)
NO_BODY = template("door.no_body", "This is not JSON: the request has no body; send one.")
NOTHING_THERE = template(
    "door.nothing_there",
    "There is nothing at {path}; the API is described at /api/openapi.json.",
)
OTHER_METHOD = template("door.other_method", "{method} does not fit {path}; use {fits}.")
UNFIT = template("door.unfit", "{problems}")
FILES_DAMAGED = template(
    "server.files_damaged",
    "{count:# stored file|# stored files} in {folder} can no longer be read as written: {named:and}. What uses one "
    "says so; upload or download it again.",
)
MORE_PROBLEMS = template("door.more_problems", "{count:,} more; solve the ones above first")

# ---- the stream -------------------------------------------------------------------------------------

TOO_MANY_TABS = template(
    "stream.too_many_tabs", "too many tabs are open on this server; close some that you do not need"
)
NO_POLL_SESSION = template(
    "stream.no_poll_session",
    "The server has no such line to a tab any more; open a new one by a poll without a session.",
)
TOO_MANY_QUESTIONS = template(
    "stream.too_many_questions", "{count:,} questions are being answered; ask again in a moment."
)
NOT_TEXT = template(
    "stream.not_text",
    "send text frames with JSON; binary frames go only from the server to the tab",
)

# ---- files ------------------------------------------------------------------------------------------

FILE_TOO_LARGE = template(
    "upload.too_large", "The file is larger than {most_mb:,} MB; send a smaller part of it."
)
FILE_TOO_SLOW = template("upload.too_slow", "The file came too slowly; send it again.")
FILE_GAVE_WAY = template(
    "upload.gave_way",
    "The file came slowly while others waited to send theirs, so it gave way; send it again in a moment.",
)
FILE_CUT_OFF = template("upload.cut_off", "The file was cut off; send it again.")
TOO_MANY_UPLOADS = template(
    "upload.too_many", "{count:,} files are being read already; send this one again in a moment."
)
NO_ROOM = template(
    "upload.no_room",
    "The data folder holds {taken_mb:,} MB of uploaded files, and there is room for no more; delete some of them.",
)
BAD_RECIPE = template(
    "upload.bad_recipe",
    "The recipe for this table is not valid at {place!r}: {why}; leave it out to have it guessed.",
)
NO_DOWNLOAD = template("download.unknown", "{type!r} is nothing to download; {known:and} are.")
NO_CHECKPOINT = template(
    "weights.no_checkpoint",
    "This run has no checkpoint yet; play it and pause it, then its weights can be kept.",
)
NEWER_CHECKPOINT = template(
    "weights.newer_checkpoint",
    "A newer checkpoint took the place of this one just now; ask again.",
)
NO_FORMAT = template("export.unknown_format", "{format!r} is no format; {known:and} are.")
NOTHING_TO_WRITE = template(
    "export.no_checkpoint",
    "This run has no checkpoint yet; play it and pause it, then it can be written.",
)

# ---- projects and previews --------------------------------------------------------------------------

TOO_MANY_PROJECTS = template(
    "project.too_many", "{most:,} projects are saved already; delete one first."
)
OTHER_VERSION = template(
    "project.other_version",
    'A project file says "torchground": {newest} at most; this one says {came!r}. If a newer Torchground made it, '
    "update this one.",
)
NOT_FINITE = template(
    "project.not_finite", "A project file cannot hold NaN or Infinity; use a finite number."
)
ONLY_HERE = template(
    "owner.only_here",
    "Others reach this server, too, so what each browser makes stays its own. Start the server for this machine only "
    "(without --host) to bring the work of all browsers together.",
)
NO_PROJECT = template(
    "project.unknown", "There is no project {project!r}; it may have been deleted."
)
TOO_MANY_PREVIEWS = template(
    "preview.too_many", "{count:,} previews are being made already; ask again in a second."
)
