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

/** The rooms of the editor, and those beside it that each may import from. */
const EDITOR = {
  canvas: ["explain", "wires", "problems", "scene", "cards"],
  palette: ["scene"],
  inspector: ["problems", "scene", "cards"],
  explain: ["scene", "cards"],
  wires: ["problems", "scene", "cards"],
  problems: ["scene", "cards"],
  scene: ["cards"],
  cards: [],
};

const fencesOfRooms = Object.entries(ROOMS).map(([room, open]) => ({
  name: `${room}-looks-only-into-its-rooms`,
  comment: `${room} may import from: ${open.join(", ") || "no other room"}.`,
  severity: "error",
  from: { path: `^src/${room}/` },
  to: { path: "^src/", pathNot: `^src/(${[room, ...open, "testing"].join("|")})/` },
}));

/** The same within a room that has rooms of its own. */
const fencesWithin = (house, rooms) =>
  Object.entries(rooms).map(([room, open]) => ({
    name: `${house}-${room}-looks-only-into-its-rooms`,
    comment: `${room} may import from: ${open.join(", ") || `no other room of ${house}`}.`,
    severity: "error",
    from: { path: `^src/${house}/${room}/` },
    to: { path: `^src/${house}/`, pathNot: `^src/${house}/(${[room, ...open].join("|")})/` },
  }));

const everyFileWithin = (house, rooms) => ({
  name: `every-file-of-${house}-has-a-room`,
  comment: `Files of ${house} live in one of: ${Object.keys(rooms).join(", ")}.`,
  severity: "error",
  from: { path: `^src/${house}/`, pathNot: `^src/${house}/(${Object.keys(rooms).join("|")})/` },
  to: {},
});

module.exports = {
  forbidden: [
    ...fencesOfRooms,
    ...fencesWithin("panels", PANELS),
    ...fencesWithin("editor", EDITOR),
    everyFileWithin("panels", PANELS),
    everyFileWithin("editor", EDITOR),
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
