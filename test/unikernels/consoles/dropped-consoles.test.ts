import assert from 'node:assert/strict';
import { type Label, parseLabel, parseName } from '../../../src/albatross/names.ts';
import { systemTimer } from '../../../src/base/timer.ts';
import { sampleImage } from '../../../src/emulator/sample-image.ts';
import { unikernelDetails } from '../../../src/unikernels/answer-schema.ts';
import { readLastWords } from '../../../src/unikernels/observer/last-words.ts';
import { create } from '../deploy-form.ts';
import { policy, until } from '../unikernel-world.ts';
import { ConsoleWorld } from './support/console-world.ts';

describe('the end of a unikernel whose console its host has dropped', () => {
  let world: ConsoleWorld;
  beforeEach(async () => {
    world = await ConsoleWorld.open({ observed: true });
    world.keep();
  });
  afterEach(() => world.close());

  const show = async () =>
    unikernelDetails.parse((await world.unikernels.ask('/hosts/one/unikernels/hello')).json);

  it('is told as what was kept of it tells', async () => {
    const { emulator } = world.unikernels;
    const image = sampleImage({ target: 'hvt' });
    assert.equal(
      (await create(world.unikernels, { name: 'hello', memory: 16 }, image)).status,
      201,
    );
    await until(async () => (await show()).state === 'running');
    world.print('line 0');
    await world.linesUntil('line 0');
    const asked = { command: 'console-list-inactive' } as const;
    const held = emulator.faults.add({ kind: 'slow', milliseconds: 60_000 }, asked);
    emulator.host.unikernels.destroy(parseName('alice:hello'));
    await world.linesUntil('solo5-hvt: Exiting on signal 15');
    emulator.host.consoles.forget();
    held.release();
    await until(async () => {
      world.unikernels.pass(0.02); // it is read once more
      return (await show()).lastExit !== null;
    });
    const lastExit = { code: null, reason: 'solo5-hvt: Exiting on signal 15' };
    assert.partialDeepStrictEqual(await show(), { state: 'exited', lastExit });
  });

  it('is not known, and nothing else fails, where what was kept cannot be read', async () => {
    const { emulator, running, clock } = world.unikernels;
    emulator.host.consoles.forget();
    const host = running.hosts.get('one');
    assert.ok(host);
    const reports: string[] = [];
    const deps = {
      policies: { domainOn: async (_host: unknown, label: Label) => ({ label, policy }) },
      timer: systemTimer,
      keptConsoles: { tail: () => Promise.reject(new Error('EACCES')) },
      report: (error: unknown, what: string) => void reports.push(`${what}: ${error}`),
    };
    const key = { host: parseLabel('one'), domain: parseLabel('alice'), name: parseLabel('hello') };
    const start = { askedAt: clock(), startedAt: null, running: 0, isFirst: false };
    const request = { host, key, ...start, lostWithHost: false, isKept: true };
    const words = await readLastWords(deps, request, new AbortController().signal);
    const unknown = { spoke: false, isConsoleLost: true, isNotToldToEnd: false, exit: null };
    assert.deepEqual(words, unknown);
    assert.match(reports.join(), /alice:hello cannot be read: Error: EACCES$/);
  });
});
