import { expect, it } from "vitest";

import { newestOnly } from "./newestOnly";

it("does one piece at a time and only the newest of those that wait", async () => {
  const done: number[] = [];
  let going = 0;
  let most = 0;
  const work = newestOnly(
    async (input: number) => {
      most = Math.max(most, ++going);
      await Promise.resolve();
      going--;
      return input * 10;
    },
    (result) => done.push(result),
    () => undefined,
  );
  for (const input of [1, 2, 3, 4]) work(input);
  await work.settled();
  expect(done).toEqual([10, 40]);
  expect(most).toBe(1);
});

it("goes on after a failure", async () => {
  const failed: unknown[] = [];
  const done: string[] = [];
  const work = newestOnly(
    (input: string) =>
      input === "bad" ? Promise.reject(new Error(input)) : Promise.resolve(input),
    (result) => done.push(result),
    (error) => failed.push(error),
  );
  work("bad");
  await work.settled();
  work("good");
  await work.settled();
  expect(done).toEqual(["good"]);
  expect(failed).toHaveLength(1);
});
