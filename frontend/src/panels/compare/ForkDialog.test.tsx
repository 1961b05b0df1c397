import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";

import type { ProjectFile } from "../../api/types";
import { openFork, useForkDialog } from "../../store/forkDialog";
import { runInfo } from "../../testing/fakes";
import { render } from "../../testing/render";
import { freshStores, given } from "../../testing/stores";
import { catalogueOf, checked, entryOf, problemAt, projectOf } from "../../testing/values";
import { tryOut } from "../../session/tryOut";
import { ForkDialog } from "./ForkDialog";

vi.mock("../../session/tryOut", () => ({ tryOut: vi.fn() }));

const LR = {
  type: "number",
  exclusiveMinimum: 0,
  maximum: 100,
  default: 0.01,
  ui: { low: 1e-5, high: 1, scale: "log" },
} as const;
const CATALOGUE = catalogueOf({ optimizers: [entryOf("adam", { lr: LR }, { title: "Adam" })] });
const fork = vi.fn((_run: unknown, projects: readonly ProjectFile[]) =>
  Promise.resolve(projects.length),
);

beforeEach(() => {
  freshStores();
  vi.mocked(tryOut).mockResolvedValue(checked());
  fork.mockClear();
  given({ catalogue: CATALOGUE, session: { fork } });
});

function opened() {
  given({ project: projectOf(), run: runInfo("r") });
  act(openFork);
  render(<ForkDialog />);
}

const field = (at: number) => screen.getByRole<HTMLInputElement>("textbox", { name: `Fork ${at}` });
const start = (name: string) => fireEvent.click(screen.getByRole("button", { name }));
function type(at: number, value: string) {
  fireEvent.change(field(at), { target: { value } });
  fireEvent.keyDown(field(at), { key: "Enter" });
}
const problem = () =>
  screen
    .getAllByRole("alert")
    .map((one) => one.textContent)
    .join("");

test("without a run it is said how to come by one", () => {
  act(openFork);
  render(<ForkDialog />);
  screen.getByText(/There is no run to fork yet/);
});

test("two values near the run's own are offered", () => {
  opened();
  expect([field(1).value, field(2).value]).toEqual(["0.001", "0.1"]);
  screen.getByText("This run:", { exact: false });
});

test("each value is a fork that is called by it", async () => {
  opened();
  start("Start 2 forks");
  await waitFor(() => expect(fork).toHaveBeenCalledOnce());
  const projects = fork.mock.calls[0]?.[1] ?? [];
  expect(projects.map(({ title }) => title)).toEqual(["lr 0.001 · Spirals", "lr 0.1 · Spirals"]);
  expect(projects.map(({ training }) => training.optimizer?.["lr"])).toEqual([0.001, 0.1]);
  await waitFor(() => expect(useForkDialog.getState().isOpen).toBe(false));
});

test("the dialog stays open where none could be started", async () => {
  fork.mockResolvedValueOnce(0);
  opened();
  start("Start 2 forks");
  await waitFor(() => expect(fork).toHaveBeenCalledOnce());
  expect(useForkDialog.getState().isOpen).toBe(true);
});

test("the run's own value is no fork", () => {
  opened();
  type(1, "0.01");
  expect(problem()).toBe("Fork 1: The run has 0.01 already; take another value.");
  start("Start 2 forks");
  expect(fork).not.toHaveBeenCalled();
});

test("two forks of one value are one too many", () => {
  opened();
  type(2, "0.001");
  expect(problem()).toBe("Fork 2: Fork 1 has 0.001 too; take another value.");
});

test("what the check says of a fork is told, and it is not started", async () => {
  const problems = [problemAt("training", "too fast")];
  vi.mocked(tryOut).mockResolvedValue(checked({ ok: false, problems }));
  opened();
  await waitFor(() => expect(problem()).toBe("Fork 1: too fast"));
  start("Start 2 forks");
  expect(fork).not.toHaveBeenCalled();
});

test("a fork is taken away, but the last one stays", () => {
  opened();
  fireEvent.click(screen.getByRole("button", { name: "Take fork 1 away" }));
  expect(field(1).value).toBe("0.1");
  const last = screen.getByRole<HTMLButtonElement>("button", { name: "Take fork 1 away" });
  expect(last.disabled).toBe(true);
  screen.getByRole("button", { name: "Start 1 fork" });
});

test("more values are added until they cannot be told apart", () => {
  opened();
  const more = screen.getByRole<HTMLButtonElement>("button", { name: "Another value" });
  for (let at = 0; at < 3; at += 1) fireEvent.click(more);
  expect(more.disabled).toBe(true);
  expect(new Set([1, 2, 3, 4, 5].map((at) => field(at).value)).size).toBe(5);
});
