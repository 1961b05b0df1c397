import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";

import { uploadFile } from "../../session/files";
import { render } from "../../testing/render";
import { freshStores, given } from "../../testing/stores";
import { tableUpload } from "../../testing/uploads";
import { catalogueOf, entryOf } from "../../testing/values";
import type { TableSentence } from "../../api/files";
import { UploadDialog } from "./UploadDialog";
import type { Opened } from "./useReading";

vi.mock("../../session/files", () => ({
  uploadFile: vi.fn(),
  deleteUpload: vi.fn(() => Promise.resolve()),
}));
vi.mock("../../session/tryOut", () => ({ tryOut: () => new Promise(() => undefined) }));

const SOURCE = new Blob(["length;kind\n7,30;alba"]);
const send = vi.mocked(uploadFile);

function note(more: Partial<TableSentence>): TableSentence {
  return {
    sentence: "something was left out",
    may_mislead: false,
    columns: [],
    count: 0,
    lines: [],
    excerpts: [],
    advice: "none",
    value: "",
    ...more,
  };
}

function open(more: Partial<Opened> = {}) {
  const opened: Opened = {
    name: "plants.csv",
    kind: "table",
    source: SOURCE,
    upload: tableUpload(),
    refusal: null,
    ...more,
  };
  render(<UploadDialog opened={opened} onClose={vi.fn()} />);
}

const recipes = () => send.mock.calls.map((call) => call[4]);
const select = (label: string) => screen.getByLabelText<HTMLSelectElement>(label);
const shows = (label: string) => select(label).selectedOptions[0]?.textContent;

function choose(label: string, option: RegExp) {
  const found = within(select(label)).getByRole<HTMLOptionElement>("option", { name: option });
  fireEvent.change(select(label), { target: { value: found.value } });
}

beforeEach(() => {
  freshStores();
  given({ catalogue: catalogueOf({ datasets: [entryOf("csv_table", {}, { title: "Table" })] }) });
  send.mockReset();
});

test("the dialog says how the file was read, and how sure that is", () => {
  open();
  expect(shows("Encoding")).toBe("Windows-1252 (Western) · a guess, 60 %");
  expect(shows("Delimiter")).toBe("semicolon ; · sure");
  expect(shows("Line with the names")).toBe("line 1: length;kind · sure");
  expect(screen.getByPlaceholderText("the usual ones · sure")).toBeTruthy();
  const rows = screen.getByRole("group", { name: "First rows" });
  expect(within(rows).getByText("7.3").title).toBe("in the file: 7,30");
  expect(within(rows).getByText("missing").title).toBe("in the file: n/a");
  fireEvent.click(screen.getByRole("radio", { name: "As in the file" }));
  expect(screen.getByLabelText("First lines").textContent).toContain("7,30;alba");
});

test("a changed field reads the file again, and the table changes", async () => {
  const comma = tableUpload({ file: "f2" });
  comma.preview.read = [["730", "alba"]];
  send.mockResolvedValue(comma);
  open();
  choose("Delimiter", /^tab/);
  expect(recipes()).toEqual(['{"delimiter":"\\t"}']);
  await screen.findByText("730");
  expect(shows("Delimiter")).toBe("tab");
  choose("Delimiter", /^guess/);
  expect(recipes().at(-1)).toBe("");
});

test("words for missing are taken when the field is left", async () => {
  send.mockResolvedValue(tableUpload({ file: "f2" }));
  open();
  const field = screen.getByLabelText("More words for missing");
  fireEvent.change(field, { target: { value: "-9999, ?" } });
  expect(send).not.toHaveBeenCalled();
  fireEvent.blur(field);
  await waitFor(() => expect(recipes()).toEqual(['{"missing":["-9999","?"]}']));
});

test("a reading that is refused says why, and the one before stays", async () => {
  send.mockRejectedValue(new Error("240 rows are not as wide as the others"));
  open();
  choose("Line with the names", /no names/);
  expect((await screen.findByRole("alert")).textContent).toContain("not as wide as the others");
  expect(screen.getByText("7.3")).toBeTruthy();
});

test("a note shows its lines, and its button helps", async () => {
  send.mockResolvedValue(tableUpload({ file: "f2" }));
  const notes = [
    note({ sentence: "line 7 was left out", lines: [7, 9], excerpts: ["x;y"], count: 3 }),
    note({ may_mislead: true, sentence: "-9999 is far off", advice: "missing", value: "-9999" }),
    note({ may_mislead: true, sentence: "an id", advice: "ignore", columns: ["length"] }),
    note({ may_mislead: true, sentence: "twins", advice: "merge", columns: ["kind"] }),
  ];
  open({ upload: tableUpload({ table_notes: notes }) });
  const region = screen.getByRole("region", { name: "Notes about the table" });
  expect(within(region).getByText("x;y")).toBeTruthy();
  expect(within(region).getByText(/and line 9/)).toBeTruthy();
  const role = select("What length is for");
  fireEvent.click(screen.getByRole("button", { name: "Leave out “length”" }));
  expect(role.value).toBe("ignored");
  fireEvent.click(screen.getByRole("button", { name: "Use “length” all the same" }));
  expect(role.value).toBe("seen");
  fireEvent.click(screen.getByRole("button", { name: "Count -9999 as missing" }));
  fireEvent.click(screen.getByRole("button", { name: "Take them as one value" }));
  await waitFor(() => expect(recipes().at(-1)).toBe('{"missing":["-9999"],"cases":"merge"}'));
});

test("a table of earlier days says how it was read, and asks for its file to read it otherwise", async () => {
  send.mockResolvedValue(tableUpload({ file: "f2" }));
  open({ source: null });
  expect(select("Delimiter").disabled).toBe(true);
  const file = new File(["x"], "again.csv");
  fireEvent.change(screen.getByLabelText("The same file again"), { target: { files: [file] } });
  await waitFor(() => expect(select("Delimiter").disabled).toBe(false));
  expect(send.mock.calls[0]?.[1]).toBe(file);
});

test("a file that was refused can be read as a person says", async () => {
  send.mockResolvedValue(tableUpload({ file: "f2" }));
  open({ upload: null, refusal: "no column holds numbers" });
  expect(screen.getByRole("alert").textContent).toContain("no column holds numbers");
  await screen.findByText(/length;kind/, { selector: "pre span" });
  choose("Line with the names", /^line 1/);
  await screen.findByText("7.3");
  expect(screen.queryByRole("alert")).toBeNull();
});

test("a file can be read as another kind", () => {
  send.mockReturnValue(new Promise(() => undefined));
  open();
  fireEvent.change(select("Kind of file"), { target: { value: "text" } });
  expect(send.mock.calls[0]?.[0]).toBe("text");
});
