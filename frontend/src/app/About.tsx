/** What Torchground is, and what was measured when it was broken on purpose: the card of `python3 run.py faults`. */
import { Anchor, Modal, Table } from "@mantine/core";
import { Fragment } from "react";

import classes from "./About.module.css";
import card from "./reliability.json";

interface Figure {
  readonly what: string;
  readonly asked: string;
  readonly measured: string;
  readonly met: boolean;
}

/** One way to go wrong, how often it was tried, and what came of it. */
export interface Row {
  readonly title: string;
  readonly date: string;
  readonly commit: string;
  readonly tries: number;
  readonly asked_tries: number;
  readonly left_out: string;
  readonly awaits: string;
  readonly figures: readonly Figure[];
}

const CARD: Readonly<Record<string, Row>> = card;

export function About({
  onClose,
  rows = Object.entries(CARD),
}: {
  onClose: () => void;
  rows?: readonly (readonly [string, Row])[];
}) {
  return (
    <Modal
      opened
      onClose={onClose}
      title="About Torchground"
      size="60rem"
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <p className={classes["text"]}>
        Draw a network, watch it learn. PyTorch trains what is drawn;{" "}
        <Anchor href="/api/docs" underline="always">
          the API
        </Anchor>{" "}
        does whatever the page does.
      </p>
      <h2 className={classes["heading"]}>Reliability</h2>
      <p className={classes["text"]}>
        Workers and servers were killed, the power was cut, files were damaged and disks filled, on
        purpose. This is what was lost, and with which version it was measured.
      </p>
      {rows.length === 0 ? (
        <p className={classes["text"]}>Nothing has been measured yet.</p>
      ) : (
        <Rows rows={rows} />
      )}
    </Modal>
  );
}

function Rows({ rows }: { rows: readonly (readonly [string, Row])[] }) {
  return (
    <Table className={classes["table"]}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>What was done</Table.Th>
          <Table.Th>Asked</Table.Th>
          <Table.Th>Measured</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(([name, row]) => (
          <Fragment key={name}>
            <Table.Tr>
              <Table.Th scope="rowgroup" colSpan={3}>
                {row.title}
                <div className={classes["small"]}>{small(row)}</div>
              </Table.Th>
            </Table.Tr>
            {row.figures.map(({ what, asked, measured, met }) => (
              <Table.Tr key={what}>
                <Table.Td>{what}</Table.Td>
                <Table.Td>{asked}</Table.Td>
                <Table.Td>{met ? measured : `${measured}, not as asked`}</Table.Td>
              </Table.Tr>
            ))}
          </Fragment>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** How often, when and with what; and what is not as it should be. */
function small(row: Row): string {
  const tries = `${row.tries.toLocaleString("en")} of ${row.asked_tries.toLocaleString("en")} tries`;
  const parts = [tries, row.date, row.commit];
  if (row.left_out) parts.push(row.left_out);
  if (row.awaits) parts.push(`not met: ${row.awaits}`);
  return parts.join(" · ");
}
