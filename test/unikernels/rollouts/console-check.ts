import assert from 'node:assert/strict';
import { checkConsole } from '../../../src/checks/check-console.ts';
import { CheckFault } from '../../../src/checks/check-fault.ts';
import type { RunCheck } from '../../../src/unikernels/rollouts/watch-rollout.ts';

/** Tries a check of a console, which is the only kind that a test has. */
export const runConsoleCheck: RunCheck = async (check, { lines, signal }) => {
  signal.throwIfAborted();
  assert.equal(check.kind, 'console');
  try {
    return { ok: true, detail: checkConsole(check, lines()), tookMs: 1 };
  } catch (error) {
    if (!(error instanceof CheckFault)) throw error;
    const { message: detail, doubt } = error;
    return { ok: false, detail, tookMs: 1, ...(doubt && { doubt }) };
  }
};
