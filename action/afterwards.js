// What is looked at or written once the work is done: nothing of it makes a failure of what went well.

import { warnOfEnd } from './inputs.js';
import { warn } from './runner.js';

/** Warns where a unikernel that was started has ended since. @param {import('./api.js').Api} api @param {string} path */
export async function lookForEnd(api, path) {
  await orWarn('Whether it still runs is not known', async () =>
    warnOfEnd(await api.ask('GET', path)),
  );
}

/** @param {string} otherwise What is so where it fails. @param {() => Promise<unknown>} act */
export async function orWarn(otherwise, act) {
  try {
    await act();
  } catch (error) {
    warn(`${otherwise}: ${error instanceof Error ? error.message : error}`);
  }
}
