/** Pictures kept over a training so that one can look back: at most 200, thinned evenly when there are more. Pure. */

const MOST = 200;

export interface Moment<Frame> {
  readonly step: number;
  readonly frame: Frame;
}

/** The place of the last moment at or before a step; null where the film begins later. */
export function momentAt(film: readonly Moment<unknown>[], step: number): number | null {
  const at = film.findLastIndex((moment) => moment.step <= step);
  return at < 0 ? null : at;
}

/** One more picture; one of the same step takes the place of the one before, an earlier one starts a new film. */
export function withMoment<Frame>(
  film: readonly Moment<Frame>[],
  moment: Moment<Frame>,
): readonly Moment<Frame>[] {
  const newest = film.at(-1)?.step ?? -Infinity;
  if (moment.step < newest) return [moment];
  const longer = [...(moment.step === newest ? film.slice(0, -1) : film), moment];
  // Every second one goes; the first and the newest stay.
  return longer.length > MOST
    ? longer.filter((_, at) => at % 2 === 0 || at === longer.length - 1)
    : longer;
}
