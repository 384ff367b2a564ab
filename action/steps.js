// The steps of a deployment, in the job's log.

import { say } from './runner.js';

/** @type {Readonly<Record<string, string>>} */
const marks = { passed: '✓', failed: '✗', skipped: '-' };

/** Says what became of each step. @param {readonly import('./operations.js').Step[]} steps */
export function saySteps(steps) {
  for (const { name, state, detail } of steps) {
    say(`${marks[state] ?? state} ${name}${detail ? `: ${detail}` : ''}`);
  }
}
