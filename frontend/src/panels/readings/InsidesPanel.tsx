/** The insides of the network that learns, side by side: what each probe that suits it measures. */
import { useOffers } from "../../session/offers";
import { ProbePanels } from "./ProbePanels";
import classes from "./ProbePanels.module.css";

export function InsidesPanel() {
  return <ProbePanels place="inside" open={3} across nothing={<Nowhere />} />;
}

/** Why there are none, and where numbers of this network are to be seen. */
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
