/** What a card's picture shows at this moment, from the newest frames of its probes. */
import { valuesOf, type Frame } from "../../api/reading";
import type { ProbeJson, ProjectFile, Report } from "../../api/types";
import type { ShownSample } from "../../store/preferences";
import { watchFrame } from "../../store/readings";
import { guessesOf } from "../cards/chips";
import { featureMaps, probesOf, readingOf, type OfNodes } from "../cards/measured";
import { NO_CONTENTS, type PictureContents } from "./pickedCell";
import { pieceOf, type PieceKind } from "../cards/pieces";
import { valueOf } from "../cards/tensors";

export function pictureContents(
  part: OfNodes & { readonly look: PieceKind },
  file: ProjectFile,
  report: Report | null,
  sample: ShownSample,
): PictureContents {
  const { look } = part;
  if (look === "filter") return NO_CONTENTS;
  const [probe] = probesOf(look, sample, part);
  const frame = probe && newest(probe);
  const { rows = 0, columns = 0 } = pieceOf(look, frame, part, 0) ?? {};
  return {
    rows,
    columns,
    tokens: look === "matrix" ? tokensInto(part.card, file, sample) : [],
    choices: look === "expected" || look === "hidden" ? choicesOf(frame, report) : [],
  };
}

function newest(probe: ProbeJson): Frame | undefined {
  let found: Frame | undefined;
  watchFrame(probe, ({ frame }) => (found = frame))();
  return found;
}

/** The tokens that a layer got, step by step. */
function tokensInto(node: string, { network }: ProjectFile, sample: ShownSample): number[] {
  const source = network.edges.find(({ target }) => target === node)?.source ?? "";
  const values = valuesOf(readingOf(newest(featureMaps(sample)), source));
  if (values?.shape.length !== 1) return [];
  return Array.from({ length: values.shape[0] ?? 0 }, (_, step) => valueOf(values, step));
}

/** The numbers of the likeliest tokens, in the order of the vocabulary. */
function choicesOf(frame: Frame | undefined, report: Report | null): number[] {
  const vocab = report?.data?.vocab ?? [];
  return guessesOf(frame?.readings[0]).map(({ token, probability }) =>
    probability === null ? -1 : vocab.indexOf(token),
  );
}
