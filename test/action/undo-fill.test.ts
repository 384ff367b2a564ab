import assert from 'node:assert/strict';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { FillWorld } from './fill-world.ts';
import { type FlakyProxy, proxyTo } from './flaky-proxy.ts';
import type { StepResult } from './runner.ts';

/** Times that a server sends what it has in its spool before it says that the host does not take it. */
const attempts = 3;

const notToday = { kind: 'failure', words: 'not today' } as const;

describe('the action, whose filling of a volume fails', function () {
  this.timeout(240_000);
  let filled: FillWorld;
  let proxy: FlakyProxy;
  before(async () => {
    filled = await FillWorld.open();
    proxy = await proxyTo(filled.world.url);
  });
  afterEach(() => filled.faults.clear());
  after(async () => {
    await proxy.close();
    await filled.close();
  });

  /** As it was before: its old content, running, and nothing left of the job. */
  async function isAsBefore(name: string, step: StepResult, words: RegExp): Promise<void> {
    assert.equal(step.code, 1, step.log);
    assert.equal(step.errors.length, 1, step.log);
    assert.match(step.errors[0] ?? '', words);
    assert.ok(filled.old.equals(await filled.contentOf(name)));
    assert.ok(filled.running(name), step.log);
    assert.partialDeepStrictEqual(await filled.shown(name), { desired: 'running', drift: [] });
    assert.deepEqual(await filled.leftovers(), []);
  }

  const protect = (name: string, deletionProtection: boolean) =>
    filled.world.ask(`/hosts/one/volumes/${name}`, {
      method: 'PATCH',
      json: { deletionProtection },
    });

  it('brings back what was before where the volume does not take it', async () => {
    await filled.start('broken', { memory: 48 });
    filled.faults.add(notToday, { command: 'block-set', times: attempts });
    const step = await filled.fill('broken');
    await isAsBefore('broken', step, /not today.* has its old content\. It was started again\.$/);
    assert.equal(filled.running('broken')?.config.memory, 48);
  });

  it('starts it again where the old content cannot be read, and says that nothing was changed', async () => {
    await filled.start('unread');
    filled.faults.add(notToday, { command: 'block-dump' });
    const step = await filled.fill('unread');
    await isAsBefore('unread', step, /The volume was not changed\. It was started again\.$/);
    assert.deepEqual(step.warnings, []);
  });

  it('starts it again where it was stopped, but nobody says so', async () => {
    await filled.start('unsaid');
    for (let time = 0; time < 4; time += 1) proxy.lose('POST', /stop$/);
    const step = await filled.fill('unsaid', { address: proxy.url });
    assert.equal(proxy.lost, 4);
    await isAsBefore('unsaid', step, /The volume was not changed\. It was started again\.$/);
  });

  it('sends the old content again until the host takes it, and only then starts it', async () => {
    await filled.start('later');
    filled.faults.add(notToday, { command: 'block-set', times: 2 * attempts });
    const step = await filled.fill('later');
    assert.deepEqual(step.warnings, []);
    await isAsBefore('later', step, /not today.* has its old content\. It was started again\.$/);
  });

  it('does not start it with the new content where its host is away while that is sent', async () => {
    await filled.start('gone');
    filled.faults.add({ kind: 'silent-close' }, { command: 'block-set', times: attempts });
    // The first one is for the filling.
    proxy.before('POST', /\/stop$/, async () => {});
    proxy.before('POST', /\/stop$/, async () => {
      filled.faults.add({ kind: 'silent-close' }, { command: 'unikernel-destroy', times: 2 });
    });
    const step = await filled.fill('gone', { address: proxy.url });
    assert.match(step.log, /Trying again in 5 s\./);
    await isAsBefore('gone', step, / has its old content\. It was started again\.$/);
  });

  it('keeps the old content beside the job where it may not be brought back', async () => {
    await filled.start('refused');
    const checks = JSON.stringify([{ kind: 'console', text: 'never printed', every: 1 }]);
    proxy.before('PUT', /\/data$/, async () => {});
    proxy.before('PUT', /\/data$/, () => protect('refused', true));
    const asked = { address: proxy.url, checks, deadline: '1' };
    const step = await filled.fill('refused', asked);
    await protect('refused', false);
    const [file = '', ...others] = await filled.leftovers();
    assert.deepEqual(others, []);
    assert.match(step.warnings[0] ?? '', /^The old content could not be restored: .*protected/);
    assert.ok(step.errors[0]?.includes(`/${file} (zlib) until the job ends. It was started`));
    const kept = await readFile(join(filled.world.folder, file));
    assert.ok(filled.old.equals(inflateSync(kept)));
    await rm(join(filled.world.folder, file));
  });

  it('insists on the start where its host is away for a moment', async () => {
    await filled.start('away');
    filled.faults.add(notToday, { command: 'block-dump' });
    const gone = { command: 'unikernel-force-create', times: 1 } as const;
    const fault = filled.faults.add({ kind: 'silent-close' }, gone);
    const step = await filled.fill('away');
    assert.equal(fault.hits, 1);
    await isAsBefore('away', step, /The volume was not changed\. It was started again\.$/);
  });

  it('starts what is to run, also where it does not run when it is looked at', async () => {
    const ends = ['--emulator-exit=2'];
    await filled.start('ended', { arguments: ends, failBehaviour: 'quit' });
    const step = await filled.fill('ended', { settle: '0' });
    assert.equal(step.code, 0, step.log);
    assert.doesNotMatch(step.log, /remains stopped/);
    assert.ok(filled.next.equals(await filled.contentOf('ended')));
    assert.equal((await filled.shown('ended')).desired, 'running');
    const { json } = await filled.world.ask('/hosts/one/unikernels/ended/deployments');
    assert.equal(json.data[0].action, 'deploy', step.log);
  });
});
