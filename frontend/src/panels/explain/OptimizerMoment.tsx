/** The optimizer's part of a step: one followed weight with its values, and a table of all params with their norms. */
import type { FactsOf } from "../../api/reading";
import { follow } from "../../session/slowStep";
import { saidIn, tableOf, type Followed, type Moment } from "../../store/walk";
import { MomentPicture } from "./MomentPicture";
import classes from "./SlowStepPanel.module.css";
import { numberOrDash, paramName, QUANTITIES, weightName, type NameOf } from "./stepNames";

interface OptimizerMomentProps {
  readonly moment: Moment;
  readonly nameOf: NameOf;
}

export function OptimizerMoment({ moment, nameOf }: OptimizerMomentProps) {
  const weight = saidIn(moment, "optimizer")?.weight ?? null;
  const pictures = moment.readings.filter(({ kind }) => kind !== "table");
  return (
    <>
      {weight && <FollowedWeight weight={weight} nameOf={nameOf} />}
      <Params table={tableOf(moment)} followed={weight?.param ?? null} nameOf={nameOf} />
      {pictures.map((reading, at) => (
        <MomentPicture key={at} reading={reading} nameOf={nameOf} />
      ))}
    </>
  );
}

/** The values of the followed weight before and after the step. */
function FollowedWeight({ weight, nameOf }: { weight: Followed; nameOf: NameOf }) {
  const rows: [string, number | null | undefined, number | null | undefined][] = [
    ["weight w", weight.before, weight.after],
    ["gradient g", weight.gradient, weight.taken === weight.gradient ? undefined : weight.taken],
    ...Object.entries(weight.memory).map(
      ([name, value]): [string, number | null | undefined, number] => [
        QUANTITIES[name] ?? name,
        weight.memory_before[name] ?? 0,
        value,
      ],
    ),
    ["change Δ", weight.change, undefined],
  ];
  return (
    <table className={classes["weight"]} data-testid="followed">
      <caption>{weightName(weight, nameOf)}</caption>
      <tbody>
        {rows.map(([name, from, to]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td title={String(from)}>{numberOrDash(from)}</td>
            <td title={to === undefined ? undefined : String(to)}>
              {to === undefined ? "" : `→ ${numberOrDash(to)}`}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** All params with the norms of their values. A click on a param follows its weight that moves most. */
function Params(props: {
  readonly table: FactsOf<"table"> | undefined;
  readonly followed: string | null;
  readonly nameOf: NameOf;
}) {
  const { columns = [], rows = [] } = props.table ?? {};
  if (rows.length === 0) return <p>Nothing learns here: every layer is frozen.</p>;
  return (
    <div className={classes["params"]}>
      <table>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column === "param" ? "length of" : (QUANTITIES[column] ?? column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, ...values]) => (
            <tr key={String(name)} data-now={name === props.followed || undefined}>
              <th scope="row">
                <button
                  type="button"
                  onClick={() => void follow({ param: String(name), index: [] })}
                >
                  {paramName(String(name), props.nameOf)}
                </button>
              </th>
              {values.map((value, at) => (
                <td key={at}>{numberOrDash(typeof value === "number" ? value : null)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
