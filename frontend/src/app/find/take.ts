/** Does what a result of the search stands for. */
import type { Catalogue, EntryJson } from "../../api/types";
import { inspect } from "../../editor/scene/state";
import { addLayerAnywhere } from "../../editor/scene/addLayer";
import { addAgain } from "../../editor/scene/blockVerbs";
import { pickSet } from "../../panels/data/pickSet";
import { openLesson } from "../../panels/lessons/openLesson";
import { entryChange } from "../../panels/training/choosing";
import { setTraining } from "../../panels/training/ownEntries";
import { choiceId, partId } from "../../panels/training/places";
import { blockAt } from "../../project/blocks";
import type { Findable, SettingPlace } from "../../project/findables";
import { ENTRY_LABELS } from "../../project/projectWords";
import { TRAINING_FIELDS, trainingEntry, type TrainingEntry } from "../../project/trainingEntries";
import { finder, useCatalogueState } from "../../store/catalogue";
import { useLessonsState } from "../../store/lessons";
import { notify } from "../../store/messages";
import { endUndoStep, useProject } from "../../store/project";
import { quietly } from "../quietly";
import { COMMANDS, type PageVerbs } from "./commands";
import { reach } from "./reach";

/** The server accepts at most this many augmentations. */
const MOST_AUGMENTATIONS = 8;

export function take({ title, taking }: Findable, page: PageVerbs): void {
  switch (taking.does) {
    case "lesson":
      return takeLesson(taking.id, page);
    case "layer":
      addLayerAnywhere(taking.layer.type, taking.layer);
      if (taking.hint) notify(`${title}: ${taking.hint}`, { tone: "news" });
      return;
    case "block":
      return takeBlock(taking.at);
    case "data":
      pickSet(taking.data);
      return page.openTab("data");
    case "entry":
      return takeEntry(taking.field, taking.entry, page);
    case "augmentation":
      return takeAugmentation(taking.entry, page);
    case "setting":
      openPlace(taking.part, page);
      return lead(taking.ids, title);
    case "command":
      return takeCommand(taking.name, page);
  }
}

function takeBlock(at: number): void {
  const block = blockAt(useProject.getState().file, at);
  if (block) addAgain(block);
}

function takeLesson(wanted: string, page: PageVerbs): void {
  const lesson = useLessonsState.getState().lessons.find(({ id }) => id === wanted);
  if (!lesson) return;
  openLesson(lesson);
  page.openTab("lessons");
}

function takeEntry(field: TrainingEntry, entry: EntryJson, page: PageVerbs): void {
  endUndoStep();
  setTraining(entryChange(field, entry, inForce(), catalogue()));
  endUndoStep();
  page.openRight();
  const title = ENTRY_LABELS[field];
  lead([field === "optimizer" ? choiceId(title) : partId(title)], title);
}

function takeAugmentation(entry: EntryJson, page: PageVerbs): void {
  const own = useProject.getState().file.training.augmentations ?? [];
  if (own.length >= MOST_AUGMENTATIONS) {
    notify(
      `there are ${own.length} augmentations already, and no more are possible: take one out first`,
    );
  } else {
    endUndoStep();
    setTraining({ augmentations: [...own, entry] });
    endUndoStep();
  }
  page.openRight();
  lead([partId("Augmentation")], "Augmentation");
}

function takeCommand(name: string, page: PageVerbs): void {
  const chosen = COMMANDS.find(({ title }) => title === name);
  quietly(Promise.resolve().then(() => chosen?.run(page)));
}

function openPlace(place: SettingPlace, page: PageVerbs): void {
  if (place === "training") return page.openRight();
  if (place === "data") return page.openTab("data");
  useProject.getState().select({ nodes: [place.node], edges: [] });
  inspect(place.node);
}

function lead(ids: readonly string[], title: string): void {
  void reach(ids).then((isThere) => {
    if (!isThere) notify(`${title} is not shown for this drawing`, { tone: "news" });
  });
}

function catalogue(): Catalogue {
  return useCatalogueState.getState().catalogue;
}

/** The entries of the training that are in force. */
function inForce(): Record<TrainingEntry, EntryJson | null> {
  const { file } = useProject.getState();
  const find = finder();
  const own = TRAINING_FIELDS.map((field) => [field, trainingEntry(file, field, find)]);
  return Object.fromEntries(own) as Record<TrainingEntry, EntryJson | null>;
}
