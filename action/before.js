// What was before a volume is filled, as the runner keeps it for the end of the job: a job that is
// cancelled ends the step at once, and only what comes after the job can bring anything back then.

import { appendFile } from 'node:fs/promises';

/**
 * @typedef {object} Before
 * @property {string} path Of the volume.
 * @property {string} unikernel The path of what uses it.
 * @property {boolean} runs Whether that is to run.
 * @property {string | null} old The file that gets the old content; null: it is not kept.
 * @property {boolean} isSent Whether anything may have been sent to the volume: then the file has all of it.
 */

/** From here on the end of the job brings this back. @param {Before} before */
export async function remember(before) {
  await write(JSON.stringify(before));
}

/** Nothing is to be brought back any more. */
export async function forget() {
  await write('');
}

/** What is to be brought back at the end of the job; null: nothing. @returns {Before | null} */
export function recall() {
  const text = process.env.STATE_before;
  return text ? JSON.parse(text) : null;
}

/** What is written last holds. @param {string} value In one line. */
async function write(value) {
  const file = process.env.GITHUB_STATE;
  if (file) await appendFile(file, `before=${value}\n`);
}
