// Fills a volume.

import { createReadStream } from 'node:fs';
import { Refusal } from './errors.js';
import { inputFile } from './files.js';
import { compareDigests } from './inputs.js';
import { input } from './runner.js';

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
  return { outcome: 'uploaded', path, digest: await fillVolume(api, path, content, isNew) };
}

/** What the inputs say. @returns {Promise<Content>} */
export async function readContent() {
  const { path: source, size: octets, digest } = await inputFile('file');
  const encoding = input('encoding');
  const empty = readEmpty();
  if (octets === 0 && !empty) {
    const meant = 'To have the volume read as zeros, set the input "empty" to true.';
    throw new Error(`The file ${source} (input "file") is empty. ${meant}`);
  }
  return { source, octets, digest, encoding, empty };
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
 * Sends the content; gives the SHA-256 of what the volume holds. One that was made for it and is refused
 * it goes again.
 * @param {Api} api @param {string} path @param {Content} content @param {boolean} isNew
 * @returns {Promise<string>}
 */
export async function fillVolume(api, path, content, isNew) {
  try {
    return await sendContent(api, path, content);
  } catch (error) {
    const isRefused = error instanceof Refusal && error.status < 500;
    if (isNew && isRefused) await api.ask('DELETE', path);
    throw error;
  }
}

/** @param {Api} api @param {string} path @param {Content} content @returns {Promise<string>} */
async function sendContent(api, path, { source, octets, digest, encoding, empty }) {
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
  return sha256;
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
