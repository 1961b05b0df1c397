/** The server's routes as functions. Whatever goes wrong is an `ApiError` whose message is a sentence. */
import createClient from "openapi-fetch";

import type { components, paths } from "./schema.gen";
import type {
  Catalogue,
  Lesson,
  Preview,
  Problem,
  ProjectFile,
  Report,
  RunDetail,
  RunInfo,
  RunLabels,
  Weights,
} from "./types";

export class ApiError extends Error {
  constructor(
    sentence: string,
    /** HTTP status; 0 when the server could not be reached, 202 when it took what was asked and saves it later. */
    readonly status: number,
    readonly problems: readonly Problem[] = [],
    /** The id of what the server saves later, where that is something new. */
    readonly made: string | null = null,
  ) {
    super(sentence);
  }
}

/** Whether the server took what was asked and saves it later. */
export function isDelayed(error: unknown): error is ApiError {
  return error instanceof ApiError && error.status === LATE;
}

const LATE = 202;

export type ProjectCard = components["schemas"]["ProjectCard"];

/** What a preview shows: the data, and the part of their train samples that is the validation split. */
export interface PreviewRequest {
  readonly data: ProjectFile["data"];
  readonly val_fraction: number;
}

/** What a run is started from. */
export interface StartRun {
  readonly project: ProjectFile;
  readonly draft: boolean;
  readonly paused: boolean;
  /** A request that is sent again with this name returns the run that was made the first time. */
  readonly request: string;
}

/** Most runs that the server deletes at once. */
export const MOST_DELETED = 500;

export type RunsDeleted = components["schemas"]["RunsDeleted"];

/** How a run begins anew. */
export interface ResetRun {
  readonly new_seed: boolean;
  /** As of `StartRun`. */
  readonly request: string;
}

export interface Api {
  catalogue(): Promise<Catalogue>;
  lessons(): Promise<readonly Lesson[]>;
  check(file: ProjectFile): Promise<Report>;
  preview(request: PreviewRequest): Promise<Preview>;
  runs(): Promise<readonly RunInfo[]>;
  run(id: string): Promise<RunDetail>;
  startRun(start: StartRun): Promise<RunDetail>;
  resetRun(id: string, how: ResetRun): Promise<RunDetail>;
  deleteRun(id: string): Promise<void>;
  /** Deletes at most `MOST_DELETED` runs. Resolves with those that are gone, and why each of the others is not. */
  deleteRuns(ids: readonly string[]): Promise<RunsDeleted>;
  /** Resolves with the run as it is then. */
  labelRun(id: string, labels: RunLabels): Promise<RunInfo>;
  projects(): Promise<readonly ProjectCard[]>;
  project(id: string): Promise<Partial<ProjectFile>>;
  /** Saves a new project. Resolves with its id. */
  createProject(file: ProjectFile): Promise<string>;
  saveProject(id: string, file: ProjectFile): Promise<void>;
  /**
   * The weights of a run, as its newest checkpoint has them, as a file to start from. The server forgets it once no run
   * and no saved project names it, unless somebody keeps the same weights on purpose.
   */
  borrowWeights(run: string): Promise<Weights>;
}

export function createApi(baseUrl = ""): Api {
  const http = createClient<paths>({ baseUrl });
  return {
    catalogue: async () => (await got(http.GET("/api/catalogue"))) as unknown as Catalogue,
    lessons: async () => {
      // Where a lesson was not translated, the server answers in English.
      const language = navigator.language.slice(0, 2).toLowerCase();
      return got(http.GET("/api/lessons", { params: { query: { language } } }));
    },
    check: async (file) => (await got(http.POST("/api/check", { body: file }))) as Report,
    preview: async (request) =>
      (await got(http.POST("/api/datasets/preview", { body: request }))) as Preview,
    runs: async () => got(http.GET("/api/runs")),
    run: async (run_id) => detail(http.GET("/api/runs/{run_id}", { params: { path: { run_id } } })),
    startRun: async (start) => detail(http.POST("/api/runs", { body: { ...start } })),
    resetRun: async (run_id, how) =>
      detail(
        http.POST("/api/runs/{run_id}/reset", { params: { path: { run_id } }, body: { ...how } }),
      ),
    deleteRun: async (run_id) => {
      await got(http.DELETE("/api/runs/{run_id}", { params: { path: { run_id } } }));
    },
    deleteRuns: async (ids) =>
      (await got(http.POST("/api/runs/delete", { body: { ids: [...ids] } }))) as RunsDeleted,
    labelRun: async (run_id, { tags, ...labels }) => {
      const params = { path: { run_id } };
      const body = tags ? { ...labels, tags: [...tags] } : labels;
      return (await got(http.PATCH("/api/runs/{run_id}", { params, body }))) as RunInfo;
    },
    projects: async () => got(http.GET("/api/projects")),
    project: async (project_id) => {
      const params = { path: { project_id } };
      const saved = await got(http.GET("/api/projects/{project_id}", { params }));
      return saved.project;
    },
    createProject: async (file) =>
      ((await got(http.POST("/api/projects", { body: { ...file } }))) as ProjectCard).id,
    saveProject: async (project_id, file) => {
      const params = { path: { project_id } };
      await got(http.PUT("/api/projects/{project_id}", { params, body: { ...file } }));
    },
    borrowWeights: async (run_id) =>
      got(
        http.POST("/api/runs/{run_id}/weights", {
          params: { path: { run_id }, query: { kept: false } },
          // The server requires a content type.
          headers: { "content-type": "application/json" },
        }),
      ),
  };
}

interface Answered<T> {
  readonly data?: T;
  readonly error?: unknown;
  readonly response: Response;
}

/** What was asked for; rejects with an `ApiError` whose message is a sentence. */
export async function got<T>(asked: Promise<Answered<T>>): Promise<T> {
  const { data, error, response } = await asked.catch(() => {
    throw new ApiError("the server cannot be reached just now; is it still running?", 0);
  });
  if (!response.ok) throw refusal(error, response);
  if (response.status === LATE) throw late(data);
  return data as T;
}

async function detail(asked: Promise<Answered<unknown>>): Promise<RunDetail> {
  return (await got(asked)) as RunDetail;
}

function late(data: unknown): ApiError {
  const { delayed, id } = data as components["schemas"]["Late"];
  return new ApiError(delayed, LATE, [], id);
}

/** The server's own sentence, or one that says what it answered. */
export function refusal(
  error: unknown,
  response: Pick<Response, "status" | "statusText">,
): ApiError {
  const said = (typeof error === "object" && error !== null ? error : {}) as {
    error?: unknown;
    problems?: readonly Problem[];
  };
  const sentence =
    typeof said.error === "string"
      ? said.error
      : `the server answered ${response.status} ${response.statusText}; try again`;
  return new ApiError(sentence, response.status, said.problems ?? []);
}
