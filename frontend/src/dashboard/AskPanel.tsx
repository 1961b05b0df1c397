/** Asks the network as it is now: what an answer rests on, and how it can be misled. */
import { Offers } from "./Offers";
import classes from "./Offers.module.css";

export function AskPanel() {
  return (
    <Offers
      place="ask"
      open={2}
      across
      nothing={
        <p className={classes["remark"]}>
          There is nothing to ask this network that its output does not show.
        </p>
      }
    />
  );
}
