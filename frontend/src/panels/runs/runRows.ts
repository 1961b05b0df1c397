/** The rows of the table of runs: what stands in a column, which runs a search finds, and their order. Pure. */
import type { RunInfo } from "../../api/types";
import { numberOf } from "../../store/series";
import type { RunColumn } from "../../store/runsTable";
import { metricText } from "../shared/numbers";

export interface ColumnOfRuns {
  readonly id: RunColumn;
  readonly title: string;
  /** Its least width; the column that says what differs takes what is left. */
  readonly rem: number;
  readonly isNumber?: boolean;
  /** Whether the first click puts the largest first. */
  readonly beginsDescending?: boolean;
  /** What it is sorted by; null comes last, whichever way. Left out where it cannot be sorted. */
  readonly sortKey?: (run: RunInfo) => string | number | null;
  readonly textOf: (run: RunInfo) => string;
}

export const COLUMNS: readonly ColumnOfRuns[] = [
  { id: "title", title: "Name", rem: 11, sortKey: (run) => run.title, textOf: (run) => run.title },
  {
    id: "tags",
    title: "Tags",
    rem: 7.5,
    sortKey: (run) => tagsOf(run).join(" ") || null,
    textOf: (run) => tagsOf(run).join(", "),
  },
  { id: "differs", title: "What differs", rem: 12, textOf: () => "" },
  {
    id: "score",
    title: "Accuracy, R²",
    rem: 6.25,
    isNumber: true,
    beginsDescending: true,
    sortKey: (run) => scoreOf(run)?.value ?? null,
    textOf: (run) => scoreOf(run)?.text ?? "",
  },
  {
    id: "loss",
    title: "Loss",
    rem: 4.25,
    isNumber: true,
    sortKey: (run) => finite(lossValue(run)),
    textOf: (run) => lossOf(run),
  },
  {
    id: "epoch",
    title: "Epoch",
    rem: 4,
    isNumber: true,
    beginsDescending: true,
    sortKey: (run) => run.epoch,
    textOf: (run) => run.epoch.toLocaleString("en"),
  },
  {
    id: "state",
    title: "State",
    rem: 5.75,
    sortKey: (run) => run.state,
    textOf: (run) => run.state,
  },
  {
    id: "seed",
    title: "Seed",
    rem: 4.5,
    isNumber: true,
    sortKey: (run) => run.seed,
    textOf: (run) => (run.seed === null ? "–" : String(run.seed)),
  },
  {
    id: "started",
    title: "Started",
    rem: 7.5,
    beginsDescending: true,
    sortKey: (run) => Date.parse(run.created),
    textOf: startedOf,
  },
  {
    id: "size",
    title: "Parameters",
    rem: 6,
    isNumber: true,
    beginsDescending: true,
    sortKey: (run) => run.num_params,
    textOf: (run) => run.num_params.toLocaleString("en"),
  },
];

/** The least width of all columns, in rem. */
export const TABLE_REM = COLUMNS.reduce((sum, { rem }) => sum + rem, 2.25);

export function tagsOf({ tags = [] }: RunInfo): readonly string[] {
  return tags;
}

export function startedOf({ created }: RunInfo): string {
  const time = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  const isThisYear = created.startsWith(String(new Date().getFullYear()));
  const year = isThisYear ? {} : ({ year: "numeric" } as const);
  return new Date(created).toLocaleString([], { day: "numeric", month: "short", ...year, ...time });
}

function lossValue({ final = {} }: RunInfo): number | null {
  return numberOf(final["test_loss"] ?? final["train_loss"]);
}

/** The loss on the test samples, or on the train samples where there are none. */
export function lossOf(run: RunInfo): string {
  const loss = lossValue(run);
  return loss === null ? "–" : metricText("loss", loss);
}

/** How well a run did, where 1 is best. */
function scoreOf({ final = {} }: RunInfo): { value: number | null; text: string } | null {
  const accuracy = numberOf(final["test_accuracy"]);
  if (accuracy !== null) {
    return { value: finite(accuracy), text: `${(100 * accuracy).toFixed(1)} %` };
  }
  const r2 = numberOf(final["test_r2"]);
  return r2 === null ? null : { value: finite(r2), text: `R² ${r2.toFixed(3)}` };
}

export function scoreText(run: RunInfo): string {
  return scoreOf(run)?.text ?? "";
}

function finite(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null;
}

// ---- finding

const haystacks = new WeakMap<RunInfo, string>();

function haystackOf(run: RunInfo): string {
  const known = haystacks.get(run);
  if (known !== undefined) return known;
  const tags = tagsOf(run).map((tag) => `#${tag}`);
  const words = [run.title, ...tags, run.state, run.own_notes ?? "", `seed ${run.seed ?? ""}`];
  const text = `${words.join(" ")} ${run.id}`.toLowerCase();
  haystacks.set(run, text);
  return text;
}

/** The runs in which every word of the search stands: in name, tags (`#good`), state, notes, seed or id. */
export function foundRuns(runs: readonly RunInfo[], search: string): readonly RunInfo[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return runs;
  return runs.filter((run) => {
    const text = haystackOf(run);
    return words.every((word) => text.includes(word));
  });
}

// ---- sorting

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

/** The runs in the order of a column. Runs that are equal in it keep their order: the newest first. */
export function sortedRuns(
  runs: readonly RunInfo[],
  by: RunColumn,
  isDescending: boolean,
): readonly RunInfo[] {
  const sortKey = COLUMNS.find(({ id }) => id === by)?.sortKey;
  if (!sortKey) return runs;
  const sign = isDescending ? -1 : 1;
  return runs
    .map((run) => ({ run, value: sortKey(run) }))
    .toSorted((a, b) => {
      if (a.value === null || b.value === null)
        return Number(a.value === null) - Number(b.value === null);
      return sign * compared(a.value, b.value);
    })
    .map(({ run }) => run);
}

function compared(a: string | number, b: string | number): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  return collator.compare(String(a), String(b));
}

/** All tags that runs have, the most used first. */
export function allTags(runs: readonly RunInfo[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const run of runs)
    for (const tag of tagsOf(run)) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts].sort(([a, n], [b, m]) => m - n || collator.compare(a, b)).map(([tag]) => tag);
}
