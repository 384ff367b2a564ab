import assert from 'node:assert/strict';
import type { ActionWorld } from './action-world.ts';
import type { StepResult } from './runner.ts';

/** A step that did what it was to do, and says so in its outputs and in the summary. */
export function succeeded(
  world: ActionWorld,
  step: StepResult,
  outcome: string,
  digest: string,
  path: string,
): void {
  assert.equal(step.code, 0, step.log);
  assert.deepEqual(step.errors, []);
  const url = `${world.url}/api/v1/hosts/one/${path}`;
  assert.deepEqual(step.outputs, { outcome, url, digest });
  assert.ok(step.summary.includes(`| outcome | ${outcome} |`));
  assert.ok(step.summary.includes(`| address | ${url} |`), step.summary);
  assert.ok(step.summary.includes(digest));
}

/** A step that failed, and says why once. */
export function failed(step: StepResult, words: RegExp): void {
  assert.equal(step.code, 1, step.log);
  assert.equal(step.errors.length, 1, step.log);
  assert.match(step.errors[0] ?? '', words);
  assert.match(step.summary, /\| outcome \| failed \|\n\| reason \| /);
  assert.deepEqual(step.outputs, {});
}
