/** The commands that the search finds: what else the buttons and the keys of the page do. */
import { beginAnew, command, newSeed, reset, step, toggle } from "../../session/session";
import { openSlowStep } from "../../session/slowStep";
import { keptRun } from "../../session/drawingAndRun";
import { openFork } from "../../store/forkDialog";
import { present } from "../../store/presenting";
import { openRunsTable } from "../../store/runsTable";
import { redo, undo, useProject } from "../../store/project";
import { FILE_TO_OPEN } from "../FileMenu";
import { download } from "../projectFiles";
import type { ShellTab, StripTab } from "../shellLayout";

/** What the page itself must do for a command. */
export interface PageVerbs {
  readonly openTab: (tab: ShellTab) => void;
  readonly openStrip: (strip: StripTab) => void;
  readonly openRight: () => void;
  readonly openSheet: () => void;
  readonly switchColours: () => void;
  readonly switchProjector: () => void;
  readonly tidy: () => void;
  readonly fit: () => void;
}

export interface PageCommand {
  readonly title: string;
  readonly aliases: readonly string[];
  /** The key that does the same, as the sheet of keys writes it. */
  readonly keys?: string;
  readonly run: (page: PageVerbs) => unknown;
}

const TRAINING: readonly PageCommand[] = [
  {
    title: "Play or pause",
    aliases: ["Play", "Pause", "Train", "Start training", "Run", "Fit the network", "Learn"],
    keys: "Space",
    run: () => toggle(),
  },
  {
    title: "One batch further",
    aliases: ["Step", "Training step", "Next batch", "Iteration"],
    keys: "→",
    run: () => step("batch"),
  },
  {
    title: "One epoch further",
    aliases: ["Next epoch", "Train an epoch"],
    keys: "Shift + →",
    run: () => step("epoch"),
  },
  {
    title: "One step, slowly",
    aliases: [
      ...["Backpropagation", "Backprop", "Back-propagation", "Chain rule", "Forward pass"],
      ...["Backward pass", "Gradient", "Weight update", "Slow step", "Explain a step"],
    ],
    keys: "S",
    run: () => openSlowStep(),
  },
  {
    title: "Reset to the same start",
    aliases: ["Restart", "Start over", "Reinitialize"],
    keys: "R",
    run: () => reset(),
  },
  {
    title: "New seed",
    aliases: ["Another start", "Reseed", "Roll the dice"],
    run: () => newSeed(),
  },
  {
    title: "Stop for good",
    aliases: ["End training", "Abort", "Finish"],
    run: () => command({ type: "stop" }),
  },
  {
    title: "Fork this run with one change",
    aliases: ["Branch", "Fork", "Experiment", "Side by side"],
    keys: "B",
    run: () => openFork(),
  },
  {
    title: "All runs as a table",
    aliases: ["Runs", "Rename a run", "Tags", "Notes", "Delete runs", "Experiments"],
    run: () => openRunsTable(keptRun()),
  },
  {
    title: "Compare runs",
    aliases: ["Comparison", "Model comparison"],
    run: (page) => page.openStrip("compare"),
  },
];

const DRAWING: readonly PageCommand[] = [
  { title: "Undo", aliases: ["Take back"], keys: "Ctrl + Z", run: () => undo() },
  { title: "Redo", aliases: ["Do again"], keys: "Ctrl + Shift + Z", run: () => redo() },
  {
    title: "Tidy the layout",
    aliases: ["Arrange", "Auto layout", "Clean up"],
    keys: "T",
    run: (page) => page.tidy(),
  },
  {
    title: "Fit everything in view",
    aliases: ["Zoom to fit", "Show all", "Centre", "Center"],
    keys: "Shift + F",
    run: (page) => page.fit(),
  },
  {
    title: "New drawing",
    aliases: ["New", "New project", "Empty canvas", "Clear", "From scratch"],
    run: (page) => {
      beginAnew();
      page.openTab("layers");
    },
  },
  {
    title: "Save as a file",
    aliases: ["Save", "Download the project", "Export the project"],
    run: () => download(useProject.getState().file),
  },
  {
    title: "Open a file…",
    aliases: ["Open", "Load a project", "Import"],
    run: () => document.getElementById(FILE_TO_OPEN)?.click(),
  },
];

const PAGE: readonly PageCommand[] = [
  {
    title: "Show the lessons",
    aliases: ["Lessons", "Course", "Tutorial", "Examples"],
    run: (page) => page.openTab("lessons"),
  },
  {
    title: "Show the data",
    aliases: ["Data", "Data set", "Dataset", "Samples"],
    run: (page) => page.openTab("data"),
  },
  {
    title: "Show the layers",
    aliases: ["Layers", "Palette", "Activation functions"],
    run: (page) => page.openTab("layers"),
  },
  {
    title: "Show the history",
    aliases: ["History", "Timeline", "Gradient flow"],
    run: (page) => page.openStrip("history"),
  },
  {
    title: "Look inside the network",
    aliases: ["Insides", "Hidden activations", "Weight histograms"],
    run: (page) => page.openStrip("insides"),
  },
  {
    title: "Ask the network",
    aliases: ["Ask", "Predict", "Prediction", "Inference", "Try it out"],
    run: (page) => page.openStrip("ask"),
  },
  {
    title: "Keys",
    aliases: ["Keyboard shortcuts", "Shortcuts", "Help"],
    keys: "?",
    run: (page) => page.openSheet(),
  },
  {
    title: "Light or dark colours",
    aliases: ["Dark mode", "Light mode", "Theme", "Night"],
    run: (page) => page.switchColours(),
  },
  {
    title: "Present",
    aliases: ["Presenting", "Presentation", "Full screen", "Slides", "Beamer"],
    keys: "F",
    run: () => present(true),
  },
  {
    title: "Projector size",
    aliases: ["Larger text", "Projector", "Large print"],
    run: (page) => page.switchProjector(),
  },
];

export const COMMANDS: readonly PageCommand[] = [...TRAINING, ...DRAWING, ...PAGE];
