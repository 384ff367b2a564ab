import type { Page } from 'playwright-core';

/** How long the frames of a page took while something was done to it, in milliseconds. */
export interface Frames {
  readonly count: number;
  readonly median: number;
  /** The 95th percentile. */
  readonly max: number;
}

/** Watches the frames of a page while `act` is done to it. */
export async function framesWhile(page: Page, act: () => Promise<void>): Promise<Frames> {
  await page.evaluate(watch);
  await act();
  const frames = await page.evaluate<number[]>('globalThis.endFrames()');
  frames.sort((one, other) => one - other);
  const at = (share: number) => frames[Math.ceil(frames.length * share) - 1] ?? Number.NaN;
  return { count: frames.length, median: at(0.5), max: at(0.95) };
}

const watch = `(() => {
  const frames = [];
  let last = performance.now();
  let frame = requestAnimationFrame(function next() {
    const now = performance.now();
    frames.push(now - last);
    last = now;
    frame = requestAnimationFrame(next);
  });
  globalThis.endFrames = () => {
    cancelAnimationFrame(frame);
    return frames;
  };
})()`;
