/** The parts of the bottom strip. */
export { ComparePanel } from "./ComparePanel";
export { GradientFlow } from "./GradientFlow";
export { RunsOrWorst } from "./RunsOrWorst";
export { Timeline } from "./Timeline";
