/** The drawing on the canvas: the project file, what is selected in it, and its undo history. */
import { temporal } from "zundo";
import { create, useStore } from "zustand";

import type { Edge, EntryJson, Fix, NodeFile, ProjectFile, TrainingFile } from "../api/types";
import { withCopy, type CopyPlace } from "../project/blockCopies";
import * as blocks from "../project/blocks";
import * as graph from "../project/graph";
import type { Fragment, Position, Positions } from "../project/graph";
import { isLookedAt, sayLooking } from "./looking";

export interface Selection {
  readonly nodes: readonly string[];
  /** Names of wires, as `graph.edgeId` writes them. */
  readonly edges: readonly string[];
}

interface ProjectState {
  readonly file: ProjectFile;
  readonly selection: Selection;
  /** Counts the files that were opened. Another number means another project, not an edit. */
  readonly origin: number;
}

interface ProjectActions {
  /** Opens another file. Undo brings the previous one back. */
  readonly load: (file: Partial<ProjectFile>) => void;
  readonly rename: (title: string) => void;
  /** Without a place, the canvas finds one. */
  readonly addNode: (layer: EntryJson, at?: { readonly x: number; readonly y: number }) => string;
  readonly insertOnEdge: (edge: Edge, layer: EntryJson, at?: Position) => string;
  readonly appendAfter: (nodeId: string, layer: EntryJson) => string;
  /** Adds a layer that joins these nodes. */
  readonly joinBranches: (sources: readonly string[], layer: EntryJson) => string;
  /** Draws a wire. A wire that ends in the same handle is removed. */
  readonly connect: (edge: Edge) => void;
  readonly removeEdges: (edges: readonly Edge[]) => void;
  /** With `heal`, what came before a node is joined to what came after it. */
  readonly removeNodes: (ids: readonly string[], heal: boolean) => void;
  /** What pasting would add: these nodes, the wires between them, and where they stand. */
  readonly copy: (ids: readonly string[]) => Fragment;
  readonly duplicate: (ids: readonly string[]) => string[];
  /** Adds a copy of what was copied, moved by `offset`, and selects it. */
  readonly paste: (fragment: Fragment, offset: Position) => string[];
  /** A drag is one undo step, however many moves it has. */
  readonly move: (positions: Positions) => void;
  readonly setNodeField: (id: string, field: string, value: unknown) => void;
  readonly setNode: (
    id: string,
    change: Partial<Pick<NodeFile, "name" | "trainable" | "layer">>,
  ) => void;
  /** Puts another layer in the place of a node's; its wires, its name and its card stay. */
  readonly swap: (id: string, layer: EntryJson) => void;
  /** Freezes layers, or lets them learn; one undo step, however many they are. */
  readonly setTrainable: (ids: readonly string[], trainable: boolean) => void;
  readonly setData: (entry: EntryJson) => void;
  readonly setTraining: (change: Partial<TrainingFile>) => void;
  readonly applyFix: (fix: Fix) => void;
  /** New places for many nodes, as one undo step of its own. */
  readonly tidy: (positions: Positions) => void;
  readonly setView: (change: Record<string, unknown>) => void;
  /** Folds, unfolds or forgets blocks, as one undo step. */
  readonly reblock: (to: (file: ProjectFile) => ProjectFile) => void;
  /** Adds a copy of a block and selects it. */
  readonly insertCopy: (block: blocks.Block, where: CopyPlace) => void;
  readonly renameBlock: (at: number, name: string) => void;
  readonly select: (selection: Partial<Selection>) => void;
}

const NONE: Selection = { nodes: [], edges: [] };

/** After a pause of this length the next change is an undo step of its own. */
const GROUP_MS = 700;
const UNDO_LIMIT = 200;

/** What was changed last, and when. Changes of one thing in a row are undone together. */
let lastGroup = { name: "", at: 0 };
let group = "";
let isTracked = true;

/** Where the canvas draws cards, also those without a place in the file. */
let drawn: () => Positions = () => ({});

/** The canvas says where it draws cards, until the returned function is called. */
export function drawnAt(places: () => Positions): () => void {
  drawn = places;
  return () => {
    if (drawn === places) drawn = () => ({});
  };
}

type Change = (name: string, to: (file: ProjectFile) => ProjectFile) => void;

/** The verbs that change one thing by a typed value: several in a row are one undo step. */
function settings(change: Change) {
  return {
    rename: (title) => change("title", (file) => ({ ...file, title: title.slice(0, 120) })),
    setNodeField: (id, field, value) =>
      change(`${id}.${field}`, (file) => graph.setNodeField(file, id, field, value)),
    setNode: (id, to) =>
      change(`${id} ${Object.keys(to).join()}`, (file) => graph.setNode(file, id, to)),
    setData: (data) => change(`data ${data.type}`, (file) => ({ ...file, data })),
    setTraining: (to) =>
      change(`training ${Object.keys(to).join()}`, (file) => graph.setTraining(file, to)),
    setView: (to) => change(`view ${Object.keys(to).join()}`, (file) => graph.setView(file, to)),
    reblock: (to) => {
      endUndoStep();
      change("view blocks", to);
      endUndoStep();
    },
    renameBlock: (at, name) => change(`block ${at}`, (file) => blocks.renameBlock(file, at, name)),
  } satisfies Partial<ProjectActions>;
}

interface Verbs {
  readonly get: () => ProjectState & ProjectActions;
  readonly set: (to: Partial<ProjectState>) => void;
  readonly settle: () => void;
  readonly change: Change;
}

/** The verbs that copy nodes. What was added is selected. */
function copies({ get, set, settle, change }: Verbs) {
  const added = (file: ProjectFile, ids: readonly string[]) => {
    change("", () => file);
    if (isLookedAt(get().origin)) return [];
    set({ selection: { nodes: ids, edges: [] } });
    return [...ids];
  };
  return {
    copy: (ids) => {
      settle();
      return graph.fragmentOf(get().file, ids);
    },
    duplicate: (ids) => get().paste(get().copy(ids), [40, 40]),
    paste: (fragment, offset) => {
      settle();
      const pasted = graph.addFragment(get().file, fragment, offset);
      return added(pasted.file, pasted.ids);
    },
    insertCopy: (block, where) => {
      settle();
      const { file, ids } = withCopy(get().file, block, where);
      added(file, ids);
    },
  } satisfies Partial<ProjectActions>;
}

/** The file with the places where cards are drawn that have none yet, so that an edit moves none of them. */
function settled(file: ProjectFile): ProjectFile {
  const own = graph.positionsOf(file);
  const homeless = Object.entries(drawn()).filter(
    ([id]) => !own[id] && graph.nodeOf(file, id) !== undefined,
  );
  return graph.place(file, Object.fromEntries(homeless));
}

export const useProject = create<ProjectState & ProjectActions>()(
  temporal(
    (write, get) => {
      const set = (to: Partial<ProjectState> | ((state: ProjectState) => Partial<ProjectState>)) =>
        write((state) => allowed(state, typeof to === "function" ? to(state) : to));
      /** Changes the file; changes with the same `name` in quick succession are one undo step. */
      const change = (name: string, to: (file: ProjectFile) => ProjectFile) => {
        group = name;
        set((state) => ({ file: to(state.file) }));
      };
      const settle = () => untracked(() => set(({ file }) => ({ file: settled(file) })));
      /** Changes nodes or wires. The other cards stay where they are drawn. */
      const rewire = (to: (file: ProjectFile) => ProjectFile) => {
        settle();
        change("", to);
      };
      /** Adds a node of a layer in the way that `to` says, selects it and tells its id. */
      const add = (layer: EntryJson, to: (file: ProjectFile, id: string) => ProjectFile) => {
        settle();
        const id = graph.newId(get().file, layer.type);
        change("", (file) => to(file, id));
        if (!isLookedAt(get().origin)) set({ selection: { nodes: [id], edges: [] } });
        return id;
      };
      return {
        file: graph.normalise({}),
        selection: NONE,
        origin: 0,
        load: (file) => {
          group = "";
          const opened = { file: graph.normalise(file), selection: NONE };
          set(({ origin }) => ({ ...opened, origin: origin + 1 }));
        },
        addNode: (layer, at) =>
          add(layer, (file, id) => graph.addNode(file, id, layer, at && [at.x, at.y])),
        insertOnEdge: (edge, layer, at) =>
          add(layer, (file, id) => graph.insertOnEdge(file, edge, id, layer, at)),
        appendAfter: (nodeId, layer) =>
          add(layer, (file, id) => graph.appendAfter(file, nodeId, id, layer)),
        joinBranches: (sources, layer) =>
          add(layer, (file, id) => graph.joinBranches(file, sources, id, layer)),
        connect: (edge) => rewire((file) => graph.connect(file, edge)),
        removeEdges: (edges) => rewire((file) => graph.removeEdges(file, edges)),
        removeNodes: (ids, heal) => {
          rewire((file) => graph.removeNodes(file, ids, heal));
          set({ selection: NONE });
        },
        ...copies({ get, set, settle, change }),
        move: (positions) =>
          change(`move ${Object.keys(positions).sort().join()}`, (file) =>
            graph.place(file, positions),
          ),
        swap: (id, layer) => rewire((file) => graph.setNode(file, id, { layer })),
        setTrainable: (ids, trainable) =>
          change("", (file) =>
            ids.reduce((made, id) => graph.setNode(made, id, { trainable }), file),
          ),
        applyFix: (fix) => rewire((file) => graph.applyFix(file, fix)),
        ...settings(change),
        tidy: (positions) => change("", (file) => graph.place(file, positions)),
        select: (to) => set((state) => ({ selection: { ...state.selection, ...to } })),
      };
    },
    {
      limit: UNDO_LIMIT,
      partialize: (state) => ({ file: state.file }),
      equality: (before, now) => before.file === now.file,
      handleSet: (record) => {
        const push = record as (before: { file: ProjectFile }) => void;
        return (before) => {
          if (startsUndoStep()) push(before as { file: ProjectFile });
        };
      },
    },
  ),
);

/** Edits of a drawing that is only looked at are refused, except where its cards stand. */
function allowed(state: ProjectState, made: Partial<ProjectState>): Partial<ProjectState> {
  const isEdit = made.file !== undefined && made.origin === undefined && isTracked;
  if (!isEdit || !isLookedAt(state.origin) || /^(move|view) /.test(group)) return made;
  sayLooking();
  return {};
}

/** Whether this change begins an undo step, rather than continuing the one before. */
function startsUndoStep(): boolean {
  if (!isTracked) return false;
  const now = performance.now();
  const goesOn = group !== "" && group === lastGroup.name && now - lastGroup.at < GROUP_MS;
  lastGroup = { name: group, at: now };
  return !goesOn;
}

/** Makes changes without an undo step: what the server changed, or places that a layout found. */
export function untracked(change: () => void): void {
  const before = isTracked;
  isTracked = false;
  try {
    change();
  } finally {
    isTracked = before;
  }
}

export function undo(): void {
  if (isLookedAt(useProject.getState().origin)) return sayLooking();
  endUndoStep();
  useProject.temporal.getState().undo();
}

export function redo(): void {
  if (isLookedAt(useProject.getState().origin)) return sayLooking();
  endUndoStep();
  useProject.temporal.getState().redo();
}

/** Makes the next change an undo step of its own. Called when a drag or a slide ends. */
export function endUndoStep(): void {
  lastGroup = { name: "", at: 0 };
}

/** Whether there is something to undo and to redo. */
export function useHistory(): { canUndo: boolean; canRedo: boolean } {
  const canUndo = useStore(useProject.temporal, (history) => history.pastStates.length > 0);
  const canRedo = useStore(useProject.temporal, (history) => history.futureStates.length > 0);
  return { canUndo, canRedo };
}
