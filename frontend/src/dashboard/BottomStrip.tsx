/** The three parts of the bottom strip. */
export { GradientFlow } from "./GradientFlow";
export { RunsOrWorst } from "./RunsOrWorst";
export { Timeline } from "./Timeline";
