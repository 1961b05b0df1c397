import { describe, expect, test } from "vitest";

import type { Column } from "../../api/files";
import type { DataInfo } from "../../api/types";
import { kindOf, megabytes, titleOf } from "./uploadFile";
import { contentOf, roleOf, withRole } from "./columnRoles";
import { starter, starterName } from "../../project/starter";
import { checksum, zipped } from "./zipFolder";

describe("a file", () => {
  test("is the kind of upload that the end of its name says", () => {
    expect(kindOf("Houses.CSV")).toBe("table");
    expect(kindOf("book.xlsx")).toBe("table");
    expect(kindOf("cats.zip")).toBe("images");
    expect(kindOf("cat.jpg")).toBe("images");
    expect(kindOf("poem.txt")).toBe("text");
    expect(kindOf("README")).toBe("text");
  });

  test("has a size and a title that people read", () => {
    expect(megabytes(812)).toBe("812 bytes");
    expect(megabytes(45_300)).toBe("45 kB");
    expect(megabytes(3_400_000)).toBe("3.4 MB");
    expect(titleOf("my.houses.csv")).toBe("my.houses");
    expect(titleOf(".csv")).toBe("My data");
  });
});

describe("the columns of a table", () => {
  const entry = { type: "csv_table", target: "price", ignore: ["id"] };

  test("are seen, told, left out or never used", () => {
    expect(roleOf(column("size"), entry)).toBe("seen");
    expect(roleOf(column("price"), entry)).toBe("target");
    expect(roleOf(column("id"), entry)).toBe("ignored");
    expect(roleOf(column("name", { kind: "text" }), entry)).toBe("unused");
  });

  test("change roles without leaving two targets", () => {
    expect(withRole(entry, "id", "target")).toMatchObject({ target: "id", ignore: [] });
    expect(withRole(entry, "size", "ignored")["ignore"]).toEqual(["id", "size"]);
    expect(withRole(entry, "id", "seen")["ignore"]).toEqual([]);
  });

  test("say what they hold", () => {
    expect(contentOf(column("size", { missing: 3 }))).toBe("0.5 to 12, 3 missing");
    const kinds = { kind: "category", levels: ["a", "b"], counts: [4, 6] } as const;
    expect(contentOf(column("kind", { ...kinds, levels: [...kinds.levels], counts: [4, 6] }))).toBe(
      "a (4), b (6)",
    );
  });
});

describe("a network to begin with", () => {
  const types = (info: DataInfo) =>
    starter(info, { type: "any" }, "T").network?.nodes.map(({ layer }) => layer.type);

  test("suits what the samples are like", () => {
    expect(types(data([4]))).toEqual(["input", "linear", "relu", "linear", "relu", "output"]);
    expect(types(data([20, 1]))).toEqual(["input", "gru", "output"]);
    expect(types(data([3, 32, 32]))?.slice(0, 4)).toEqual([
      "input",
      "conv2d",
      "relu",
      "max_pool2d",
    ]);
    expect(types(data([12], { vocab: ["a", "b"], causal: true, token_targets: true }))).toEqual([
      "input",
      "embedding",
      "gru",
      "output",
    ]);
    expect(starterName(data([1, 28, 28]))).toBe("a convolutional network");
  });

  test("is one row of nodes with ids of their own, and a batch that there is enough for", () => {
    const { network, training } = starter(
      data([1, 64, 64], { num_train: 10 }),
      { type: "any" },
      "T",
    );
    const ids = network?.nodes.map(({ id }) => id) ?? [];
    expect(new Set(ids).size).toBe(ids.length);
    expect(network?.edges.map(({ source }) => source)).toEqual(ids.slice(0, -1));
    expect(training?.batch_size).toBe(2);
  });
});

describe("a folder", () => {
  test("becomes a zip with every file in its place", async () => {
    const zip = await zipped([
      { path: "cats/1.png", data: new Blob(["123456789"]) },
      { path: "dogs/ü.png", data: new Blob(["x"]) },
    ]);
    const bytes = new Uint8Array(await zip.arrayBuffer());
    const view = new DataView(bytes.buffer);
    expect(view.getUint32(0, true)).toBe(0x04034b50);
    expect(view.getUint32(14, true)).toBe(0xcbf43926);
    expect(view.getUint32(bytes.length - 22, true)).toBe(0x06054b50);
    expect(view.getUint16(bytes.length - 12, true)).toBe(2);
    const index = view.getUint32(bytes.length - 6, true);
    expect(view.getUint32(index, true)).toBe(0x02014b50);
  });

  test("has the checksum that zips have", () => {
    expect(checksum(new TextEncoder().encode("123456789"))).toBe(0xcbf43926);
  });
});

function column(name: string, more: Partial<Column> = {}): Column {
  const base = { kind: "number", missing: 0, different: 0, low: 0.5, high: 12 } as const;
  return { name, role: "feature", ...base, levels: [], counts: [], ...more };
}

function data(shape: number[], more: Partial<DataInfo> = {}): DataInfo {
  return { shape, num_train: 1000, num_test: 100, ...more } as DataInfo;
}
