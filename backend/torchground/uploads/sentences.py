"""Why a file cannot be taken, each sentence once with its code: readers in the jail and the server both know them."""

from __future__ import annotations

from torchground.words import template

# ---- what would fit, said at the end of others ------------------------------------------------------

SAVE_AS_CSV = template("upload.save_as_csv", "save the table as CSV")
SAVE_AS_TEXT = template("upload.save_as_text", "save it as plain text")
A_ZIP_OF_PICTURES = template(
    "upload.a_zip_of_pictures",
    "upload a zip with one folder for each class and the pictures in them",
)
AS_SAFETENSORS = template("upload.as_safetensors", "upload the weights as a safetensors file")

# ---- what a file is instead, by its first bytes -----------------------------------------------------

ZIP = template("file.zip", "a zip archive, or a document of Excel, LibreOffice or Word")
OLD_OFFICE = template("file.old_office", "an old Excel or Word document")
PDF = template("file.pdf", "a PDF")
PNG = template("file.png", "a PNG picture")
JPEG = template("file.jpeg", "a JPEG picture")
GIF = template("file.gif", "a GIF picture")
GZIP = template("file.gzip", "a gzip archive")
SEVEN_ZIP = template("file.seven_zip", "a 7-Zip archive")
RAR = template("file.rar", "a RAR archive")
NUMPY = template("file.numpy", "a numpy file")
HDF5 = template("file.hdf5", "an HDF5 file")
PARQUET = template("file.parquet", "a Parquet file")
SQLITE = template("file.sqlite", "an SQLite database")
PROGRAM = template("file.program", "a program")
PICKLE = template(
    "file.pickle", "a pickle, which is never opened here because opening it can run any program"
)
NO_ZIP = template("file.no_zip", "no zip archive")
XML = template("file.xml", "XML")
JSON = template("file.json", "JSON")
RTF = template("file.rtf", "a document in Rich Text Format")

# ---- every file -------------------------------------------------------------------------------------

EMPTY = template("upload.empty", "the file is empty; {fits}")
ANOTHER_KIND = template("upload.another_kind", "this is {what}; {fits}")
CONTROL_CHARACTER = template(
    "upload.control_character",
    "line {line:,} holds the control character {character}, so this is no text in {encoding}; {fits} in UTF-8",
)
BAD_BYTE = template(
    "upload.bad_byte",
    "line {line:,} holds the byte {byte}, which is no UTF-8, while the rest of the file is; {fits} in UTF-8",
)
UNKNOWN_ENCODING = template(
    "upload.unknown_encoding",
    "{encoding:quoted} is no encoding that is known here; utf-8, utf-16, cp1252, latin-1 and mac_roman are",
)
NEITHER_ENCODING = template(
    "upload.neither_encoding", "line {line:,} is neither UTF-8 nor {encoding}; {fits} in UTF-8"
)
TOO_MUCH_MEMORY = template(
    "upload.too_much_memory",
    "the file needs more than 1 GB of memory to be read; upload a smaller part of it",
)
TOO_MUCH_WORK = template(
    "upload.too_much_work",
    "reading this file took more than 10 seconds of computing or too much memory, so it was stopped; upload a smaller "
    "part of it",
)
ANSWER_TOO_LONG = template(
    "upload.answer_too_long",
    "what is known of this file is too long; upload a smaller part of it",
)
READER_FAILED = template(
    "upload.reader_failed",
    "the reader of such files failed on this one and nothing was kept; the file is probably broken, save it anew and "
    "upload it again",
)
NOT_CONFINED = template(
    "upload.not_confined",
    "the process that reads files cannot be confined here (missing: {missing:and}), so no file is read; run the server "
    "where the kernel allows it, or take the risk with {variable}=1",
)
UNCONFINED = template(
    "upload.unconfined",
    "files are read by a process that is not confined here (missing: {missing:and}), since {variable}=1 allows it: "
    "what a file makes of its reader can do whatever the server can do",
)
NOT_READ = template("upload.not_read", "no file was read")

# ---- tables -----------------------------------------------------------------------------------------

WEB_PAGE = template(
    "table.web_page",
    "this is a web page (HTML), not a table: what was saved is probably a page that asks to sign in or shows the "
    "table; download the CSV file itself",
)
NO_CELL = template(
    "table.no_cell", "the table has no cell with anything in it; {fits} with its rows"
)
TOO_MANY_COLUMNS = template(
    "table.too_many_columns", "the table has {count:,} columns; at most {most:,} are taken"
)
LONG_CELL = template(
    "table.long_cell",
    "a cell in line {line:,} has more than {most:,} characters; perhaps a quotation mark is not closed",
)
BAD_LINE = template("table.bad_line", "line {line:,} cannot be read: {why}; {fits} anew")
FEW_ROWS = template(
    "table.few_rows", "the table has {count:# row|# rows} of data; at least {least:,} are needed"
)
TOO_MANY_ROWS = template(
    "table.too_many_rows", "the table has more than {most:,} rows; upload a part of it"
)
TOO_MANY_CELLS = template(
    "table.too_many_cells",
    "the table has more than {most:,} cells; upload fewer rows or columns",
)
UNEVEN_ROWS = template(
    "table.uneven_rows",
    "{count:,} rows are not as wide as the others, the first: line {line:,} has {width:,} cells, the others "
    "{usual:,}; is the delimiter really {delimiter}, and is every text with a delimiter in it quoted?",
)
NOTHING_TO_LEARN = template(
    "table.nothing_to_learn",
    "no column holds numbers or a few different values; there is nothing to learn from",
)

# ---- tables of programs -------------------------------------------------------------------------------

OTHER_ZIP = template("file.other_zip", "a zip archive, and no workbook of Excel or LibreOffice")
LOCKED_WORKBOOK = template(
    "table.locked_workbook",
    "the workbook is locked by a password; save it without one, or save the sheet as CSV",
)
BAD_WORKBOOK = template(
    "table.bad_workbook",
    "the workbook cannot be read ({why}); save it anew as .xlsx, or save the sheet as CSV",
)
LARGE_WORKBOOK = template(
    "table.large_workbook",
    "the workbook unpacks to {count:,} bytes; at most {most:,} are taken, save the sheet as CSV",
)
NO_SHEET = template("table.no_sheet", "the workbook has no sheet with cells; save the table as CSV")
NO_SUCH_PART = template(
    "table.no_such_part", "the file holds no table {name:quoted}; it holds {there:and}"
)
EMPTY_PART = template(
    "table.empty_part", "{name:quoted} holds no cell with anything in it; choose another table"
)
LONG_TEXT_IN_CELL = template(
    "table.long_text_in_cell", "a cell has more than {most:,} characters; shorten it"
)
BAD_JSON = template(
    "table.bad_json",
    "this looks like JSON, and line {line:,} cannot be read: {why}; save it anew, or save the table as CSV",
)
DEEP_JSON = template(
    "table.deep_json",
    "this JSON is nested too deeply, or holds a number that is too long; save the table as CSV",
)
NO_RECORDS = template(
    "table.no_records",
    'this JSON holds no table; a list of records fits ([{{"x": 1, "y": 2}}, …]), or columns of one length '
    '({{"x": [1, …], "y": [2, …]}})',
)
NO_COLUMNS_IN_ARRAYS = template(
    "table.no_columns_in_arrays",
    "arrays with one or two dimensions become columns, and here are {shapes:and}; save pictures as a zip with a "
    "folder for each class, and columns as arrays with a row for each sample",
)
BAD_ARRAYS = template(
    "table.bad_arrays",
    "the arrays cannot be read ({why}); save them anew with numpy.savez, or save the table as CSV",
)
ODD_ARRAY = template(
    "table.odd_array",
    "{name:quoted} holds {dtype:quoted}, which is neither numbers nor texts; save the table as CSV",
)
NO_DATABASES = template(
    "table.no_databases",
    "SQLite databases are read from Python 3.11 on, and this server runs an older one; save the table as CSV",
)
NO_TABLE_IN_DATABASE = template("table.no_table_in_database", "the database holds no table")
BAD_DATABASE = template(
    "table.bad_database", "the database cannot be read ({why}); save the table as CSV"
)

# ---- pictures ---------------------------------------------------------------------------------------

UNREADABLE_PICTURES = template(
    "pictures.unreadable",
    "{count:,} of {total:,} files cannot be read as pictures, the first is {name!r}: {why}; PNG, JPEG, WebP, GIF and "
    "BMP are taken",
)
ZIP_CUT_OFF = template(
    "pictures.zip_cut_off",
    "the zip archive is cut off or broken: its list of files is missing; {fits}",
)
ZIP64 = template(
    "pictures.zip64",
    "the archive is a zip64, made for more than is taken; at most {most:,} files are",
)
TOO_MANY_LISTED = template(
    "pictures.too_many_listed", "the archive lists {count:,} files; at most {most:,} are taken"
)
ZIP_BROKEN = template("pictures.zip_broken", "the zip archive is broken: {why}; {fits}")
TOO_MANY_FILES = template(
    "pictures.too_many_files", "the archive holds {count:,} files; at most {most:,} are taken"
)
UNPACKS_TOO_LARGE = template(
    "pictures.unpacks_too_large",
    "the archive unpacks to {count:,} bytes; at most {most:,} are taken, upload fewer or smaller pictures",
)
NAME_TWICE = template(
    "pictures.name_twice",
    "the archive holds {name!r} twice (or in upper and lower case); keep one",
)
NO_PICTURES = template("pictures.none", "the archive holds no pictures; {fits}")
ENTRY_OVERLAPS = template(
    "pictures.entry_overlaps",
    "entry {name!r} lies over another one, as in a zip bomb; make the archive anew",
)
ENTRY_ABSOLUTE = template(
    "pictures.entry_absolute",
    "entry {name!r} has an absolute name; names must lie within the archive",
)
ENTRY_LEADS_OUT = template(
    "pictures.entry_leads_out", "entry {name!r} has a name that leads out of the archive"
)
ENTRY_NO_FILE = template(
    "pictures.entry_no_file",
    "entry {name!r} is a link or a device; only plain files are taken",
)
ENTRY_LOCKED = template(
    "pictures.entry_locked",
    "entry {name!r} is locked by a password; make the archive without one",
)
ENTRY_ARCHIVE = template(
    "pictures.entry_archive", "entry {name!r} is an archive inside the archive; unpack it first"
)
ENTRY_UNUSUAL = template(
    "pictures.entry_unusual",
    "entry {name!r} is packed in an unusual way; make the archive with plain zip (deflate)",
)
ENTRY_RATIO = template(
    "pictures.entry_ratio",
    "entry {name!r} unpacks to {ratio:,} times its size; at most {most:,} times is taken",
)
ENTRY_WITHOUT_FOLDER = template(
    "pictures.entry_without_folder",
    "entry {name!r} lies in no folder, so its class is not known; {fits}",
)
ENTRY_PACKED_BADLY = template(
    "pictures.entry_packed_badly",
    "entry {name!r} cannot be unpacked: {why}; make the archive anew",
)
ENTRY_LARGER = template(
    "pictures.entry_larger", "entry {name!r} is larger than it says; make the archive anew"
)
ONE_FOLDER = template(
    "pictures.one_folder",
    "all pictures lie in one folder, {name!r}; a network that tells classes apart needs a folder for each of two or "
    "more classes",
)
TOO_MANY_CLASSES = template(
    "pictures.too_many_classes",
    "there are {count:,} folders with pictures; at most {most:,} classes are taken",
)
CLASS_OF_ONE = template(
    "pictures.class_of_one",
    "the folder {name!r} holds one picture; each class needs two or more, to train with and to test",
)
TOO_MANY_PIXELS = template(
    "pictures.too_many_pixels",
    "picture {name!r} has {came}; at most {most:,} (4,096×4,096) are taken, make it smaller",
)
PIXELS = template("pictures.pixels", "{count:,} pixels")
UNCOUNTED_PIXELS = template("pictures.uncounted_pixels", "too many pixels")

# ---- texts ------------------------------------------------------------------------------------------

SHORT_TEXT = template(
    "text.short",
    "the text has {count:# character|# characters}; at least {least:,} are needed, and a network needs thousands to "
    "learn from",
)
LONG_TEXT = template(
    "text.long",
    "the text has {count:,} characters; at most {most:,} are taken, upload a part of it",
)
ONE_CHARACTER = template(
    "text.one_character",
    "the text is {character!r} over and over; there is nothing to learn from it",
)

# ---- weights ----------------------------------------------------------------------------------------

BAD_HEADER = template("weights.bad_header", "{why}; {fits}")
NO_TENSOR = template(
    "weights.no_tensor", "the file holds no tensor; save the weights of a network in it"
)
NOT_FINITE = template(
    "weights.not_finite",
    "the tensor {name!r} holds NaN or infinite numbers; weights must be finite",
)

# ---- downloads --------------------------------------------------------------------------------------

CANNOT_KEEP = template(
    "download.cannot_keep",
    "{title} could not be kept in the data folder ({why}); make room, try again",
)
CANNOT_READ = template("download.cannot_read", "{title} could not be read: {why}; nothing was kept")
NO_PLACE = template("download.no_place", "{title} has no place to be fetched from")
HOST_REFUSED = template(
    "download.host_refused",
    "{host} answered {status} instead of {name}; try again later, or {otherwise}",
)
HOST_NOT_REACHED = template(
    "download.host_not_reached",
    "{host} could not be reached ({why}); connect this machine to the internet and try again, or {otherwise}",
)
OTHER_CONTENT = template(
    "download.other_content",
    "{name} from {host} is not what it should be ({sum} {came}…, expected {expected}…); nothing of it was kept, try "
    "again later",
)
STOPPED = template(
    "download.stopped",
    "the server was stopped before the download was complete; start it again",
)
TOO_LARGE = template(
    "download.too_large",
    "{name} is larger than it should be, so it was given up; try again later",
)
