// Deploys a unikernel, and follows the deployment to its end.

import { lookForEnd, orWarn } from './afterwards.js';
import { changesSince, lastRelease } from './changes.js';
import { withConsole } from './console.js';
import { Refusal } from './errors.js';
import { deployForm, inputFile, inputText, signatureBeside } from './files.js';
import { compareDigests, jsonInput, objectInput, readConfig, secondsInput } from './inputs.js';
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
  if (input('image') && input('source')) {
    throw new Error('The inputs "image" and "source" cannot be used together.');
  }
  // Without any of them, a variable is empty that should not be.
  const isImageGiven = input('image') || !(input('config') || input('source'));
  const image = isImageGiven ? await inputFile('image') : null;
  const signature = await readSignature(image);
  const parts = { ...readParts(), ...(signature && { signature }) };
  const labels = objectInput('labels');
  const exists = (await api.find(path, 'unikernel-unknown')) !== null;
  const before = exists ? await lastRelease(api, path) : null;
  const deployment = await deployOnce(api, path, { parts, image });
  if (deployment === null) return { outcome: 'superseded', path, digest: '' };
  const { steps, digest } = deployment;
  if (image) compareDigests(image.digest, digest);
  if (labels) {
    const label = () => api.askJson('PATCH', path, { labels });
    await orWarn('It was deployed, without these labels', label);
  }
  await lookForEnd(api, path);
  const outcome = exists ? 'updated' : 'created';
  const changes = await changesSince(api, path, before);
  return { outcome, path, digest: digest ?? '', steps, changes };
}

/**
 * The signature that is sent along; none where there is none.
 * @param {Awaited<ReturnType<typeof inputFile>> | null} image
 */
async function readSignature(image) {
  if (!input('signature')) return image ? await signatureBeside(image.path) : undefined;
  if (image || input('source')) return await inputText('signature');
  throw new Error('The input "signature" needs an "image" or a "source" as well.');
}

/**
 * null: a newer one took its place, which is to be no failure.
 * @param {Api} api
 * @param {string} path
 * @param {{ parts: Readonly<Record<string, unknown>>, image: Awaited<ReturnType<typeof inputFile>> | null }} asked
 */
async function deployOnce(api, path, { parts, image }) {
  const isFailure = readOnSuperseded() === 'failure';
  try {
    return await withConsole(api, path, async () =>
      follow(api, await beginUnlocked(api, `${path}/deployments`, deployForm(parts, image))),
    );
  } catch (error) {
    const isSuperseded = error instanceof Refusal && error.code === 'superseded';
    if (!isSuperseded || isFailure) throw error;
    notice('A newer deployment took the place of this one.');
    return null;
  }
}

/**
 * Waits for the end. Throws a `Refusal` where that is none that was wanted.
 * @param {Api} api
 * @param {Deployment} begun
 */
export async function follow(api, begun) {
  let deployment = begun;
  while (!deployment.finishedAt) {
    // A server that is started anew, or is without its database for now, goes on with it afterwards.
    deployment = await api.watch(`/deployments/${deployment.id}?wait=50`);
  }
  const { id, state, error, steps } = deployment;
  if (state === 'succeeded') return deployment;
  const detail = error ?? 'It did not succeed.';
  throw new Refusal(422, { code: state, detail, steps, requestId: `deployment ${id}` });
}

function readParts() {
  const { force, ...config } = readConfig() ?? {};
  const parts = {
    source: objectInput('source'),
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

/**
 * Begins as soon as no lock keeps it from that, within the time that is to be waited for it.
 * @param {Api} api
 * @param {string} path
 * @param {ReturnType<typeof deployForm>} form
 */
async function beginUnlocked(api, path, form) {
  const end = Date.now() + (secondsInput('wait-for-lock') ?? 0) * 1000;
  for (;;) {
    const left = Math.max(0, Math.ceil((end - Date.now()) / 1000));
    try {
      return await api.ask('POST', `${path}?waitForLock=${Math.min(left, 50)}`, form);
    } catch (error) {
      const isLocked = error instanceof Refusal && error.code === 'locked';
      if (!isLocked || Date.now() >= end) throw error;
    }
  }
}

function readOnSuperseded() {
  const text = input('on-superseded') || 'success';
  if (text === 'success' || text === 'failure') return text;
  throw new Error('The input "on-superseded" has to be success or failure.');
}
