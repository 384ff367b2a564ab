// What the runner of GitHub Actions gives to a step and takes from it: inputs as variables of the
// environment, commands on standard output, outputs and the summary as files.

import { appendFile } from 'node:fs/promises';
import { resolve } from 'node:path';

/** The text of an input; empty where it is not given. @param {string} name */
export function input(name) {
  return (process.env[`INPUT_${name.toUpperCase()}`] ?? '').trim();
}

/** The text of an input that has to be there. @param {string} name */
export function requiredInput(name) {
  const text = input(name);
  if (text) return text;
  throw new Error(`The input "${name}" is missing.`);
}

/** The path of a file in the job's workspace. @param {string} path */
export function inWorkspace(path) {
  return resolve(process.env.GITHUB_WORKSPACE ?? '.', path);
}

/** A line in the job's log, and nothing more, whatever it holds. @param {string} text */
export function say(text) {
  // The runner takes commands from lines that begin with ::, and from ##[ anywhere.
  process.stdout.write(
    `${oneLine(text)
      .replace(/^\s*::/, ': :')
      .replaceAll('##[', '## [')}\n`,
  );
}

/** Has the runner hide a secret in all that is logged from now on. @param {string} secret */
export function mask(secret) {
  command('add-mask', secret);
}

/** A warning in the job's log, and on its page. @param {string} message */
export function warn(message) {
  command('warning', message);
}

/** What is worth knowing in the job's log, and on its page. @param {string} message */
export function notice(message) {
  command('notice', message);
}

/** The reason of a failure, which fails the job. @param {string} message */
export function fail(message) {
  command('error', message);
  process.exitCode = 1;
}

/**
 * What later steps read. The values have one line each.
 * @param {Readonly<Record<string, string>>} outputs
 */
export async function writeOutputs(outputs) {
  const lines = Object.entries(outputs).map(([name, value]) => `${name}=${oneLine(value)}\n`);
  await append(process.env.GITHUB_OUTPUT, lines.join(''));
}

/**
 * Adds a table to the page of the job.
 * @param {string} title
 * @param {Readonly<Record<string, string>>} rows
 */
export async function writeSummary(title, rows) {
  const lines = Object.entries(rows).map(([name, value]) => `| ${name} | ${asMarkdown(value)} |\n`);
  const head = `### ${asMarkdown(title)}\n\n| | |\n| --- | --- |\n`;
  await append(process.env.GITHUB_STEP_SUMMARY, `${head}${lines.join('')}\n`);
}

/**
 * Adds the steps of a deployment to the page of the job.
 * @param {readonly import('./operations.js').Step[]} steps
 */
export async function writeSteps(steps) {
  if (steps.length === 0) return;
  const lines = steps.map(
    ({ name, state, detail }) =>
      `| ${asMarkdown(name)} | ${asMarkdown(state)} | ${asMarkdown(detail ?? '')} |\n`,
  );
  const head = '| step | outcome | |\n| --- | --- | --- |\n';
  await append(process.env.GITHUB_STEP_SUMMARY, `${head}${lines.join('')}\n`);
}

/** Adds lines of a console to the page of the job, as they stand. @param {readonly string[]} lines */
export async function writeLines(lines) {
  if (lines.length === 0) return;
  const text = lines.map(oneLine).join('\n');
  // As they stand, so that the runner finds the job's own secrets in them, too.
  const runs = text.match(/`+/g) ?? [];
  const fence = '`'.repeat(Math.max(3, ...runs.map(({ length }) => length + 1)));
  const block = `${fence}text\n${text}\n${fence}`;
  await append(process.env.GITHUB_STEP_SUMMARY, `What its console said last:\n\n${block}\n\n`);
}

/** @param {string | undefined} file @param {string} text */
async function append(file, text) {
  if (file) await appendFile(file, text);
}

/** @param {string} name @param {string} message */
function command(name, message) {
  const escaped = message.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
  process.stdout.write(`::${name}::${escaped}\n`);
}

/** @param {string} text */
function oneLine(text) {
  return text.replace(/\s+/g, ' ');
}

/** What comes from elsewhere is shown as it is written. @param {string} text */
function asMarkdown(text) {
  return oneLine(text).replace(/[\\`*_{}[\]<>|#!~&]/g, '\\$&');
}
