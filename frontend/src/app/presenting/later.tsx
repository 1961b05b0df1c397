/** The presenting mode, loaded when it is first entered. */
import { lazy } from "react";

export const Presenting = lazy(async () => ({
  default: (await import("./Presenting")).Presenting,
}));
