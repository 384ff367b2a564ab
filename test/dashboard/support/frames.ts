import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';

const attempts = 3;
const share = 0.95;

/**
 * Fails where the 95th percentile of the frames, while `act` is done to the page, is beyond so many
 * milliseconds. The quickest of three times counts: a machine that is busy with other things makes
 * every page slow.
 */
export async function expectFrames(
  page: Page,
  longest: number,
  act: () => Promise<void>,
): Promise<void> {
  const tries: string[] = [];
  while (tries.length < attempts) {
    const frames = await framesWhile(page, act);
    if (percentile(frames, share) < longest) return;
    tries.push(describeFrames(frames));
  }
  assert.fail(tries.join('\n'));
}

/** How long the frames of a page took while something was done to it, in milliseconds, sorted. */
async function framesWhile(page: Page, act: () => Promise<void>): Promise<number[]> {
  await page.evaluate(watch);
  await act();
  const frames = await page.evaluate<number[]>('globalThis.endFrames()');
  return frames.sort((one, other) => one - other);
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

/** The value that so great a part of the sorted ones does not exceed. */
function percentile(sorted: readonly number[], part: number): number {
  return sorted[Math.ceil(sorted.length * part) - 1] ?? Number.NaN;
}

/** Frames in words, for the message of a test that fails. */
function describeFrames(sorted: readonly number[]): string {
  const [middle, most, longest] = [0.5, 0.95, 1].map((part) => percentile(sorted, part).toFixed(1));
  return `${sorted.length} frames: median ${middle} ms, 95th percentile ${most} ms, longest ${longest} ms`;
}
