import { act, renderHook, waitFor } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";

import { deleteUpload, uploadFile } from "../../session/files";
import { useProject } from "../../store/project";
import { freshStores } from "../../testing/stores";
import { tableUpload } from "../../testing/uploads";
import { useReading, type Opened } from "./useReading";

vi.mock("../../session/files", () => ({
  uploadFile: vi.fn(),
  deleteUpload: vi.fn(() => Promise.resolve()),
}));

const SOURCE = new Blob(["a;b"]);
const send = vi.mocked(uploadFile);

function opened(more: Partial<Opened> = {}): Opened {
  const upload = tableUpload({ file: "first" });
  return { name: "a.csv", kind: "table", source: SOURCE, upload, refusal: null, ...more };
}

beforeEach(() => {
  freshStores();
  send.mockReset();
  vi.mocked(deleteUpload).mockClear();
});

test("the file is read again by what was given, and the reading before is not kept", async () => {
  send.mockResolvedValue(tableUpload({ file: "second" }));
  const onRead = vi.fn();
  const { result } = renderHook(() => useReading(opened(), onRead));
  act(() => result.current.read({ delimiter: ";" }));
  expect(result.current.isReading).toBe(true);
  await waitFor(() => expect(result.current.isReading).toBe(false));
  expect(send.mock.calls[0]?.[4]).toBe('{"delimiter":";"}');
  expect(result.current.upload?.file).toBe("second");
  expect(onRead).toHaveBeenCalledOnce();
  expect(deleteUpload).toHaveBeenCalledExactlyOnceWith("table", "first");
});

test("a reading that the drawing uses, or that was here before, stays", async () => {
  send.mockResolvedValue(tableUpload({ file: "second" }));
  const before = tableUpload({ file: "old", is_new: false });
  const { result } = renderHook(() => useReading(opened({ upload: before }), vi.fn()));
  act(() => result.current.read({ header: 0 }));
  await waitFor(() => expect(result.current.isReading).toBe(false));
  act(() => useProject.getState().setData({ type: "csv_table", file: "second" }));
  send.mockResolvedValue(tableUpload({ file: "third" }));
  act(() => result.current.read({ header: 1 }));
  await waitFor(() => expect(result.current.upload?.file).toBe("third"));
  expect(deleteUpload).not.toHaveBeenCalled();
});

test("of what is asked for while a reading goes on, only the last is read", async () => {
  const answers: ((value: ReturnType<typeof tableUpload>) => void)[] = [];
  send.mockImplementation(() => new Promise((resolve) => answers.push(resolve)));
  const { result } = renderHook(() => useReading(opened(), vi.fn()));
  act(() => result.current.read({ header: 1 }));
  act(() => result.current.read({ header: 2 }));
  act(() => result.current.read({ header: 3 }));
  await act(() => Promise.resolve(answers[0]?.(tableUpload({ file: "one" }))));
  await act(() => Promise.resolve(answers[1]?.(tableUpload({ file: "two" }))));
  expect(send.mock.calls.map((call) => call[4])).toEqual(['{"header":1}', '{"header":3}']);
  expect(result.current.upload?.file).toBe("two");
});

test("a refusal is said, and the table before stays", async () => {
  send.mockRejectedValue(new Error("2 rows are not as wide as the others"));
  const { result } = renderHook(() => useReading(opened(), vi.fn()));
  act(() => result.current.read({ delimiter: "|" }));
  await waitFor(() => expect(result.current.refusal).toMatch(/not as wide/));
  expect(result.current.upload?.file).toBe("first");
  expect(result.current.given).toEqual({ delimiter: "|" });
});

test("a reading that ends after the dialog was closed is not kept", async () => {
  let answer: (value: ReturnType<typeof tableUpload>) => void = () => undefined;
  send.mockImplementation(() => new Promise((resolve) => (answer = resolve)));
  const { result, unmount } = renderHook(() => useReading(opened(), vi.fn()));
  act(() => result.current.read({ header: 1 }));
  unmount();
  await act(() => Promise.resolve(answer(tableUpload({ file: "late" }))));
  expect(deleteUpload).toHaveBeenCalledExactlyOnceWith("table", "late");
});

test("a file that is not at hand is not read again before it is chosen", async () => {
  send.mockResolvedValue(tableUpload({ file: "second" }));
  const { result } = renderHook(() => useReading(opened({ source: null }), vi.fn()));
  act(() => result.current.read({ header: 1 }));
  expect(send).not.toHaveBeenCalled();
  act(() => result.current.choose(new File(["x"], "b.csv"), { header: 1 }));
  await waitFor(() => expect(result.current.upload?.file).toBe("second"));
  expect(send.mock.calls[0]?.[2]).toBe("b.csv");
});
