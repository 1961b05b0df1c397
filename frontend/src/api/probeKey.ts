/** The name of a probe with its settings; the server computes the same (`telemetry.messages.probe_key`). */
import type { ProbeJson } from "./types";

/** `{type: "unit_maps", size: 50}` gives `unit_maps(size=50)`; fields in alphabetical order, JSON without blanks. */
export function probeKey(probe: ProbeJson): string {
  const fields = Object.keys(probe)
    .filter((name) => name !== "type")
    .sort()
    .map((name) => `${name}=${JSON.stringify(probe[name])}`);
  return `${probe.type}(${fields.join(",")})`;
}
