/** The menu of a card, a wire or the free canvas: by right click, long press or the Menu key. */
import { Menu } from "@mantine/core";
import { useReactFlow } from "@xyflow/react";
import type { ReactNode } from "react";

import { edgeId, nodeOf } from "../../project/graph";
import { standIns } from "../../project/swap";
import { openFork } from "../../store/forkDialog";
import { useCatalogue } from "../../store/catalogue";
import { useProject } from "../../store/project";
import { useRun } from "../../store/runs";
import { swapLayer } from "../scene/addLayer";
import type { BlockOnCard } from "../scene/blockCards";
import { foldChosen, foldRepeats, forget, setBlockFolded } from "../scene/blockVerbs";
import type { Box } from "../scene/rows";
import { inspect, useEditor, type MenuPlace } from "../scene/state";
import { useScene } from "../scene/useScene";
import { copySelected, duplicateSelected, hasCopied, pasteCopied } from "./clipboard";
import classes from "./ContextMenu.module.css";
import { idsOf } from "./flowChanges";
import { LayerOffer } from "./LayerOffer";
import { removeSelected } from "./useEditorKeys";
import { chooseToo, wireFrom } from "./useCardKeys";
import { useTidy } from "./useTidy";
import { useViewport } from "./useViewport";

type Boxes = ReadonlyMap<string, Box>;

export function ContextMenu({ boxes }: { readonly boxes: Boxes }) {
  const menu = useEditor((state) => state.menu);
  if (!menu) return null;
  if (menu.about.kind === "offer") {
    const { x, y, about } = menu;
    return <LayerOffer key={`${x} ${y}`} x={x} y={y} from={about.from} boxes={boxes} />;
  }
  return (
    <At place={menu}>
      {menu.about.kind === "card" && <CardItems id={menu.about.id} boxes={boxes} />}
      {menu.about.kind === "wire" && <WireItems id={menu.about.id} />}
      {menu.about.kind === "canvas" && <CanvasItems place={menu} />}
    </At>
  );
}

const close = () => useEditor.setState({ menu: null });

function At({ place: { x, y }, children }: { place: MenuPlace; children: ReactNode }) {
  return (
    <Menu
      key={`${x} ${y}`}
      withInitialFocusPlaceholder={false}
      opened
      onClose={close}
      position="bottom-start"
      shadow="md"
      width={220}
      // Escape is the canvas's own: it closes one thing at a time.
      closeOnEscape={false}
      returnFocus
      withinPortal
      transitionProps={{ duration: 0 }}
    >
      <Menu.Target>
        <button
          type="button"
          tabIndex={-1}
          aria-label="What can be done here"
          className={classes["point"]}
          style={{ left: x, top: y }}
        />
      </Menu.Target>
      <Menu.Dropdown className={classes["menu"]}>{children}</Menu.Dropdown>
    </Menu>
  );
}

function CardItems({ id, boxes }: { id: string; boxes: Boxes }) {
  const scene = useScene();
  const face = scene.faces.get(id);
  const run = useRun();
  const isChosen = useProject(({ selection }) => selection.nodes.includes(id));
  if (!face) return null;
  /** The card alone, unless it is one of several that are chosen. */
  const chosen = () => {
    const { selection, select } = useProject.getState();
    if (!selection.nodes.includes(id)) select({ nodes: idsOf(face.card), edges: [] });
  };
  const each = (act: () => unknown) => () => {
    chosen();
    act();
  };
  return (
    <>
      <Menu.Label>{face.titles[0]}</Menu.Label>
      <Menu.Item onClick={() => inspect(id)} rightSection={<small>Enter</small>}>
        Open
      </Menu.Item>
      {face.hasOutput && (
        <Menu.Item onClick={() => wireFrom(scene, id, boxes)} rightSection={<small>W</small>}>
          Wire from here
        </Menu.Item>
      )}
      <Menu.Item onClick={() => chooseToo(scene, id)} rightSection={<small>Space</small>}>
        {isChosen ? "No longer choose it" : "Choose it too"}
      </Menu.Item>
      {face.card.block ? (
        <BlockItems block={face.card.block} />
      ) : (
        <Swaps ids={idsOf(face.card)} titles={face.titles} />
      )}
      <FoldItem ids={idsOf(face.card)} isBlock={face.card.block !== undefined} />
      <Menu.Item onClick={each(duplicateSelected)} rightSection={<small>Ctrl D</small>}>
        Duplicate
      </Menu.Item>
      <Menu.Item onClick={each(copySelected)} rightSection={<small>Ctrl C</small>}>
        Copy
      </Menu.Item>
      <Menu.Item disabled={!run || run.step === 0} onClick={openFork}>
        Train on from here…
      </Menu.Item>
      <Menu.Item
        color="var(--tg-bad-ink)"
        onClick={each(removeSelected)}
        rightSection={<small>Del</small>}
      >
        Delete
      </Menu.Item>
    </>
  );
}

function BlockItems({ block: { at } }: { block: BlockOnCard }) {
  return (
    <>
      <Menu.Item onClick={() => setBlockFolded(at, false)} rightSection={<small>Ctrl ⇧ G</small>}>
        Unfold
      </Menu.Item>
      <Menu.Item onClick={() => forget(at)}>Make it single layers again</Menu.Item>
    </>
  );
}

/** Folds what is chosen. One block alone is folded already. */
function FoldItem({ ids, isBlock }: { ids: readonly string[]; isBlock: boolean }) {
  const selection = useProject((state) => state.selection.nodes);
  const chosen = ids.some((id) => selection.includes(id)) ? selection : ids;
  if (isBlock && chosen.length <= ids.length) return null;
  const fold = () => {
    useProject.getState().select({ nodes: chosen, edges: [] });
    foldChosen();
  };
  return (
    <Menu.Item onClick={fold} rightSection={<small>Ctrl G</small>}>
      Fold into a block
    </Menu.Item>
  );
}

/** One submenu for every layer of the card that others can stand in for. */
function Swaps({ ids, titles }: { ids: readonly string[]; titles: readonly string[] }) {
  const layers = useCatalogue().families.layers;
  const file = useProject((state) => state.file);
  return ids.map((id, at) => {
    const type = nodeOf(file, id)?.layer.type;
    const choices = standIns(layers, type).filter((entry) => entry.type !== type);
    if (choices.length === 0) return null;
    return (
      <Menu.Sub key={id}>
        <Menu.Sub.Target>
          <Menu.Sub.Item>Swap {titles[at]} for</Menu.Sub.Item>
        </Menu.Sub.Target>
        <Menu.Sub.Dropdown className={classes["long"]}>
          {choices.map((entry) => (
            <Menu.Item key={entry.type} onClick={() => swapLayer(id, entry.type)}>
              {entry.title}
            </Menu.Item>
          ))}
        </Menu.Sub.Dropdown>
      </Menu.Sub>
    );
  });
}

function WireItems({ id }: { id: string }) {
  const { removeEdges, file } = useProject.getState();
  const edges = file.network.edges.map((edge) => ({ ...edge, handle: edge.handle ?? 0 }));
  return (
    <>
      <Menu.Label>Wire</Menu.Label>
      <Menu.Item
        color="var(--tg-bad-ink)"
        onClick={() => removeEdges(edges.filter((edge) => edgeId(edge) === id))}
      >
        Delete
      </Menu.Item>
    </>
  );
}

function CanvasItems({ place: { x, y } }: { place: MenuPlace }) {
  const { screenToFlowPosition } = useReactFlow();
  const fit = useViewport();
  const tidy = useTidy();
  const offer = () => useEditor.setState({ menu: { x, y, about: { kind: "offer", from: null } } });
  return (
    <>
      <Menu.Item closeMenuOnClick={false} onClick={offer}>
        Add a layer here…
      </Menu.Item>
      <Menu.Item
        disabled={!hasCopied()}
        onClick={() => pasteCopied({ x, y }, screenToFlowPosition)}
        rightSection={<small>Ctrl V</small>}
      >
        Paste here
      </Menu.Item>
      <Menu.Item onClick={foldRepeats}>Fold what repeats</Menu.Item>
      <Menu.Item onClick={tidy} rightSection={<small>T</small>}>
        Tidy the layout
      </Menu.Item>
      <Menu.Item onClick={() => void fit()} rightSection={<small>Shift F</small>}>
        Show the whole network
      </Menu.Item>
    </>
  );
}
