/** Judges from the size of a layer's gradient whether the layer learns well. Pure. */

/** `none` means that nothing is measured yet, or that the layer has no parameters. */
export type GradientHealth = "healthy" | "vanishing" | "exploding" | "broken" | "none";

/**
 * Limits for the root mean square of a gradient. Below the first a layer hardly learns; above the second its training
 * is unstable.
 */
export const VANISHING = 1e-6;
export const EXPLODING = 10;

/** The bar shows gradients between these powers of ten. */
const LOWEST_POWER = -8;
const HIGHEST_POWER = 2;

/** The health of a gradient, given as its root mean square; null means not measured. */
export function gradientHealth(gradient: number | null): GradientHealth {
  if (gradient === null) return "none";
  if (!Number.isFinite(gradient)) return "broken";
  if (gradient < VANISHING) return "vanishing";
  return gradient > EXPLODING ? "exploding" : "healthy";
}

/** The filled share of the bar, 0 to 1, on a logarithmic scale. */
export function gradientShare(gradient: number | null): number {
  if (gradient === null || gradient <= 0 || Number.isNaN(gradient)) return 0;
  const power = (Math.log10(gradient) - LOWEST_POWER) / (HIGHEST_POWER - LOWEST_POWER);
  return Math.min(1, Math.max(0.02, power));
}

/** The sentence about a gradient, for the tooltip and for screen readers. */
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
