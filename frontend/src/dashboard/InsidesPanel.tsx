/** The insides of the network that learns, side by side: what each probe that suits it measures. */
import { Offers } from "./Offers";
import classes from "./Offers.module.css";

export function InsidesPanel() {
  return (
    <Offers
      place="inside"
      open={3}
      across
      nothing={
        <p className={classes["remark"]}>
          Nothing more to show for this network: open a layer on the canvas to see its own numbers.
        </p>
      }
    />
  );
}
