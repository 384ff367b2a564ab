// The last lines of a console, for the page of a job that failed. They may hold what not everybody is
// to read: they are shown where the repository is private, or where that is asked for.

import { Refusal } from './errors.js';
import { isRepositoryPrivate } from './event.js';
import { input } from './runner.js';

/** Lines that are shown, and milliseconds in which they have to come. */
const most = 20;
const within = 3_000;

const hidden = '•••';

/** As the server knows what is secret (docs/unikernels.md). */
const secretName = /key|pass|pwd|token|secret|seed|hmac|credential/i;
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
  const secrets = secretsIn((await api.ask('GET', path)).arguments);
  const events = await api.listen(`${path}/console?count=${most}`, within);
  const lines = [...events.matchAll(/^data: (.*)$/gm)].map(
    ([, data = '']) => JSON.parse(data).line,
  );
  return lines.map((line) => maskLine(`${line}`, secrets));
}

/** The values of arguments that are secret by their names. @param {string[]} texts */
function secretsIn(texts) {
  const values = texts.flatMap((text, index) => {
    const [, name = '', value] = /^(-{1,2}[^=\s]+)(?:=(.*))?$/s.exec(text) ?? [];
    return secretName.test(name) ? [value ?? texts[index + 1] ?? ''] : [];
  });
  return values.filter((value) => value.length > 0).sort((one, other) => other.length - one.length);
}

/** @param {string} line @param {readonly string[]} secrets */
function maskLine(line, secrets) {
  const known = secrets.reduce((text, secret) => text.replaceAll(secret, hidden), line);
  return known
    .replace(userInfo, `$1:${hidden}@`)
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
