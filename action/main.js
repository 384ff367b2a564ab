// The GitHub Action (action.yml): does one operation, and says what came of it. It is run as it is
// here, without any package.

import { Api } from './api.js';
import { signIn } from './credential.js';
import { Refusal } from './errors.js';
import { operations, readPlace } from './operations.js';
import {
  fail,
  input,
  requiredInput,
  say,
  warn,
  writeLines,
  writeOutputs,
  writeSteps,
  writeSummary,
} from './runner.js';
import { saySteps } from './steps.js';

async function run() {
  const operation = operations.get(input('operation'));
  if (!operation) {
    const names = [...operations.keys()].join(', ');
    throw new Error(`The input "operation" has to be one of ${names}.`);
  }
  const place = readPlace();
  const address = requiredInput('address');
  warnOfPlainHttp(address);
  const signal = AbortSignal.timeout(readTimeout());
  const api = await signIn(new Api(address, null, signal), signal);
  const { outcome, path, digest, steps = [], changes = '' } = await operation(api, place);
  const url = api.url(path).href;
  await writeOutputs({ outcome, url, digest });
  const [, , host, kind, name] = path.split('/');
  const page = `${api.address}/${kind}/${host}/${name}`;
  const facts = { outcome, address: url, ...(digest && { digest }), dashboard: page };
  const told = changes ? { ...facts, changed: changes } : facts;
  await writeSummary(title(), told);
  await writeSteps(steps);
  saySteps(steps);
  say(`${outcome}: ${url}${digest && ` (${digest})`}`);
}

function readTimeout() {
  const minutes = Number(input('timeout') || 60);
  if (minutes > 0 && minutes <= 6 * 60) return minutes * 60_000;
  throw new Error('The input "timeout" has to be a number of minutes, at most 360.');
}

function title() {
  return `Fulmar: ${input('operation')} ${input('name')} on ${input('host')}`;
}

/** @param {string} address */
function warnOfPlainHttp(address) {
  if (/^http:\/\/(?!localhost|127\.|\[::1\])/i.test(address)) {
    warn('The address is not https://: the token can be read on the way.');
  }
}

try {
  await run();
} catch (error) {
  const reason = error instanceof Error ? error.message : `${error}`;
  if (error instanceof Refusal) saySteps(error.steps);
  fail(reason);
  await writeSummary(title(), { outcome: 'failed', reason });
  if (error instanceof Refusal) {
    await writeSteps(error.steps);
    await writeLines(error.lines);
  }
}
// A proxy that says nothing would hold the step for a minute more: no signal ends Node's wait for it.
// All else comes to its end by itself. Not at once: Node 24 may stand still for ever where it is told
// to exit while one of its threads wants memory, as after a large file.
setTimeout(() => process.exit(), 1_000).unref();
