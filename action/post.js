// What the runner does at the end of the job, however that ended: where a step was ended in the midst of
// filling a volume, as by a cancelled job, what was before is brought back.

import { Api } from './api.js';
import { recall } from './before.js';
import { signIn } from './credential.js';
import { insist } from './insist.js';
import { fail, input, notice, requiredInput, say, writeSummary } from './runner.js';
import { undo } from './undo-fill.js';

/** Milliseconds until somebody has to answer who the job is. */
const signInWithin = 30 * 60_000;

/** @param {import('./before.js').Before} before */
async function bringBack(before) {
  say(`The job ended while the volume ${input('name')} was being filled.`);
  const signal = AbortSignal.timeout(signInWithin);
  const api = new Api(requiredInput('address'), null, signal);
  const outcome = await undo(await insist(() => signIn(api, signal), signal), before);
  const reason = `The job ended while the volume was being filled. ${outcome}`;
  notice(reason);
  const title = `Fulmar: fill ${input('name')} on ${input('host')}`;
  await writeSummary(title, { outcome: 'restored', reason });
}

const before = recall();
try {
  if (before !== null) await bringBack(before);
} catch (error) {
  const reason = error instanceof Error ? error.message : error;
  const unikernel = decodeURIComponent(before?.unikernel.split('/').at(-1) ?? '');
  fail(
    `The job ended while the volume ${input('name')} was being filled, and the previous state could not be ` +
      `restored: ${reason} The unikernel ${unikernel} may be stopped.`,
  );
}
// As at the end of main.js.
setTimeout(() => process.exit(), 1_000).unref();
