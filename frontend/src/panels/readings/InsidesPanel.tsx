/** The readings from inside the network on the screen, side by side: one panel for each probe that fits it. */
import { useOffers } from "../../session/offers";
import { ProbePanels } from "./ProbePanels";
import classes from "./ProbePanels.module.css";

export function InsidesPanel() {
  return <ProbePanels place="inside" open={3} across nothing={<Nowhere />} />;
}

/** Why there are no such readings, and where to find numbers of this network. */
function Nowhere() {
  const [picture] = useOffers("output");
  return (
    <p className={classes["remark"]}>
      This network has no layers between input and output whose insides could be laid side by side.{" "}
      {picture && `What it does is drawn on the right, in “${picture.title}”. `}
      Click a layer on the canvas to see its own numbers.
    </p>
  );
}
