/** What the size of a layer's gradient says about its learning. Pure. */

/** `none` when nothing was measured yet, or the layer learns nothing. */
export type GradientHealth = "healthy" | "vanishing" | "exploding" | "broken" | "none";

/** Root-mean-square gradients (no unit) below and above which a layer hardly learns, or jumps about. */
export const VANISHING = 1e-6;
export const EXPLODING = 10;

/** The bar spans these powers of ten. */
const LOWEST_POWER = -8;
const HIGHEST_POWER = 2;

/** The health of a root-mean-square gradient; null is not measured. */
export function gradientHealth(gradient: number | null): GradientHealth {
  if (gradient === null) return "none";
  if (!Number.isFinite(gradient)) return "broken";
  if (gradient < VANISHING) return "vanishing";
  return gradient > EXPLODING ? "exploding" : "healthy";
}

/** How full the bar is, 0 to 1, on a scale of powers of ten. */
export function gradientShare(gradient: number | null): number {
  if (gradient === null || gradient <= 0 || Number.isNaN(gradient)) return 0;
  const power = (Math.log10(gradient) - LOWEST_POWER) / (HIGHEST_POWER - LOWEST_POWER);
  return Math.min(1, Math.max(0.02, power));
}

/** The sentence a screen reader and the tooltip say. */
export function gradientSentence(gradient: number | null): string {
  switch (gradientHealth(gradient)) {
    case "none":
      return "Gradient: not measured yet";
    case "broken":
      return "Gradient: not a finite number; lower the learning rate or clip the gradient";
    case "vanishing":
      return `Gradient ${digits(gradient)}: vanishing, this layer hardly learns`;
    case "exploding":
      return `Gradient ${digits(gradient)}: exploding, lower the learning rate or clip the gradient`;
    case "healthy":
      return `Gradient ${digits(gradient)}: healthy`;
  }
}

function digits(gradient: number | null): string {
  return gradient === null ? "" : gradient.toPrecision(2);
}
