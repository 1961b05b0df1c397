/** Parts of the canvas that are loaded after it is drawn. */
import { lazy } from "react";

export const ContextMenu = lazy(async () => ({
  default: (await import("./ContextMenu")).ContextMenu,
}));
export const Enlargement = lazy(async () => ({
  default: (await import("../explain/Enlargement")).Enlargement,
}));
