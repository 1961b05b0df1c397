/** Parts of the page whose code is fetched when they are first shown, so that the first picture comes sooner. */
import { lazy } from "react";

export const AskPanel = lazy(async () => ({
  default: (await import("../dashboard/AskPanel")).AskPanel,
}));
export const ComparePanel = lazy(async () => ({
  default: (await import("../dashboard/ComparePanel")).ComparePanel,
}));
export const SlowStepPanel = lazy(async () => ({
  default: (await import("../dashboard/SlowStepPanel")).SlowStepPanel,
}));
export const CellPanel = lazy(async () => ({
  default: (await import("../dashboard/CellPanel")).CellPanel,
}));
export const ForkDialog = lazy(async () => ({
  default: (await import("../dashboard/ForkDialog")).ForkDialog,
}));
export const DataTab = lazy(async () => ({
  default: (await import("../dashboard/DataTab")).DataTab,
}));
export const LessonsTab = lazy(async () => ({
  default: (await import("../dashboard/LessonsTab")).LessonsTab,
}));
export const ShortcutSheet = lazy(async () => ({
  default: (await import("./ShortcutSheet")).ShortcutSheet,
}));
