/** A fake canvas context. It draws nothing and records all calls. */

/**
 * One call: the name of the method and its arguments. Setting a property is recorded as `fillStyle =` and the value.
 */
type CanvasCall = readonly [name: string, ...args: unknown[]];

const contexts = new WeakMap<HTMLCanvasElement, FakeContext>();

class FakeContext {
  readonly calls: CanvasCall[] = [];
  constructor(readonly canvas: HTMLCanvasElement) {}
}

/** The fake context of `canvas`. The same canvas always has the same context, as in browsers. */
export function fakeContext(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const fake = contexts.get(canvas) ?? new FakeContext(canvas);
  contexts.set(canvas, fake);
  return new Proxy(fake, { get: answer, set: assign }) as unknown as CanvasRenderingContext2D;
}

/** All calls on the context of `canvas` so far, oldest first. */
export function callsOn(canvas: HTMLCanvasElement): readonly CanvasCall[] {
  return contexts.get(canvas)?.calls ?? [];
}

function answer(fake: FakeContext, name: string | symbol): unknown {
  if (name in fake) return Reflect.get(fake, name);
  return (...args: unknown[]) => {
    fake.calls.push([String(name), ...args]);
    if (name === "createImageData") return imageData(args[0] as number, args[1] as number);
    return name === "measureText" ? { width: 10 } : undefined;
  };
}

function assign(fake: FakeContext, name: string | symbol, value: unknown): boolean {
  fake.calls.push([`${String(name)} =`, value]);
  return Reflect.set(fake, name, value);
}

function imageData(width: number, height: number) {
  return { width, height, data: new Uint8ClampedArray(width * height * 4) };
}
