// What inputs say, and what is said of what came of them.

import { input, warn } from './runner.js';

/** The configuration, as an object; null where none is given. */
export function readConfig() {
  const text = input('config');
  if (!text) return null;
  const config = parseObject('config', text);
  if (Object.hasOwn(config, 'name')) throw unwanted('name');
  return config;
}

/** @param {string} member */
export const unwanted = (member) => new Error(`The input "config" may not have "${member}".`);

/** An object in JSON; undefined where it is not given. @param {string} name */
export function objectInput(name) {
  const text = input(name);
  return text ? parseObject(name, text) : undefined;
}

/** @param {string} name @param {string} text @returns {Record<string, unknown>} */
function parseObject(name, text) {
  try {
    const value = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // said below; the parser's own words would quote the text
  }
  throw new Error(`The input "${name}" has to be an object in JSON.`);
}

/** Throws where the server holds another content than was sent. @param {Buffer} sent @param {string | null} kept */
export function compareDigests(sent, kept) {
  if (sent.toString('hex') === kept) return;
  throw new Error(`The server holds another content (${kept}) than was sent.`);
}

/** @param {{ name: string, running: boolean | null }} unikernel */
export function warnOfEnd({ name, running }) {
  if (running === false) warn(`${name} was started, and has ended since: see its console.`);
}

/** The value of an input in JSON; undefined where it is not given. @param {string} name */
export function jsonInput(name) {
  const text = input(name);
  if (!text) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`The input "${name}" has to be JSON.`); // the parser's own words would quote it
  }
}

/** The value of an input that is a number of seconds. @param {string} name */
export function secondsInput(name) {
  const text = input(name);
  if (!text) return undefined;
  if (/^\d{1,6}$/.test(text)) return Number(text);
  throw new Error(`The input "${name}" has to be a number of seconds.`);
}
