// What the action can do.

import { createReadStream } from 'node:fs';
import { deployForm, inputFile } from './files.js';
import { input, requiredInput, warn } from './runner.js';

/**
 * @typedef {import('./api.js').Api} Api
 *
 * What was done, to what, and what it now holds.
 * @typedef {{ outcome: string, path: string, digest: string }} Result
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

/**
 * Creates the unikernel, or gives the one that runs a new image. Only the latter is forced: what
 * others have created meanwhile is not replaced unseen.
 * @param {Api} api @param {Place} place @returns {Promise<Result>}
 */
async function deploy(api, { host, name }) {
  const collection = `/hosts/${host}/unikernels`;
  const path = `${collection}/${name}`;
  const { force, ...config } = readConfig() ?? {};
  const image = await inputFile('image');
  const exists = (await api.find(path, 'unikernel-unknown')) !== null;
  const unikernel = exists
    ? await api.ask('POST', `${path}/update`, deployForm({ ...config, force }, image))
    : await api.ask('POST', collection, deployForm({ ...config, name }, image));
  compareDigests(image.digest, unikernel.digest);
  warnOfEnd(unikernel);
  return { outcome: exists ? 'updated' : 'created', path, digest: unikernel.digest };
}

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

/** The configuration, as an object; null where none is given. */
function readConfig() {
  const text = input('config');
  if (!text) return null;
  const config = parseObject(text);
  if (Object.hasOwn(config, 'name')) throw unwanted('name');
  return config;
}

/** @param {string} member */
const unwanted = (member) => new Error(`The input "config" may not have "${member}".`);

/** @param {string} text @returns {Record<string, unknown>} */
function parseObject(text) {
  try {
    const value = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // said below; the parser's own words would quote the text
  }
  throw new Error('The input "config" has to be an object in JSON.');
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

/** @param {Buffer} sent @param {string | null} kept */
function compareDigests(sent, kept) {
  if (sent.toString('hex') === kept) return;
  throw new Error(`The server holds another content (${kept}) than was sent.`);
}

/** @param {{ name: string, running: boolean | null }} unikernel */
function warnOfEnd({ name, running }) {
  if (running === false) warn(`${name} was started, and has ended since: see its console.`);
}

/** Where it is done. @returns {Place} */
export function readPlace() {
  const [host, name] = [requiredInput('host'), requiredInput('name')];
  return { host: encodeURIComponent(host), name: encodeURIComponent(name) };
}
