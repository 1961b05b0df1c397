/** Keeps the presenting mode in the address (`#run=…&present`), so that a link opens it. */
import { useEffect, useState } from "react";

import { present, usePresenting } from "../../store/presenting";
import { namePart } from "../connect";

const PART = "present";

export function usePresentAddress(): void {
  useState(followAddress);
  const isOn = usePresenting((state) => state.isOn);
  useEffect(() => namePart(PART, isOn ? "" : null), [isOn]);
  useEffect(() => {
    window.addEventListener("hashchange", followAddress);
    return () => window.removeEventListener("hashchange", followAddress);
  }, []);
}

function followAddress(): void {
  present(new URLSearchParams(window.location.hash.slice(1)).has(PART));
}
