// The last lines of a console, for the page of a job that failed. They may hold what not everybody is
// to read: they are shown where the repository is private, or where that is asked for.

import { Refusal } from './errors.js';
import { isRepositoryPrivate } from './event.js';
import { readConfig } from './inputs.js';
import { input } from './runner.js';

/** Lines that are shown, and milliseconds in which they have to come. */
const maxLines = 20;
const within = 3_000;

const hidden = '•••';

/** Characters of a value that is looked for: a shorter one stands in many words. */
const minLength = 4;

/** As the server knows what is secret (docs/unikernels.md). */
const secretName = /key|pass|pwd|token|secret|seed|hmac|credential/i;
const option = /^(-{1,2}[^=\s]+)(?:=(.*))?$/s;
/** An option that is followed by another argument, which is no option itself. */
const follower = /(?<!\S)(-{1,2}[^=\s]+)(\s+)(?!--|-[a-z](?!\S))\S+/gi;
const userInfo = /(\b[a-z][a-z\d+.-]{0,30}:\/\/[^\s/:@?#]*):[^\s/?#]*@/gi;
const member = /([\w.-]+)([=:]\s*)([^?&;,\s]+)/g;
const run = /[A-Za-z\d+/_-]{22,}={0,2}/g;

/**
 * Does some work; a refusal of a deployment is thrown with the lines that the unikernel wrote last.
 * @template T
 * @param {import('./operations.js').Api} api
 * @param {string} path Of the unikernel.
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withConsole(api, path, work) {
  try {
    return await work();
  } catch (error) {
    const wasDeployed = error instanceof Refusal && error.steps.length > 0;
    if (wasDeployed && (await mayShow())) {
      error.lines = await readLines(api, path).catch(() => []);
    }
    throw error;
  }
}

async function mayShow() {
  const text = input('console-lines');
  if (text === 'true' || text === 'false') return text === 'true';
  return await isRepositoryPrivate();
}

/** @param {import('./operations.js').Api} api @param {string} path @returns {Promise<string[]>} */
async function readLines(api, path) {
  // What failed may be undone by now: then its arguments are no longer those of the unikernel.
  const lists = [configured(), (await api.ask('GET', path)).arguments];
  const secrets = lists.flatMap(secretsIn).sort((one, other) => other.length - one.length);
  // The account's secrets only the server knows.
  const events = await api.listen(`${path}/console?count=${maxLines}&masked=true`, within);
  // An event ends with an empty line: what came last may have been cut off.
  const told = [...events.matchAll(/^data: (.*)\n\n/gm)];
  const lines = told.map(([, data = '']) => JSON.parse(data).line);
  return lines.filter((line) => typeof line === 'string').map((line) => maskLine(line, secrets));
}

/** The arguments that the job asked for. @returns {string[]} */
function configured() {
  const given = readConfig()?.arguments;
  return Array.isArray(given) ? given.filter((text) => typeof text === 'string') : [];
}

/** The values of arguments that are secret by their names. @param {string[]} texts */
function secretsIn(texts) {
  const values = texts.flatMap((text, index) => {
    const [, name = '', value] = option.exec(text) ?? [];
    return secretName.test(name) ? [value ?? valueBehind(texts[index + 1])] : [];
  });
  return values.filter((value) => value.length >= minLength);
}

/** The next argument, where it is no option. @param {string} [text] */
function valueBehind(text = '') {
  return text.startsWith('--') || /^-[a-z]$/i.test(text) ? '' : text;
}

/** @param {string} line @param {readonly string[]} secrets */
function maskLine(line, secrets) {
  const known = secrets.reduce((text, secret) => text.replaceAll(secret, hidden), line);
  return known
    .replace(userInfo, `$1:${hidden}@`)
    .replace(follower, (whole, name, space) =>
      secretName.test(name) ? `${name}${space}${hidden}` : whole,
    )
    .replace(member, (whole, name, sign) =>
      secretName.test(name) ? `${name}${sign}${hidden}` : whole,
    )
    .replace(run, (found) => (looksRandom(found) ? hidden : found));
}

/** Long hexadecimal, or base64 of any alphabet. @param {string} text */
function looksRandom(text) {
  if (text.endsWith('=') || /^[\da-f]{32,}$/i.test(text)) return true;
  return /[a-z]/.test(text) && /[A-Z]/.test(text) && /[\d+/]/.test(text);
}
