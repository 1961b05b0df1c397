/** Which room may look into which. Imports point one way; anything else fails `npm run check`. */

/** Each room, and the rooms it may import from besides itself. */
const ROOMS = {
  app: [
    "editor",
    "panels",
    "session",
    "store",
    "project",
    "views",
    "forms",
    "stream",
    "components",
    "api",
  ],
  editor: ["session", "store", "project", "views", "forms", "components", "api"],
  panels: ["session", "store", "project", "views", "forms", "components", "api"],
  session: ["store", "project", "stream", "api"],
  store: ["project", "stream", "api"],
  project: ["components", "api"],
  forms: ["components", "api"],
  views: ["components", "api"],
  components: ["api"],
  stream: ["api"],
  api: [],
};

/** The files of the api that call the server. */
const CALLS = "^src/api/(client|files|weights)[.]ts$";

/** The rooms that may call the server; all others take only the types of what it answers. */
const CALLING = ["app", "session", "api"];

/** The rooms of the panels, and those beside it that each may import from. */
const PANELS = {
  ...Object.fromEntries(
    ["ask", "compare", "data", "explain", "lessons", "output", "runs", "training"].map((room) => [
      room,
      ["readings", "sample", "shared"],
    ]),
  ),
  readings: ["sample", "shared"],
  sample: ["shared"],
  shared: [],
};

const fencesOfRooms = Object.entries(ROOMS).map(([room, open]) => ({
  name: `${room}-looks-only-into-its-rooms`,
  comment: `${room} may import from: ${open.join(", ") || "no other room"}.`,
  severity: "error",
  from: { path: `^src/${room}/` },
  to: { path: "^src/", pathNot: `^src/(${[room, ...open, "testing"].join("|")})/` },
}));

const fencesOfPanels = Object.entries(PANELS).map(([room, open]) => ({
  name: `panels-${room}-looks-only-into-its-rooms`,
  comment: `${room} may import from: ${open.join(", ") || "no other room of the panels"}.`,
  severity: "error",
  from: { path: `^src/panels/${room}/` },
  to: { path: "^src/panels/", pathNot: `^src/panels/(${[room, ...open].join("|")})/` },
}));

module.exports = {
  forbidden: [
    ...fencesOfRooms,
    ...fencesOfPanels,
    {
      name: "only-few-rooms-call-the-server",
      comment: `Calls of the server belong to ${CALLING.join(", ")}; others write "import type".`,
      severity: "error",
      from: {
        path: "^src/",
        pathNot: `^src/(${[...CALLING, "testing"].join("|")})/|[.]test[.]tsx?$`,
      },
      to: { path: CALLS, dependencyTypesNot: ["type-only"] },
    },
    {
      name: "every-file-has-a-room",
      comment: `Files live in one of: ${Object.keys(ROOMS).join(", ")} (or testing).`,
      severity: "error",
      from: { path: "^src/", pathNot: `^src/(${[...Object.keys(ROOMS), "testing"].join("|")})/` },
      to: {},
    },
    {
      name: "every-panel-has-a-room",
      comment: `Panels live in one of: ${Object.keys(PANELS).join(", ")}.`,
      severity: "error",
      from: { path: "^src/panels/", pathNot: `^src/panels/(${Object.keys(PANELS).join("|")})/` },
      to: {},
    },
    {
      name: "testing-is-only-for-tests",
      comment: "What src/testing offers never reaches the page.",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/testing/|[.]test[.]tsx?$" },
      to: { path: "^src/testing/" },
    },
    {
      name: "no-circles",
      comment: "Two files that need each other are one file, or three.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "everything-imported-exists",
      comment: "An import that leads nowhere.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.page.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "types"] },
  },
};
