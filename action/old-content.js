// The content that a volume had before, kept until the new one is known to be good.

import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Refusal } from './errors.js';
import { warn } from './runner.js';

/** @typedef {import('./operations.js').Api} Api */

const mebibyte = 1024 * 1024;

/** The file that is to get the old content, next to the job. */
export function oldFile() {
  return join(folder(), `fulmar-${randomUUID()}`);
}

/**
 * Downloads it as a zlib stream; false, with a warning, where there is no room for it.
 * @param {Api} api @param {string} path Of the volume. @param {string} file
 */
export async function keepOld(api, path, file) {
  const { size } = await api.ask('GET', path);
  const { bavail, bsize } = await statfs(folder());
  if (bavail * bsize < size * mebibyte) {
    warn(`The runner has no room for the ${size} MiB of the old content: it is not kept.`);
    return false;
  }
  await api.download(`${path}/data?compression=1`, file);
  return true;
}

/**
 * Brings it back, straight through to the host where the server has no room for it.
 * @param {Api} api @param {string} path @param {string} file
 */
export async function restoreOld(api, path, file) {
  const { size } = await stat(file);
  const content = {
    headers: {
      'content-type': 'application/octet-stream',
      'content-length': size,
      'content-encoding': 'deflate',
    },
    body: () => createReadStream(file),
  };
  try {
    await api.ask('PUT', `${path}/data`, content);
  } catch (error) {
    if (!(error instanceof Refusal) || error.status !== 507) throw error;
    await api.ask('PUT', `${path}/data?direct=true`, content);
  }
}

const folder = () => process.env.RUNNER_TEMP || tmpdir();
