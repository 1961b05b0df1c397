/** A fake server and a fake stream, for tests that need a session. */
import type { Api } from "../api/client";
import { ApiError } from "../api/client";
import type { Answer, Command, Down, ProjectFile, Report, RunDetail, RunInfo } from "../api/types";
import type { SessionStream } from "../session/sessionDeps";
import type { StreamEvents } from "../stream/stream";

export function runInfo(id: string, more: Partial<RunInfo> = {}): RunInfo {
  return {
    id,
    title: "Untitled",
    state: "paused",
    reason: null,
    reason_code: null,
    reason_values: {},
    draft: false,
    epoch: 0,
    step: 0,
    last_seq: 0,
    epochs: 100,
    steps_per_epoch: 8,
    num_params: 42,
    device: "cpu",
    steps_per_second: null,
    settings: { l1: 0, l2: 0, clip_grad_norm: null },
    created: "2024-01-01T00:00:00Z",
    final: {},
    notes: [],
    tags: [],
    own_notes: "",
    seed: 1,
    ...more,
  };
}

export function reportOf(ok: boolean): Report {
  const sentence = "the network has no output; add one";
  return {
    ok,
    problems: ok
      ? []
      : [
          {
            severity: "error",
            place: "network",
            node: null,
            edge: null,
            code: "whole.no_output",
            values: {},
            sentence,
            fixes: [],
          },
        ],
    nodes: {},
    num_params: 42,
    activation_bytes: 0,
    data: null,
    steps_per_epoch: 8,
    defaults: {},
    offers: [],
  };
}

/** An `Api` of the routes that a test names. Any other route is refused with its name. */
export function apiOf(routes: Partial<Api>): Api {
  const unnamed = (name: PropertyKey) => () =>
    Promise.reject(new Error(`this test names no route ${String(name)}`));
  return new Proxy(routes, {
    get: (named, name) => (Reflect.get(named, name) as unknown) ?? unnamed(name),
  }) as Api;
}

/** A fake server that keeps runs in memory and records the requests. */
export class FakeServer {
  readonly runs = new Map<string, RunDetail>();
  readonly saved = new Map<string, ProjectFile>();
  asked: string[] = [];
  /** The validation split of each preview that was asked for. */
  readonly previewed: number[] = [];
  isFit = true;
  private count = 0;

  readonly api: Api = apiOf({
    catalogue: () =>
      Promise.resolve({
        families: {
          layers: [],
          losses: [],
          optimizers: [ADAM],
          schedulers: [],
          initializers: [],
          augmentations: [],
          datasets: [],
          tasks: [],
          probes: [],
        },
        training: {
          schema: { properties: { l1: { ui: { live: true } }, l2: { ui: { live: true } } } },
          defaults: { l1: 0, l2: 0 },
        },
      }),
    lessons: () =>
      Promise.resolve([
        {
          id: "first",
          title: "First",
          group: "",
          terms: [],
          text: "",
          question: "",
          pace: null,
          shows: null,
          compare: [],
          project: LESSON,
        },
      ]),
    check: () => Promise.resolve(reportOf(this.isFit)),
    preview: ({ val_fraction }) => {
      this.previewed.push(val_fraction);
      return Promise.reject(new ApiError("no preview in this test", 422));
    },
    runs: () => {
      const own = [...this.runs.values()].filter((run) => run.may_change);
      return Promise.resolve(own.map(({ info }) => info));
    },
    run: (id) => {
      const run = this.runs.get(id);
      return run ? Promise.resolve(run) : Promise.reject(new ApiError(`no run ${id}`, 404));
    },
    startRun: ({ project, draft, paused }) => {
      this.asked.push(draft ? "draft" : paused ? "start paused" : "start");
      if (!this.isFit) {
        return Promise.reject(new ApiError("refused", 422, reportOf(false).problems));
      }
      const { lr = 0.01 } = (project.training.optimizer ?? {}) as { lr?: number };
      const { l1, l2 } = project.training;
      return Promise.resolve(
        this.add(`r${++this.count}`, project, {
          draft,
          state: draft || paused ? "paused" : "running",
          settings: { l1, l2, clip_grad_norm: null, "optimizer.lr": lr },
        }),
      );
    },
    resetRun: (id, { new_seed: newSeed }) => {
      this.asked.push(newSeed ? "new seed" : "reset");
      const { project } = this.runs.get(id) ?? { project: LESSON };
      const seed = newSeed ? 77 : project.training.seed;
      const again = { ...project, training: { ...project.training, seed } };
      return Promise.resolve(this.add(`r${++this.count}`, again, { draft: true }));
    },
    deleteRun: (id) => {
      this.asked.push(`delete ${id}`);
      this.runs.delete(id);
      return Promise.resolve();
    },
    deleteRuns: (ids) => {
      this.asked.push(`delete ${ids.join(", ")}`);
      const unknown = ids.filter((id) => !this.runs.delete(id));
      const left = unknown.map((id) => ({ id, error: `no run ${id}`, code: "", values: {} }));
      return Promise.resolve({ deleted: ids.filter((id) => !unknown.includes(id)), left });
    },
    labelRun: (id, { tags, ...labels }) => {
      this.asked.push(`label ${id}`);
      const run = this.runs.get(id);
      if (!run) return Promise.reject(new ApiError(`no run ${id}`, 404));
      const info = { ...run.info, ...labels, ...(tags && { tags: [...tags] }) };
      this.runs.set(id, { ...run, info });
      return Promise.resolve(info);
    },
    projects: () => Promise.resolve([]),
    project: (id) => Promise.resolve(this.saved.get(id) ?? {}),
    createProject: (file) => {
      const id = `p${this.saved.size + 1}`;
      this.saved.set(id, file);
      return Promise.resolve(id);
    },
    saveProject: (id, file) => {
      if (!this.saved.has(id)) return Promise.reject(new ApiError(`no project ${id}`, 404));
      this.saved.set(id, file);
      return Promise.resolve();
    },
    borrowWeights: (run) => {
      this.asked.push(`weights of ${run}`);
      const known = this.runs.get(run);
      if (known?.may_change === false && known.info.step === 0) {
        return Promise.reject(new ApiError("nothing learned yet", 422));
      }
      return Promise.resolve(this.weightsOf(run));
    },
  });

  private weightsOf(run: string) {
    const weights = run.padStart(64, "0");
    return { weights, name: run, size_bytes: 1, num_tensors: 0, tensors: [] };
  }

  add(id: string, project: ProjectFile, more: Partial<RunInfo> = {}): RunDetail {
    const detail = {
      info: runInfo(id, more),
      project: structuredClone(project),
      may_change: true,
    };
    this.runs.set(id, detail);
    return detail;
  }

  /** A run of another browser. */
  addTheirs(id: string, project: ProjectFile, more: Partial<RunInfo> = {}): RunDetail {
    const added = this.add(id, project, { title: project.title, ...more });
    const detail = { ...added, may_change: false };
    this.runs.set(id, detail);
    return detail;
  }
}

/** A fake stream on which the test sends the messages of the server. */
export class FakeStream implements SessionStream {
  events: StreamEvents | null = null;
  commands: [run: string, command: Command][] = [];
  subscribed = new Map<string, () => number>();
  watched = new Map<string, readonly unknown[]>();
  refusal: string | null = null;

  deliver(...messages: Down[]): void {
    this.events?.onBatch({ messages, frames: [], unread: [] });
  }
  subscribe(run: string, after: () => number): void {
    this.subscribed.set(run, after);
  }
  unsubscribe(run: string): void {
    this.subscribed.delete(run);
  }
  watch(run: string, probes: readonly unknown[]): void {
    this.watched.set(run, probes);
  }
  command(run: string, command: Command): Promise<Answer> {
    this.commands.push([run, command]);
    const ok = this.refusal === null;
    const unsaid = { code: null, values: {}, value: null };
    return Promise.resolve({ type: "answer", id: 1, ok, error: this.refusal, ...unsaid });
  }
  measure(): Promise<never> {
    return Promise.reject(new Error("nothing to measure"));
  }
  hurry(): void {}
  close(): void {}
}

export class FakeStorage {
  readonly items = new Map<string, string>();
  getItem(key: string): string | null {
    return this.items.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    this.items.set(key, value);
  }
}

const ADAM = {
  type: "adam",
  title: "Adam",
  group: "",
  help: "",
  formula: "",
  source: "",
  schema: { properties: { lr: { type: "number", ui: { live: true } } } },
  defaults: { lr: 0.01 },
};

export const LESSON: ProjectFile = {
  torchground: 1,
  title: "Lesson",
  network: {
    nodes: [
      { id: "x", layer: { type: "input" }, trainable: true },
      { id: "y", layer: { type: "output" }, trainable: true },
    ],
    edges: [{ source: "x", target: "y", handle: 0 }],
  },
  data: { type: "spiral" },
  training: {
    optimizer: { type: "adam", lr: 0.01 },
    batch_size: 32,
    epochs: 100,
    seed: 1,
    l1: 0,
    l2: 0,
  },
  view: {},
};
