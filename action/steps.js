// Writes the steps of a deployment to the job's log.

import { say } from './runner.js';

/** @type {Readonly<Record<string, string>>} */
const marks = { passed: '✓', failed: '✗', skipped: '-' };

/** Logs the outcome of each step. @param {readonly import('./operations.js').Step[]} steps */
export function saySteps(steps) {
  for (const { name, state, detail } of steps) {
    say(`${marks[state] ?? state} ${name}${detail ? `: ${detail}` : ''}`);
  }
}
