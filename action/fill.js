// Replaces the content of a volume that a unikernel uses: stops it, fills the volume, starts it, and
// looks whether it does well. Where it does not, the old content and the old state are brought back:
// here, or at the end of the job (post.js) where that was cancelled.

import { rm } from 'node:fs/promises';
import { lookForEnd } from './afterwards.js';
import { forget, remember } from './before.js';
import { withConsole } from './console.js';
import { follow } from './deploy.js';
import { jsonInput, secondsInput } from './inputs.js';
import { keepOld, oldFile } from './old-content.js';
import { input, notice, say } from './runner.js';
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
  const send = (hasOld = false) => fillVolume(api, path, content, { isNew, hasOld });
  // Nobody uses it: there is nothing to stop, and nothing to look at afterwards.
  if (user === null) return { outcome: 'filled', path, digest: await send() };
  const unikernel = `/hosts/${host}/unikernels/${encodeURIComponent(user.name)}`;
  // What can be refused is refused while it still runs.
  if (!isNew) await api.ask('GET', path).then((volume) => expectRoom(volume, content));
  await api.askJson('POST', `${unikernel}/deployments?dryRun=true`, checks).then(expectAllowed);
  const before = {
    ...{ path, unikernel, runs: isToRun(user) },
    old: isNew ? null : oldFile(),
    isSent: false,
  };
  const done = await insteadOf(api, before, send, checks);
  if (before.runs) await lookForEnd(api, unikernel);
  else notice(`${user.name} was stopped before, and remains stopped.`);
  return { outcome: 'filled', path, ...done };
}

/**
 * Fills the volume instead of what was before, and starts what uses it; brings back what was before
 * where that fails.
 * @param {Api} api
 * @param {import('./before.js').Before} before
 * @param {(hasOld: boolean) => Promise<string>} send
 * @param {Readonly<Record<string, unknown>>} checks
 */
async function insteadOf(api, before, send, checks) {
  const { path, unikernel, runs, old } = before;
  let now = before;
  try {
    await remember(now);
    if (runs) await api.ask('POST', `${unikernel}/stop`);
    const hasOld = old !== null && (await keepOld(api, path, old));
    now = { ...before, old: hasOld ? old : null, isSent: true };
    await remember(now);
    const digest = await send(hasOld);
    const steps = runs ? await start(api, unikernel, checks) : [];
    await forget();
    if (old !== null) await rm(old, { force: true });
    return { digest, steps };
  } catch (error) {
    const reason = error instanceof Error ? error : new Error(`${error}`);
    say(reason.message);
    reason.message += ` ${await undo(api, now)}`;
    await forget();
    throw reason;
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
  return steps;
}
