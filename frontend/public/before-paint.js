/**
 * Dark or light, and the projector size, before the first pixel, so that nothing flashes.
 * A file of its own because the page's CSP allows no inline script.
 * The keys are Mantine's and those of src/app/appearance.ts.
 */
(function () {
  var root = document.documentElement;
  var stored = null;
  try {
    stored = localStorage.getItem("mantine-color-scheme-value");
    if (localStorage.getItem("torchground-projector") === "true") root.dataset.projector = "true";
  } catch {
    // Storage may be forbidden; the system's choice is used then.
  }
  var dark =
    stored === "dark" || (stored !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  root.setAttribute("data-mantine-color-scheme", dark ? "dark" : "light");
})();
