#!/usr/bin/env node
import './node-version.ts';

import { homedir } from 'node:os';
import { Cancelled, Terminated } from './output/command-error.ts';
import { exitCodes } from './output/exit-codes.ts';
import { explainFile } from './output/explain-file.ts';
import { run } from './run.ts';

const interrupt = new AbortController();

/**
 * The first Ctrl-C ends what is under way in good order, the second one ends at once. Whatever else ends us, as a
 * pipeline that is cancelled or out of time, only ends what we do ourselves.
 */
function onSignal(signal: NodeJS.Signals): void {
  if (interrupt.signal.aborted) process.exit(exitCodes.cancelled);
  interrupt.abort(signal === 'SIGINT' ? new Cancelled() : new Terminated());
}

/** The reader has enough, such as `head`; or the output cannot be written, such as to a full disk. */
function onUnwritable(error: Error): void {
  if (Reflect.get(error, 'code') === 'EPIPE') process.exit(0);
  const { message } = explainFile('standard output', error);
  process.stderr.write(`${message}\n`, () => process.exit(exitCodes.failed));
}

process.on('SIGINT', onSignal);
process.on('SIGTERM', onSignal);
process.stdout.on('error', onUnwritable);

process.exitCode = await run(process.argv.slice(2), {
  environment: process.env,
  platform: process.platform,
  home: homedir(),
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  signal: interrupt.signal,
  now: Date.now,
});
