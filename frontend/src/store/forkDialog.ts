/** Whether the person is about to fork the run on the screen. */
import { create } from "zustand";

export const useForkDialog = create<{ readonly isOpen: boolean }>(() => ({ isOpen: false }));

export function openFork(): void {
  useForkDialog.setState({ isOpen: true });
}

export function closeFork(): void {
  useForkDialog.setState({ isOpen: false });
}
