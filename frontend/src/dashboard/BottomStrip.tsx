/** The parts of the bottom strip. */
export { GradientFlow } from "./GradientFlow";
export { InsidesPanel } from "./InsidesPanel";
export { RunsOrWorst } from "./RunsOrWorst";
export { Timeline } from "./Timeline";
