// Replaces the content of a volume that a unikernel uses: stops it, fills the volume, starts it, and
// looks whether it does well. Where it does not, the old content and the old state are brought back.

import { rm } from 'node:fs/promises';
import { withConsole } from './console.js';
import { follow } from './deploy.js';
import { jsonInput, secondsInput, warnOfEnd } from './inputs.js';
import { keepOld } from './old-content.js';
import { input, notice } from './runner.js';
import { undo } from './undo-fill.js';
import { ensureVolume, fillVolume, readContent } from './upload.js';

/**
 * @typedef {import('./operations.js').Api} Api
 * @typedef {import('./operations.js').Place} Place
 * @typedef {import('./operations.js').Result} Result
 * @typedef {{ name: string, desired: string | null, state: string }} Unikernel
 */

/** @param {Api} api @param {Place} place @returns {Promise<Result>} */
export async function fill(api, { host, name }) {
  const path = `/hosts/${host}/volumes/${name}`;
  const content = await readContent();
  const checks = readChecks();
  const isNew = await ensureVolume(api, host, name);
  const user = await findUser(api, host, decodeURIComponent(name));
  const send = () => fillVolume(api, path, content, isNew);
  // Nobody uses it: there is nothing to stop, and nothing to look at afterwards.
  if (user === null) return { outcome: 'filled', path, digest: await send() };
  const unikernel = `/hosts/${host}/unikernels/${encodeURIComponent(user.name)}`;
  // What can be refused is refused while it still runs.
  if (!isNew) await api.ask('GET', path).then((volume) => expectRoom(volume, content));
  await api.askJson('POST', `${unikernel}/deployments?dryRun=true`, checks).then(expectAllowed);
  const runs = isToRun(user);
  let old = null;
  let isSent = false;
  try {
    if (runs) await api.ask('POST', `${unikernel}/stop`);
    old = isNew ? null : await keepOld(api, path);
    isSent = true;
    const digest = await send();
    if (!runs) notice(`${user.name} was stopped, and stays so.`);
    const steps = runs ? await start(api, unikernel, checks) : [];
    return { outcome: 'filled', path, digest, steps };
  } catch (error) {
    throw await undo(api, { path, unikernel, old, isSent, runs }, error);
  } finally {
    if (old !== null) await rm(old.file, { force: true });
  }
}

/**
 * Whether it is to run: one that restarts over and over is not there now and then. Of one that nobody
 * asked for here, what it does now tells.
 * @param {Unikernel} user
 */
function isToRun({ desired, state }) {
  return desired === null ? !ended.has(state) : desired === 'running';
}

/** States that nothing leads out of by itself. */
const ended = new Set(['exited', 'completed', 'stopped', 'missing']);

/** How it is to be started, as a deployment of the current image. */
function readChecks() {
  const given = {
    checks: jsonInput('checks'),
    settle: secondsInput('settle'),
    deadline: secondsInput('deadline'),
  };
  const said = Object.entries(given).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(said), onFailure: 'keep' };
}

/**
 * @param {{ name: string, size: number, deletionProtection: boolean }} volume
 * @param {import('./upload.js').Content} content
 */
function expectRoom({ name, size, deletionProtection }, { octets, encoding }) {
  if (deletionProtection) throw new Error(`The volume ${name} is protected. Nothing was changed.`);
  // Compressed, it may be smaller than what it inflates to, and never larger by much.
  if (encoding || octets <= size * 1024 * 1024) return;
  throw new Error(`The file is larger than the ${size} MiB of ${name}. Nothing was changed.`);
}

/** @param {{ refusals: { code: string, detail: string }[] }} dryRun */
function expectAllowed({ refusals }) {
  // An image that is not kept yet is, once it is stopped.
  const refusal = refusals.find(({ code }) => code !== 'image-not-kept');
  if (refusal) throw new Error(`${refusal.code}: ${refusal.detail} Nothing was changed.`);
}

/**
 * The unikernel that uses the volume: the one that is named, or the one whose configuration has it.
 * @param {Api} api @param {string} host @param {string} volume @returns {Promise<Unikernel | null>}
 */
async function findUser(api, host, volume) {
  const named = input('unikernel');
  if (named) return await api.ask('GET', `/hosts/${host}/unikernels/${encodeURIComponent(named)}`);
  const { data } = await api.ask('GET', `/hosts/${host}/unikernels`);
  /** @type {{ name: string, state: string, blockDevices: { volume: string }[] }[]} */
  const all = data;
  const users = all.filter(({ blockDevices }) =>
    blockDevices.some((device) => device.volume === volume),
  );
  const [only, ...others] = users;
  if (!only) return null;
  if (others.length > 0) {
    const names = users.map(({ name }) => name).join(', ');
    throw new Error(`Several have the volume ${volume}: ${names}. Name one (input "unikernel").`);
  }
  return await api.ask('GET', `/hosts/${host}/unikernels/${encodeURIComponent(only.name)}`);
}

/**
 * Starts it, and waits until it is known to do well.
 * @param {Api} api @param {string} path @param {Readonly<Record<string, unknown>>} checks
 */
async function start(api, path, checks) {
  const { steps } = await withConsole(api, path, async () =>
    follow(api, await api.askJson('POST', `${path}/deployments`, checks)),
  );
  warnOfEnd(await api.ask('GET', path));
  return steps;
}
