/** Components that are loaded when they are first shown, so that the page starts faster. */
import { lazy } from "react";

export const AskPanel = lazy(async () => ({
  default: (await import("../panels/ask/AskPanel")).AskPanel,
}));
export const ComparePanel = lazy(async () => ({
  default: (await import("../panels/compare/ComparePanel")).ComparePanel,
}));
export const SlowStepPanel = lazy(async () => ({
  default: (await import("../panels/explain/SlowStepPanel")).SlowStepPanel,
}));
export const CellPanel = lazy(async () => ({
  default: (await import("../panels/explain/CellPanel")).CellPanel,
}));
export const ForkDialog = lazy(async () => ({
  default: (await import("../panels/compare/ForkDialog")).ForkDialog,
}));
export const RunsTable = lazy(async () => ({
  default: (await import("../panels/runs/RunsTable")).RunsTable,
}));
export const DataTab = lazy(async () => ({
  default: (await import("../panels/data/DataTab")).DataTab,
}));
export const LessonsTab = lazy(async () => ({
  default: (await import("../panels/lessons/LessonsTab")).LessonsTab,
}));
/** The training panel is below the parts that are seen first. */
export const TrainingPanel = lazy(async () => ({
  default: (await import("../panels/training/TrainingPanel")).TrainingPanel,
}));
export const ShortcutSheet = lazy(async () => ({
  default: (await import("./ShortcutSheet")).ShortcutSheet,
}));
export const About = lazy(async () => ({ default: (await import("./About")).About }));
export const FindBox = lazy(async () => ({ default: (await import("./find/FindBox")).FindBox }));
