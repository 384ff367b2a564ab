// What a deployment changed, for the job's page.

import { notice } from './runner.js';

/**
 * @typedef {import('./operations.js').Api} Api
 * @typedef {{ field: string, from: unknown, to: unknown }} Difference
 */

/**
 * The number of what was deployed last; null: nothing was, or it is not known.
 * @param {Api} api @param {string} path @returns {Promise<number | null>}
 */
export async function lastRelease(api, path) {
  return await orNothing(null, async () => {
    const { data = [] } = await api.ask('GET', `${path}/releases`);
    return data[0]?.number ?? null;
  });
}

/**
 * In what the latest release differs from an earlier one, in a line; empty where it does not. What a
 * unikernel is told stays out: everybody who reads the repository may read the page.
 * @param {Api} api @param {string} path @param {number | null} before
 */
export async function changesSince(api, path, before) {
  const now = before === null ? null : await lastRelease(api, path);
  if (now === null || now === before) return '';
  return await orNothing('', async () => {
    const { differences } = await api.ask('GET', `${path}/releases/${before}/compare/${now}`);
    return differences.map(inWords).join(', ');
  });
}

/**
 * What is only told fails no deployment.
 * @template T @param {T} nothing @param {() => Promise<T>} ask
 */
async function orNothing(nothing, ask) {
  try {
    return await ask();
  } catch (error) {
    notice(`What changed is not known: ${error instanceof Error ? error.message : error}`);
    return nothing;
  }
}

/** @param {Difference} difference */
function inWords({ field, from, to }) {
  if (field === 'image') return `image ${short(from)} → ${short(to)}`;
  return isNumber(from) && isNumber(to) ? `${field} ${from} → ${to}` : field;
}

/** @param {unknown} digest */
const short = (digest) => `${digest}`.slice(0, 12);

/** @param {unknown} value */
const isNumber = (value) => typeof value === 'number';
