// Deploys a unikernel, and follows the deployment to its end.

import { Refusal } from './errors.js';
import { deployForm, inputFile } from './files.js';
import { compareDigests, jsonInput, readConfig, secondsInput, warnOfEnd } from './inputs.js';
import { input, notice } from './runner.js';

/**
 * @typedef {import('./operations.js').Api} Api
 * @typedef {import('./operations.js').Place} Place
 * @typedef {import('./operations.js').Result} Result
 *
 * @typedef {object} Deployment
 * @property {string} id
 * @property {string} state
 * @property {string | null} digest
 * @property {string | null} finishedAt
 * @property {string} [error]
 * @property {import('./operations.js').Step[]} steps
 */

/**
 * Creates the unikernel, or updates it, whatever it does now, and waits until it is known to be good.
 * @param {Api} api @param {Place} place @returns {Promise<Result>}
 */
export async function deploy(api, { host, name }) {
  const path = `/hosts/${host}/unikernels/${name}`;
  // Without both, a variable is empty that should not be.
  const image = input('image') || !input('config') ? await inputFile('image') : null;
  const parts = readParts();
  const exists = (await api.find(path, 'unikernel-unknown')) !== null;
  const deployment = await deployOnce(api, `${path}/deployments${readQuery()}`, { parts, image });
  if (deployment === null) return { outcome: 'superseded', path, digest: '' };
  const { steps, digest } = deployment;
  if (image) compareDigests(image.digest, digest);
  warnOfEnd(await api.ask('GET', path));
  const outcome = exists ? 'updated' : 'created';
  return { outcome, path, digest: digest ?? '', steps };
}

/**
 * null: a newer one took its place, which is to be no failure.
 * @param {Api} api
 * @param {string} path
 * @param {{ parts: Readonly<Record<string, unknown>>, image: Awaited<ReturnType<typeof inputFile>> | null }} asked
 */
async function deployOnce(api, path, { parts, image }) {
  try {
    return await follow(api, await api.ask('POST', path, deployForm(parts, image)));
  } catch (error) {
    const isSuperseded = error instanceof Refusal && error.code === 'superseded';
    if (!isSuperseded || input('on-superseded') !== 'success') throw error;
    notice('A newer deployment took the place of this one.');
    return null;
  }
}

/**
 * Waits for the end. Throws a `Refusal` where that is none that was wanted.
 * @param {Api} api
 * @param {Deployment} begun
 */
async function follow(api, begun) {
  let deployment = begun;
  while (!deployment.finishedAt) {
    deployment = await api.ask('GET', `/deployments/${deployment.id}?wait=50`);
  }
  const { id, state, error, steps } = deployment;
  if (state === 'succeeded') return deployment;
  const detail = error ?? 'It did not come out well.';
  throw new Refusal(422, { code: state, detail, steps, requestId: `deployment ${id}` });
}

function readParts() {
  const { force, ...config } = readConfig() ?? {};
  const parts = {
    config,
    force,
    checks: jsonInput('checks'),
    settle: secondsInput('settle'),
    deadline: secondsInput('deadline'),
    onFailure: input('on-failure') || undefined,
    revision: readRevision(),
  };
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));
}

/** What the image was built from, as far as the runner says. */
function readRevision() {
  const { GITHUB_SHA: commit, GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: of } = process.env;
  if (!commit) return undefined;
  return { commit, ...(server && of && { url: `${server}/${of}/commit/${commit}` }) };
}

function readQuery() {
  const wait = secondsInput('wait-for-lock');
  return wait === undefined ? '' : `?waitForLock=${wait}`;
}
