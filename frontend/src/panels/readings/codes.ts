/** Points in the plane of latent codes. Pure. */

export type Code = readonly [number, number];

/** `count` evenly spaced codes from one code to another, both included. */
export function wayBetween([x0, y0]: Code, [x1, y1]: Code, count: number): readonly Code[] {
  return Array.from({ length: count }, (_, at) => {
    const share = count === 1 ? 0 : at / (count - 1);
    return [x0 + share * (x1 - x0), y0 + share * (y1 - y0)];
  });
}
