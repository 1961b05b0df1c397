/** The file menu: saves and opens files on this computer, and opens drawings that are stored on the server. */
import { Button, Menu } from "@mantine/core";
import {
  IconChevronDown,
  IconDevices,
  IconDownload,
  IconFilePlus,
  IconFolderOpen,
  IconWeight,
} from "@tabler/icons-react";
import { useRef, useState } from "react";

import type { ProjectCard } from "../api/client";
import type { RunInfo } from "../api/types";
import { notifyError } from "../store/messages";
import { useProject } from "../store/project";
import { useRun, useSeries } from "../store/runs";
import { newestOf } from "../store/series";
import { countElsewhere, gather } from "../session/gathering";
import { openProject, savedProjects } from "../session/session";
import { weightsAddress, weightsOfRun } from "../session/weights";
import { download, downloadFrom, fileName, readProject } from "./projectFiles";
import { quietly } from "./quietly";

/** The id of the hidden field that opens a file, for the search. */
export const FILE_TO_OPEN = "file-to-open";

/** Most saved drawings that the menu lists. */
const MOST = 12;

/** The saved drawings, and how much other browsers on one's own machine have; asked for anew by `list`. */
function useKeptWork() {
  const [saved, setSaved] = useState<readonly ProjectCard[]>([]);
  const [numElsewhere, setNumElsewhere] = useState(0);
  const list = () => {
    quietly(savedProjects().then((projects) => setSaved(projects.slice(0, MOST))));
    quietly(countElsewhere().then(setNumElsewhere));
  };
  return { saved, numElsewhere, list };
}

interface FileMenuProps {
  /** Begins a new drawing. */
  readonly onNew: () => void;
}

export function FileMenu({ onNew }: FileMenuProps) {
  const input = useRef<HTMLInputElement>(null);
  const { saved, numElsewhere, list } = useKeptWork();
  return (
    <>
      <Menu
        withInitialFocusPlaceholder={false}
        shadow="md"
        width={260}
        onOpen={list}
        position="bottom-end"
      >
        <Menu.Target>
          <Button
            variant="default"
            size="compact-sm"
            rightSection={<IconChevronDown size="0.875rem" aria-hidden />}
          >
            File
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconFilePlus size="1rem" aria-hidden />} onClick={onNew}>
            New drawing
          </Menu.Item>
          <Menu.Item
            leftSection={<IconDownload size="1rem" aria-hidden />}
            onClick={() => download(useProject.getState().file)}
          >
            Save as a file
          </Menu.Item>
          <Menu.Item
            leftSection={<IconFolderOpen size="1rem" aria-hidden />}
            onClick={() => input.current?.click()}
          >
            Open a file…
          </Menu.Item>
          <RunFiles />
          {saved.length > 0 && <Menu.Label>Drawings kept here</Menu.Label>}
          {saved.map(({ id, title, updated }) => (
            <Menu.Item
              key={id}
              rightSection={<small>{new Date(updated).toLocaleDateString()}</small>}
              onClick={() => quietly(openProject(id))}
            >
              {title}
            </Menu.Item>
          ))}
          {numElsewhere > 0 && <Elsewhere count={numElsewhere} />}
        </Menu.Dropdown>
      </Menu>
      <input
        ref={input}
        id={FILE_TO_OPEN}
        type="file"
        hidden
        aria-label="A project file to open"
        accept=".json,application/json"
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          event.currentTarget.value = "";
          if (file) file.text().then((text) => load(file.name, text), notifyError);
        }}
      />
    </>
  );
}

/** On one's own machine: brings here what other browsers on it have made. */
function Elsewhere({ count }: { readonly count: number }) {
  return (
    <>
      <Menu.Label>Other browsers on this computer</Menu.Label>
      <Menu.Item
        leftSection={<IconDevices size="1rem" aria-hidden />}
        rightSection={<small>{count}</small>}
        onClick={() => quietly(gather())}
      >
        Move their work here
      </Menu.Item>
    </>
  );
}

/** Downloads of the weights that the run on the screen has learned. */
function RunFiles() {
  const run = useRun();
  const newest = newestOf(useSeries());
  const step = Math.max(run?.step ?? 0, newest?.step ?? 0);
  const why = !run ? "no run yet" : step === 0 ? "nothing learned yet" : null;
  const take = async ({ id, title }: RunInfo) => {
    const weights = await weightsOfRun(id);
    if (weights) downloadFrom(weightsAddress(weights), fileName(title, "safetensors"));
  };
  return (
    <>
      <Menu.Label>Of the run on the screen</Menu.Label>
      <Menu.Item
        leftSection={<IconWeight size="1rem" aria-hidden />}
        rightSection={why && <small>{why}</small>}
        disabled={why !== null}
        onClick={() => run && quietly(take(run))}
      >
        Weights (safetensors)
      </Menu.Item>
    </>
  );
}

function load(name: string, text: string): void {
  try {
    useProject.getState().load(readProject(name, text));
  } catch (error) {
    notifyError(error);
  }
}
