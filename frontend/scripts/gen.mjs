/** Writes what the page knows of the wire from the server's description: `node scripts/gen.mjs`; `--check` only compares. */
import { readFile, writeFile } from "node:fs/promises";
import process from "node:process";
import { URL } from "node:url";

import openapiTypescript, { astToString } from "openapi-typescript";

const ROOT = new URL("..", import.meta.url);
const DESCRIPTION = new URL("../tests/golden/openapi.json", ROOT);

const HEADER = `/**
 * This file was made by \`npm run gen\` from tests/golden/openapi.json.
 * Do not make direct changes to the file.
 */
`;

/** The names of messages and kinds, for what is checked while the page runs. */
function known({ components: { schemas } }) {
  const messages = Object.keys(schemas.Down.discriminator.mapping);
  const kinds = schemas.Reading.oneOf.map(({ $ref }) => kindOf(schemas, schemas[nameOf($ref)]));
  return `${HEADER}
/** Every message that the server sends as text. */
export const MESSAGES = ${JSON.stringify(messages)} as const;

/** What a reading of each kind must have: its facts, and for each tensor how many axes it has. */
export const KINDS = {
${kinds.join("")}} as const;
`;
}

function kindOf(schemas, { properties: { kind, facts, tensors } }) {
  const needed = schemas[nameOf(facts.$ref)].required ?? [];
  const axes = Object.entries(tensors.properties).map(
    ([name, { description }]) =>
      `${name}: { axes: ${numAxes(description)}, isNeeded: ${tensors.required.includes(name)} }`,
  );
  const braces = axes.length > 0 ? `{ ${axes.join(", ")} }` : "{}";
  return `  ${kind.const}: { facts: ${JSON.stringify(needed)}, tensors: ${braces} },\n`;
}

/** The description of a tensor begins with its axes: \`[rows, columns]: the numbers\`. */
function numAxes(description) {
  const [, axes = ""] = /^\[(.*?)\]/.exec(description) ?? [];
  return axes === "" ? 0 : axes.split(",").length;
}

function nameOf(reference) {
  return reference.split("/").at(-1);
}

const description = JSON.parse(await readFile(DESCRIPTION, "utf8"));
// The types come last: making them changes the description.
const wanted = {
  "src/api/kinds.gen.ts": known(description),
  "src/api/schema.gen.ts": HEADER + "\n" + astToString(await openapiTypescript(description)),
};
for (const [path, text] of Object.entries(wanted)) {
  const file = new URL(path, ROOT);
  if (!process.argv.includes("--check")) {
    await writeFile(file, text);
  } else if ((await readFile(file, "utf8")) !== text) {
    process.stderr.write(`${path} is not what the description says: run \`npm run gen\`\n`);
    process.exitCode = 1;
  }
}
