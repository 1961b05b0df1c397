/** The screen that is shown until the server answers. */
import { Loader } from "@mantine/core";

import classes from "./Guard.module.css";

export function Waiting({ problem }: { problem: string | null }) {
  return (
    <main className={classes["card"]} aria-busy>
      <Loader size="sm" />
      <p role="status">{problem === null ? "Opening…" : `Waiting: ${problem}`}</p>
    </main>
  );
}
