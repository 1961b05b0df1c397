/** The speed control: five bars, from one step a second to no limit. */
import { usePreferences } from "../store/preferences";
import { setSpeed } from "../session/session";
import { quietly } from "./quietly";
import classes from "./Transport.module.css";

/** Steps a second; null means no limit. */
const SPEEDS: readonly (number | null)[] = [1, 10, 100, 1_000, null];

export function Speed() {
  const speed = usePreferences((preferences) => preferences.speed);
  const chosen = indexOfSpeed(speed);
  return (
    <div className={classes["speed"]}>
      <span className={classes["speedLabel"]} aria-hidden>
        Speed
      </span>
      <div className={classes["bars"]}>
        {SPEEDS.map((_, index) => (
          <span
            key={index}
            aria-hidden
            className={classes["bar"]}
            data-on={index <= chosen}
            style={{ height: `${(index + 1) * 20}%` }}
          />
        ))}
        <input
          type="range"
          aria-label="Speed"
          aria-valuetext={speedText(speed)}
          data-hint={`Speed: ${speedText(speed)}. Slow it down to watch single steps.`}
          min={0}
          max={SPEEDS.length - 1}
          step={1}
          value={chosen}
          onChange={(event) => {
            quietly(setSpeed(SPEEDS[Number(event.currentTarget.value)] ?? null));
          }}
        />
      </div>
      <span className={classes["speedWord"]} aria-hidden>
        {speed === null ? "max" : `${speed} /s`}
      </span>
    </div>
  );
}

/** The index in `SPEEDS` of the first speed that is at least this fast. */
export function indexOfSpeed(speed: number | null): number {
  if (speed === null) return SPEEDS.length - 1;
  const index = SPEEDS.findIndex((known) => known === null || known >= speed);
  return Math.min(index, SPEEDS.length - 2);
}

function speedText(speed: number | null): string {
  if (speed === null) return "as fast as it goes";
  return speed === 1 ? "1 step a second" : `${speed} steps a second`;
}
