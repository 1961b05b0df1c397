import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type * as files from "./files";
import { serve } from "../testing/http";

/** An upload that the test answers. */
class FakeUpload {
  static last: FakeUpload;
  readonly upload: { onprogress?: (event: { loaded: number; total: number }) => void } = {};
  readonly headers: Record<string, string> = {};
  onload?: () => void;
  onerror?: () => void;
  status = 0;
  statusText = "";
  responseText = "";
  opened = "";
  body: unknown;

  constructor() {
    FakeUpload.last = this;
  }
  open(method: string, path: string): void {
    this.opened = `${method} ${path}`;
  }
  setRequestHeader(name: string, value: string): void {
    this.headers[name] = value;
  }
  send(body: unknown): void {
    this.body = body;
  }
  answer(status: number, responseText: string, statusText = ""): void {
    Object.assign(this, { status, responseText, statusText });
    this.onload?.();
  }
}

beforeEach(() => {
  vi.resetModules();
  vi.stubGlobal("XMLHttpRequest", FakeUpload);
});
afterEach(() => vi.unstubAllGlobals());

const file = new Blob(["a,b\n1,2\n"]);

async function upload(onProgress = vi.fn(), name = "table.csv") {
  const { uploadFile } = await import("./files");
  const done = uploadFile("table", file, name, onProgress);
  return { done, request: FakeUpload.last, onProgress };
}

describe("an upload", () => {
  it("sends the file's bytes under its kind and name", async () => {
    const { request } = await upload(vi.fn(), "größe & co.csv");
    const [method, path = ""] = request.opened.split(" ");
    const query = new URLSearchParams(path.split("?")[1]);
    expect(method).toBe("POST");
    expect(Object.fromEntries(query)).toEqual({ kind: "table", name: "größe & co.csv" });
    expect(request.body).toBe(file);
    expect(request.headers["content-type"]).toBe("application/octet-stream");
  });

  it("tells how much is on its way, and nothing of a file without a size", async () => {
    const { request, onProgress } = await upload();
    request.upload.onprogress?.({ loaded: 2, total: 8 });
    request.upload.onprogress?.({ loaded: 8, total: 8 });
    request.upload.onprogress?.({ loaded: 0, total: 0 });
    expect(onProgress.mock.calls).toEqual([[0.25], [1], [0]]);
  });

  it("gives what the server made of it", async () => {
    const { done, request } = await upload();
    request.answer(201, '{"file": "abc"}');
    expect(await done).toEqual({ file: "abc" });
  });

  it("is refused with the server's sentence", async () => {
    const { done, request } = await upload();
    request.answer(422, '{"error": "row 3 has four cells, the others three"}');
    await expect(done).rejects.toMatchObject({
      message: "row 3 has four cells, the others three",
      status: 422,
    });
  });

  it("is refused with its status where a proxy answers in HTML", async () => {
    const { done, request } = await upload();
    request.answer(413, "<html>", "Content Too Large");
    await expect(done).rejects.toThrow("the server answered 413 Content Too Large; try again");
  });

  it("that breaks off says what may be the matter", async () => {
    const { done, request } = await upload();
    request.onerror?.();
    await expect(done).rejects.toMatchObject({
      status: 0,
      message: expect.stringContaining("the line was lost") as string,
    });
  });

  it("of weights goes to the room of the weights", async () => {
    const { uploadWeights } = await import("./files");
    const done = uploadWeights(file, "net.safetensors", vi.fn());
    expect(FakeUpload.last.opened).toBe("POST /api/weights?name=net.safetensors");
    FakeUpload.last.answer(200, '{"weights": "abc"}');
    expect(await done).toEqual({ weights: "abc" });
  });
});

describe("the other routes of files", () => {
  const CALLS: readonly [string, (api: typeof files) => Promise<unknown>][] = [
    ["GET /api/uploads", (api) => api.listUploads()],
    ["GET /api/uploads/table/abc", (api) => api.getUpload("table", "abc")],
    ["DELETE /api/uploads/table/abc", (api) => api.deleteUpload("table", "abc")],
    ["POST /api/datasets/download", (api) => api.startDownload("mnist")],
    ["GET /api/datasets/download/mnist", (api) => api.getDownload("mnist")],
  ];

  it.each(CALLS)("ask for %s", async (line, call) => {
    const asked = serve(() => ({ says: {} }));
    await call(await import("./files"));
    expect(asked.map(({ method, path }) => `${method} ${path}`)).toEqual([line]);
  });

  it("name the data set that is to be downloaded", async () => {
    const asked = serve(() => ({ says: { state: "going" } }));
    const { startDownload } = await import("./files");
    expect(await startDownload("mnist")).toEqual({ state: "going" });
    expect(asked[0]?.body).toEqual({ type: "mnist" });
  });
});
