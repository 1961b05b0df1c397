/** Which room may look into which. Imports point one way; anything else fails `npm run check`. */

/** Each room, and the rooms it may import from besides itself. */
const ROOMS = {
  app: ["editor", "dashboard", "forms", "views", "components", "store", "stream", "api"],
  editor: ["store", "forms", "views", "components", "api"],
  dashboard: ["store", "forms", "views", "components", "api"],
  forms: ["components", "api"],
  views: ["components", "api"],
  components: ["api"],
  store: ["stream", "api"],
  stream: ["api"],
  api: [],
};

/** Rooms that may take the names and types of the api, but call nothing in it. */
const TYPES_ONLY = ["editor", "dashboard", "components"];

const fencesOfRooms = Object.entries(ROOMS).map(([room, open]) => ({
  name: `${room}-looks-only-into-its-rooms`,
  comment: `${room} may import from: ${open.join(", ") || "no other room"}.`,
  severity: "error",
  from: { path: `^src/${room}/` },
  to: { path: "^src/", pathNot: `^src/(${[room, ...open, "testing"].join("|")})/` },
}));

const typesOnly = TYPES_ONLY.map((room) => ({
  name: `${room}-takes-only-types-of-the-api`,
  comment: `${room} may write "import type" from api; calls belong to store or app.`,
  severity: "error",
  from: { path: `^src/${room}/`, pathNot: "[.]test[.]tsx?$" },
  to: { path: "^src/api/", dependencyTypesNot: ["type-only"] },
}));

module.exports = {
  forbidden: [
    ...fencesOfRooms,
    ...typesOnly,
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
