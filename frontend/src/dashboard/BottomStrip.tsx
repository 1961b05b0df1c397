/** The parts of the bottom strip. */
export { AskPanel } from "./AskPanel";
export { ComparePanel } from "./ComparePanel";
export { GradientFlow } from "./GradientFlow";
export { InsidesPanel } from "./InsidesPanel";
export { SlowStepPanel } from "./SlowStepPanel";
export { RunsOrWorst } from "./RunsOrWorst";
export { Timeline } from "./Timeline";
