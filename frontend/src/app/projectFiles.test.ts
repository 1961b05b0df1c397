import { expect, it } from "vitest";

import { fileName, readProject } from "./projectFiles";

it("names a file after its project", () => {
  expect(fileName("Two spirals, deep MLP")).toBe("two-spirals-deep-mlp.json");
  expect(fileName("../../etc/passwd")).toBe("etcpasswd.json");
  expect(fileName("∇")).toBe("network.json");
});

it("reads a project and says what else is none", () => {
  const text = '{"torchground": 1, "network": {"nodes": []}}';
  expect(readProject("a.json", text).torchground).toBe(1);
  expect(() => readProject("a.json", "{")).toThrow("“a.json” is no JSON");
  expect(() => readProject("a.json", "[1]")).toThrow("“a.json” is no project");
  expect(() => readProject("a.json", '{"torchground": 1}')).toThrow("has a network");
  const newer = '{"torchground": 999, "network": {"nodes": []}}';
  expect(() => readProject("a.json", newer)).toThrow("newer Torchground (file version 999, this");
});
