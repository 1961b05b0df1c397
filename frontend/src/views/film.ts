/** A film keeps earlier pictures of a training to look back at: at most 200, then every second one is dropped. Pure. */

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

/** Adds a picture. One of the same step replaces the last picture; one of an earlier step starts a new film. */
export function withMoment<Frame>(
  film: readonly Moment<Frame>[],
  moment: Moment<Frame>,
): readonly Moment<Frame>[] {
  const newest = film.at(-1)?.step ?? -Infinity;
  if (moment.step < newest) return [moment];
  const longer = [...(moment.step === newest ? film.slice(0, -1) : film), moment];
  // Drop every second picture, but keep the first and the newest.
  return longer.length > MOST
    ? longer.filter((_, at) => at % 2 === 0 || at === longer.length - 1)
    : longer;
}
