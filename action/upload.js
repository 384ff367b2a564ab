// Fills a volume.

import { createReadStream } from 'node:fs';
import { orWarn } from './afterwards.js';
import { NoAnswer, Refusal } from './errors.js';
import { inputFile } from './files.js';
import { compareDigests } from './inputs.js';
import { input, warn } from './runner.js';

/**
 * @typedef {import('./operations.js').Api} Api
 * @typedef {import('./operations.js').Place} Place
 * @typedef {import('./operations.js').Result} Result
 *
 * What a volume is to hold, and how it is said.
 * @typedef {object} Content
 * @property {string} source The path of the file.
 * @property {number} octets
 * @property {Buffer} digest
 * @property {string} encoding
 * @property {boolean} empty
 */

/**
 * Fills a volume, created first where there is none and its size is given.
 * @param {Api} api @param {Place} place @returns {Promise<Result>}
 */
export async function upload(api, { host, name }) {
  const path = `/hosts/${host}/volumes/${name}`;
  const content = await readContent();
  const isNew = await ensureVolume(api, host, name);
  return { outcome: 'uploaded', path, digest: await fillVolume(api, path, content, { isNew }) };
}

/** What the inputs say. @returns {Promise<Content>} */
export async function readContent() {
  const { path: source, size: octets, digest } = await inputFile('file');
  const encoding = input('encoding');
  const empty = booleanInput('empty');
  if (octets === 0 && !empty) {
    const meant = 'To have the volume read as zeros, set the input "empty" to true.';
    throw new Error(`The file ${source} (input "file") is empty. ${meant}`);
  }
  warnOfPacked(source, encoding);
  return { source, octets, digest, encoding, empty };
}

/** @type {Readonly<Record<string, string>>} */
const encodings = { gz: 'gzip', zst: 'zstd', zz: 'deflate' };

/**
 * Warns of content that would be stored compressed, which is rarely intended.
 * @param {string} file @param {string} encoding
 */
function warnOfPacked(file, encoding) {
  const named = encodings[file.split('.').at(-1) ?? ''];
  if (encoding || !named) return;
  const unpack = `To have it unpacked, set the input "encoding" to ${named}.`;
  warn(`The file ${file} (input "file") is compressed, and is sent as it is. ${unpack}`);
}

/**
 * Creates the volume where there is none and its size is given; whether it did.
 * @param {Api} api @param {string} host @param {string} name
 */
export async function ensureVolume(api, host, name) {
  const size = readSize();
  const collection = `/hosts/${host}/volumes`;
  if (size === null || (await api.find(`${collection}/${name}`, 'volume-unknown'))) return false;
  await api.askJson('POST', collection, { name: decodeURIComponent(name), size });
  return true;
}

/**
 * Sends the content; gives the SHA-256 of what the volume holds. One that was made for it (`isNew`) goes again
 * where it does not get it. `hasOld`: what it held before can be brought back.
 * @param {Api} api @param {string} path @param {Content} content
 * @param {{ isNew: boolean, hasOld?: boolean }} before
 * @returns {Promise<string>}
 */
export async function fillVolume(api, path, content, { isNew, hasOld = false }) {
  try {
    return await sendContent(api, path, content, isNew || hasOld);
  } catch (error) {
    // What the server has kept still arrives; so may what it has not answered about.
    const mayArrive = error instanceof NoAnswer || (error instanceof Refusal && error.isKept);
    if (isNew && !mayArrive) await orWarn(`${path} remains, empty`, () => api.ask('DELETE', path));
    throw error;
  }
}

/**
 * @param {Api} api @param {string} path @param {Content} content @param {boolean} mayGoDirect
 * @returns {Promise<string>}
 */
async function sendContent(api, path, content, mayGoDirect) {
  const { sha256 } = await put(api, `${path}/data`, content, mayGoDirect);
  if (!content.encoding) compareDigests(content.digest, sha256);
  return sha256;
}

/**
 * Straight through to the host where the server is to keep nothing of it, or has no room for it and little
 * is lost where that breaks off.
 * @param {Api} api @param {string} path @param {Content} content @param {boolean} mayGoDirect
 */
async function put(api, path, content, mayGoDirect) {
  const message = messageOf(content);
  if (content.empty) return await api.ask('PUT', `${path}?empty=true`, message);
  const direct = () => api.ask('PUT', `${path}?direct=true`, message);
  if (booleanInput('direct')) return await direct();
  try {
    return await api.ask('PUT', path, message);
  } catch (error) {
    if (!mayGoDirect || !(error instanceof Refusal) || error.status !== 507) throw error;
    return await direct();
  }
}

/** @param {Content} content */
function messageOf({ source, octets, digest, encoding }) {
  return {
    headers: {
      'content-type': 'application/octet-stream',
      'content-length': octets,
      'content-digest': `sha-256=:${digest.toString('base64')}:`,
      ...(encoding && { 'content-encoding': encoding }),
    },
    body: () => createReadStream(source),
  };
}

function readSize() {
  const text = input('size');
  if (!text) return null;
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new Error('The input "size" has to be a number of MiB.');
}

/** @param {string} name */
function booleanInput(name) {
  const text = input(name) || 'false';
  if (text === 'true' || text === 'false') return text === 'true';
  throw new Error(`The input "${name}" has to be true or false.`);
}
