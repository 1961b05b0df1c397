/** All kinds of card pictures: every `*.card.ts` of this folder. */
import { FITS, type CardPicture, type PictureKind } from "./picture";
import type { Subject } from "./subject";

const files = import.meta.glob<PictureKind>("./*.card.ts", { eager: true, import: "default" });
const kinds = new Map(Object.values(files).map((kind) => [kind.kind, kind]));

/** All kinds of pictures. */
export function pictureKinds(): readonly PictureKind[] {
  return [...kinds.values()];
}

/** The kind of a picture. Throws an `Error` if no file declares it. */
export function kindOf({ kind }: Pick<CardPicture, "kind">): PictureKind {
  const found = kinds.get(kind);
  if (!found) throw new Error(`no picture of cards is called “${kind}”; add ${kind}.card.ts`);
  return found;
}

/** The picture for a card, of the kind that fits it best. */
export function pictureOf(subject: Subject): CardPicture {
  const fit = (kind: PictureKind) => FITS.indexOf(kind.fits(subject));
  const best = pictureKinds().reduce((one, other) => (fit(other) > fit(one) ? other : one));
  return { ...best.layout(subject), kind: best.kind };
}
