// What the action can do.

import { createReadStream } from 'node:fs';
import { deploy } from './deploy.js';
import { inputFile } from './files.js';
import { compareDigests, readConfig, unwanted, warnOfEnd } from './inputs.js';
import { input, requiredInput } from './runner.js';

/**
 * @typedef {import('./api.js').Api} Api
 *
 * What was done, to what, what it now holds, and in which steps.
 * @typedef {{ outcome: string, path: string, digest: string, steps?: readonly Step[] }} Result
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
]);

/** @param {Api} api @param {Place} place @returns {Promise<Result>} */
async function restart(api, { host, name }) {
  const path = `/hosts/${host}/unikernels/${name}`;
  const config = readConfig();
  if (config && 'force' in config) throw unwanted('force');
  const unikernel = config
    ? await api.askJson('POST', `${path}/restart`, config)
    : await api.ask('POST', `${path}/restart`);
  warnOfEnd(unikernel);
  return { outcome: 'restarted', path, digest: unikernel.digest ?? '' };
}

/** @param {Api} api @param {Place} place @returns {Promise<Result>} */
async function destroy(api, { host, name }) {
  const path = `/hosts/${host}/unikernels/${name}`;
  await api.ask('DELETE', path);
  return { outcome: 'destroyed', path, digest: '' };
}

/**
 * Fills a volume, created first where there is none and its size is given.
 * @param {Api} api @param {Place} place @returns {Promise<Result>}
 */
async function upload(api, { host, name }) {
  const collection = `/hosts/${host}/volumes`;
  const path = `${collection}/${name}`;
  const { path: source, size: octets, digest } = await inputFile('file');
  const encoding = input('encoding');
  const empty = readEmpty();
  if (octets === 0 && !empty) {
    const meant = 'To have the volume read as zeros, set the input "empty" to true.';
    throw new Error(`The file ${source} (input "file") is empty. ${meant}`);
  }
  const size = readSize();
  if (size !== null && (await api.find(path, 'volume-unknown')) === null) {
    await api.askJson('POST', collection, { name, size });
  }
  const { sha256 } = await api.ask('PUT', `${path}/data${empty ? '?empty=true' : ''}`, {
    headers: {
      'content-type': 'application/octet-stream',
      'content-length': octets,
      'content-digest': `sha-256=:${digest.toString('base64')}:`,
      ...(encoding && { 'content-encoding': encoding }),
    },
    body: () => createReadStream(source),
  });
  if (!encoding) compareDigests(digest, sha256);
  return { outcome: 'uploaded', path, digest: sha256 };
}

function readSize() {
  const text = input('size');
  if (!text) return null;
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new Error('The input "size" has to be a number of MiB.');
}

function readEmpty() {
  const text = input('empty') || 'false';
  if (text === 'true' || text === 'false') return text === 'true';
  throw new Error('The input "empty" has to be true or false.');
}

/** Where it is done. @returns {Place} */
export function readPlace() {
  const [host, name] = [requiredInput('host'), requiredInput('name')];
  return { host: encodeURIComponent(host), name: encodeURIComponent(name) };
}
