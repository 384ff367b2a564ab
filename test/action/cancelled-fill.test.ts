import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { FillWorld } from './fill-world.ts';
import { type FlakyProxy, proxyTo } from './flaky-proxy.ts';
import type { StepResult } from './runner.ts';

const neverPasses = JSON.stringify([{ kind: 'console', text: 'never printed', every: 1 }]);

describe('the action, whose job is cancelled while it fills a volume', function () {
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

  /** Fills it, cancelled before the nth such request is passed on to the server. */
  async function cancelledAt(
    [method, path, nth = 1]: readonly [string, RegExp, number?],
    name: string,
    inputs = {},
  ): Promise<StepResult> {
    const cancelling = new AbortController();
    for (let time = 1; time < nth; time += 1) proxy.before(method, path, async () => {});
    proxy.before(method, path, async () => cancelling.abort());
    const asked = { address: proxy.url, ...inputs };
    const step = await filled.fill(name, asked, {}, cancelling.signal);
    assert.ok(cancelling.signal.aborted, step.log);
    assert.equal(step.code, 130, step.log);
    return step;
  }

  /** As it was before: its old content, running, and nothing left of the job. */
  async function isAsBefore(name: string, step: StepResult, words: RegExp): Promise<void> {
    assert.equal(step.postCode, 0, step.log);
    assert.deepEqual(step.errors, [], step.log);
    assert.match(step.summary, words);
    assert.ok(filled.old.equals(await filled.contentOf(name)), step.log);
    assert.ok(filled.running(name), step.log);
    assert.partialDeepStrictEqual(await filled.shown(name), { desired: 'running', drift: [] });
    assert.deepEqual(await filled.leftovers(), []);
  }

  it('starts it again where it was only stopped', async () => {
    await filled.start('kept', { memory: 48 });
    const step = await cancelledAt(['GET', /\/data\?/], 'kept');
    await isAsBefore('kept', step, /The volume was not changed\\?\. It was started again/);
    assert.equal(filled.running('kept')?.config.memory, 48);
  });

  it('starts it again where the content was on its way', async () => {
    await filled.start('half');
    const step = await cancelledAt(['PUT', /\/data$/], 'half');
    await isAsBefore('half', step, /has its old content\\?\. It was started again/);
  });

  it('brings back the old content where that was replaced, and the start was waited for', async () => {
    await filled.start('started');
    const deployments = async () =>
      (await filled.world.ask('/hosts/one/unikernels/started/deployments')).json.data;
    const before = (await deployments()).length;
    const cancelling = new AbortController();
    const asked = { checks: neverPasses, deadline: '60' };
    const filling = filled.fill('started', asked, {}, cancelling.signal);
    while ((await deployments()).length < before + 2) await setTimeout(20); // its stop, and that
    cancelling.abort();
    const step = await filling;
    assert.equal(step.code, 130, step.log);
    await isAsBefore('started', step, /has its old content\\?\. It was started again/);
    const last = [
      { action: 'start', state: 'succeeded' },
      { action: 'stop', state: 'succeeded' },
      { action: 'deploy', state: 'cancelled' },
    ];
    assert.partialDeepStrictEqual((await deployments()).slice(0, 3), last, step.log);
  });

  it('goes on with what was being brought back', async () => {
    await filled.start('twice');
    const asked = { checks: neverPasses, deadline: '1' };
    const step = await cancelledAt(['PUT', /\/data$/, 2], 'twice', asked);
    await isAsBefore('twice', step, /has its old content\\?\. It was started again/);
  });

  it('undoes nothing of a step that was done', async () => {
    await filled.start('done');
    const step = await filled.fill('done');
    assert.deepEqual([step.code, step.postCode], [0, 0], step.log);
    assert.ok(filled.next.equals(await filled.contentOf('done')));
    assert.equal(step.outputs.outcome, 'filled');
    assert.doesNotMatch(step.log, /[Rr]estored|Restoring/);
  });

  it('leaves alone what a job ended before anything was changed', async () => {
    await filled.start('early');
    const before = filled.running('early');
    const step = await cancelledAt(['POST', /dryRun=true$/], 'early');
    assert.equal(step.postCode, 0, step.log);
    assert.equal(filled.running('early'), before);
    assert.ok(filled.old.equals(await filled.contentOf('early')));
  });
});
