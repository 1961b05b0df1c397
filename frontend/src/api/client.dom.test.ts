import { afterEach, describe, expect, it, vi } from "vitest";

import { runInfo } from "../testing/fakes";
import { serve, serveNothing } from "../testing/http";
import { problemAt, projectOf } from "../testing/values";
import { ApiError, createApi, isDelayed, refusal, type Api } from "./client";

afterEach(() => vi.unstubAllGlobals());

/** What a call rejects with. */
async function failureOf(call: Promise<unknown>): Promise<ApiError> {
  const error = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ApiError)) throw new Error(`not an ApiError: ${String(error)}`);
  return error;
}

describe("a route", () => {
  const project = projectOf();
  const CALLS: readonly [string, (api: Api) => Promise<unknown>, string, unknown][] = [
    ["the catalogue", (api) => api.catalogue(), "GET /api/catalogue", undefined],
    ["the check", (api) => api.check(project), "POST /api/check", project],
    [
      "a look at data",
      (api) => api.preview({ data: { type: "spiral" }, val_fraction: 0.2 }),
      "POST /api/datasets/preview",
      { data: { type: "spiral" }, val_fraction: 0.2 },
    ],
    ["all runs", (api) => api.runs(), "GET /api/runs", undefined],
    ["one run", (api) => api.run("r1"), "GET /api/runs/r1", undefined],
    [
      "a new run",
      (api) => api.startRun({ project, draft: true, paused: true, request: "once" }),
      "POST /api/runs",
      { project, draft: true, paused: true, request: "once" },
    ],
    [
      "a run from its start",
      (api) => api.resetRun("r1", { new_seed: true, request: "once" }),
      "POST /api/runs/r1/reset",
      { new_seed: true, request: "once" },
    ],
    ["a run's end", (api) => api.deleteRun("r1"), "DELETE /api/runs/r1", undefined],
    ["all projects", (api) => api.projects(), "GET /api/projects", undefined],
    ["a changed project", (api) => api.saveProject("p1", project), "PUT /api/projects/p1", project],
    [
      "the weights of a run",
      (api) => api.borrowWeights("r1"),
      "POST /api/runs/r1/weights?kept=false",
      undefined,
    ],
  ];

  it.each(CALLS)("of %s is asked with what it needs", async (_, call, line, body) => {
    const asked = serve(() => ({ says: {} }));
    await call(createApi());
    expect(asked.map(({ method, path }) => `${method} ${path}`)).toEqual([line]);
    // As JSON writes it: what is undefined is left out.
    expect(asked[0]?.body).toEqual(body && JSON.parse(JSON.stringify(body)));
  });

  it("has ids with odd letters written out, so that they name one thing only", async () => {
    const asked = serve(() => ({ says: {} }));
    await createApi().run("../projects?x=1");
    expect(asked[0]?.path).toBe("/api/runs/..%2Fprojects%3Fx%3D1");
  });

  it("gives what the server says", async () => {
    const info = runInfo("r1");
    serve(() => ({ says: [info] }));
    expect(await createApi().runs()).toEqual([info]);
  });

  it("of lessons is asked in the language of the browser", async () => {
    vi.spyOn(navigator, "language", "get").mockReturnValue("de-CH");
    const asked = serve(() => ({ says: [] }));
    await createApi().lessons();
    expect(asked[0]?.path).toBe("/api/lessons?language=de");
  });

  it("of a saved project gives the drawing, without what the server notes beside it", async () => {
    serve(() => ({ says: { id: "p1", title: "Mine", project: { title: "Mine" } } }));
    expect(await createApi().project("p1")).toEqual({ title: "Mine" });
  });

  it("that saves anew gives the id it was saved under", async () => {
    serve(() => ({ says: { id: "p7", title: "Mine" } }));
    expect(await createApi().createProject(projectOf())).toBe("p7");
  });

  it("that deletes takes an answer without a word", async () => {
    serve(() => ({ status: 204 }));
    expect(await createApi().deleteRun("r1")).toBeUndefined();
  });
});

describe("what the server saves later", () => {
  const says = { delayed: "Saving is delayed. The disk is full.", id: "p7", code: "x", values: {} };

  it("is told by its sentence, with the id of what is new", async () => {
    serve(() => ({ status: 202, says }));
    const error = await failureOf(createApi().createProject(projectOf()));
    expect(isDelayed(error)).toBe(true);
    expect(error).toMatchObject({ message: says.delayed, made: "p7" });
  });

  it("is no other failure", () => {
    expect(isDelayed(new ApiError("refused", 422))).toBe(false);
    expect(isDelayed(new Error("x"))).toBe(false);
  });
});

describe("what goes wrong", () => {
  it("is said in the server's own sentence, with its problems", async () => {
    const problems = [problemAt("network", "the network has no output; add one")];
    serve(() => ({ status: 422, says: { error: "the project cannot train", problems } }));
    const error = await failureOf(createApi().check(projectOf()));
    expect(error).toMatchObject({ message: "the project cannot train", status: 422, problems });
  });

  it("is said by its status where the server has no sentence", async () => {
    serve(() => ({ status: 502, statusText: "Bad Gateway", says: "<html>" }));
    const error = await failureOf(createApi().runs());
    expect(error.message).toBe("the server answered 502 Bad Gateway; try again");
    expect(error.problems).toEqual([]);
  });

  it("is another sentence where nobody answers", async () => {
    serveNothing();
    const error = await failureOf(createApi().runs());
    expect(error.status).toBe(0);
    expect(error.message).toMatch(/cannot be reached/);
  });

  it.each([null, undefined, "a text", 7, { error: 7 }, { error: null }])(
    "is a sentence even where the server says %j",
    (said) => {
      const error = refusal(said, { status: 500, statusText: "Internal Server Error" });
      expect(error.message).toBe("the server answered 500 Internal Server Error; try again");
    },
  );
});
