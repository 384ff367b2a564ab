// What the action can do.

import { lookForEnd } from './afterwards.js';
import { deploy } from './deploy.js';
import { fill } from './fill.js';
import { readConfig, unwanted } from './inputs.js';
import { requiredInput } from './runner.js';
import { upload } from './upload.js';

/**
 * @typedef {import('./api.js').Api} Api
 *
 * What was done, to what, what it now holds, in which steps, and what that changed.
 * @typedef {{ outcome: string, path: string, digest: string, steps?: readonly Step[], changes?: string }} Result
 *
 * @typedef {{ name: string, state: string, detail: string | null }} Step
 *
 * @typedef {{ host: string, name: string }} Place
 */

/** By the names that the input "operation" has. */
export const operations = new Map([
  ['deploy', deploy],
  ['restart', restart],
  ['destroy', destroy],
  ['upload', upload],
  ['fill', fill],
]);

/** @param {Api} api @param {Place} place @returns {Promise<Result>} */
async function restart(api, { host, name }) {
  const path = `/hosts/${host}/unikernels/${name}`;
  const config = readConfig();
  if (config && 'force' in config) throw unwanted('force');
  const unikernel = config
    ? await api.askJson('POST', `${path}/restart`, config)
    : await api.ask('POST', `${path}/restart`);
  await lookForEnd(api, path);
  return { outcome: 'restarted', path, digest: unikernel.digest ?? '' };
}

/** @param {Api} api @param {Place} place @returns {Promise<Result>} */
async function destroy(api, { host, name }) {
  const path = `/hosts/${host}/unikernels/${name}`;
  await api.ask('DELETE', path);
  return { outcome: 'destroyed', path, digest: '' };
}

/** Where it is done. @returns {Place} */
export function readPlace() {
  const [host, name] = [requiredInput('host'), requiredInput('name')];
  return { host: encodeURIComponent(host), name: encodeURIComponent(name) };
}
