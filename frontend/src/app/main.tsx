/** The entry point of the page. */
import "@mantine/core/styles.css";
import "./theme.css";

import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { App } from "./App";

const root = document.getElementById("root");
if (!root) throw new Error('index.html has no element with the id "root" to draw the page in');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
