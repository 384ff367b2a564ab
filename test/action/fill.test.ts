import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { ActionWorld } from './action-world.ts';
import { FillWorld } from './fill-world.ts';

const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex');
const secret = 'k3y-of-the-very-secret-kind-0123456789';

describe('the action, which replaces the content of a volume in use', function () {
  this.timeout(240_000);
  let filled: FillWorld;
  let world: ActionWorld;
  before(async () => {
    filled = await FillWorld.open();
    world = filled.world;
  });
  after(() => filled.close());

  const running = (name: string) => filled.running(name);
  const contentOf = (volume: string) => filled.contentOf(volume);
  const fill = (volume: string, inputs = {}, env = {}) => filled.fill(volume, inputs, env);
  const leftovers = () => filled.leftovers();
  const start = (name: string, more = {}) => filled.start(name, more);

  it('stops what uses it, fills it and starts that again', async () => {
    await start('web', { memory: 48, arguments: ['--port=80'] });
    const before = running('web');
    const step = await fill('web');
    assert.equal(step.code, 0, step.log);
    assert.equal(step.outputs.outcome, 'filled');
    assert.equal(step.outputs.digest, sha256(filled.next));
    assert.ok(filled.next.equals(await contentOf('web')));
    assert.notEqual(running('web'), before);
    assert.partialDeepStrictEqual(running('web')?.config, { memory: 48, arguments: ['--port=80'] });
    assert.match(step.summary, /\| stays up \| passed \|/);
    assert.deepEqual(await leftovers(), []);
  });

  it('brings back the old content, and starts it again, where a check fails', async () => {
    await start('checked', { arguments: [`--dns-key=${secret}`] });
    const checks = JSON.stringify([{ kind: 'console', text: 'never printed', every: 1 }]);
    const step = await fill('checked', { checks, deadline: '2' });
    assert.equal(step.code, 1, step.log);
    assert.match(
      step.errors[0] ?? '',
      /check-failed: .* has its old content\. It was started again/,
    );
    assert.ok(filled.old.equals(await contentOf('checked')));
    assert.deepEqual(running('checked')?.config.arguments, [`--dns-key=${secret}`]);
    const { json } = await world.ask('/hosts/one/unikernels/checked');
    assert.partialDeepStrictEqual(json, { desired: 'running', drift: [] });
    assert.doesNotMatch(step.summary, /emulated albatross host/);
    assert.deepEqual(await leftovers(), []);
  });

  it('changes nothing where it would be refused', async () => {
    await start('locked');
    const before = running('locked');
    const until = new Date(Date.now() + 60_000);
    const lock = { method: 'PUT', json: { reason: 'a freeze', until } };
    await world.ask('/hosts/one/unikernels/locked/lock', lock);
    const step = await fill('locked');
    assert.equal(step.code, 1);
    assert.match(step.errors[0] ?? '', /locked: .*a freeze.* Nothing was changed/);
    assert.equal(running('locked'), before);
    assert.ok(filled.old.equals(await contentOf('locked')));
  });

  it('changes nothing where the volume cannot take it', async () => {
    await start('narrow');
    const before = running('narrow');
    const volume = '/hosts/one/volumes/narrow';
    await world.write('large.img', Buffer.alloc(64 * 1024 * 1024));
    const large = await fill('narrow', { file: 'large.img' });
    assert.match(large.errors[0] ?? '', /larger than the \d+ MiB of narrow\. Nothing was changed/);
    await world.ask(volume, { method: 'PATCH', json: { deletionProtection: true } });
    const kept = await fill('narrow');
    assert.match(kept.errors[0] ?? '', /narrow is protected\. Nothing was changed/);
    assert.equal(running('narrow'), before);
    await world.ask(volume, { method: 'PATCH', json: { deletionProtection: false } });
  });

  it('says by which unikernel a volume is used that is only uploaded to', async () => {
    await start('used');
    const step = await world.step({ operation: 'upload', name: 'used', file: 'next.img' });
    assert.match(step.errors[0] ?? '', /in use by the unikernel used\. Stop that first\./);
  });

  it('leaves what was stopped as it is, and fills what nobody uses', async () => {
    await start('stopped');
    await world.ask('/hosts/one/unikernels/stopped/stop', { method: 'POST' });
    const step = await fill('stopped');
    assert.equal(step.code, 0, step.log);
    assert.equal(running('stopped'), undefined);
    assert.ok(filled.next.equals(await contentOf('stopped')));
    const free = await fill('free', { size: '1' });
    assert.equal(free.code, 0, free.log);
    assert.ok(filled.next.equals(await contentOf('free')));
  });

  it('shows the console where the repository is private, or that is asked for, masked', async () => {
    const json = { value: 'green-as-grass' };
    await world.ask('/secrets/COLOUR', { method: 'PUT', json });
    const named = `--named=\${secret:COLOUR}`;
    await start('shown', { arguments: [`--dns-key=${secret}`, '--colour=blue', named] });
    const checks = JSON.stringify([{ kind: 'console', text: 'never printed', every: 1 }]);
    const failing = { checks, deadline: '1' };
    const event = (isPrivate: boolean) =>
      world.write(
        'event.json',
        Buffer.from(JSON.stringify({ repository: { private: isPrivate } })),
      );
    const env = { GITHUB_EVENT_PATH: join(world.folder, 'event.json') };
    await event(false);
    const open = await fill('shown', failing, env);
    assert.doesNotMatch(open.summary, /--colour=blue/);
    const asked = await fill('shown', { ...failing, 'console-lines': 'true' }, env);
    assert.match(asked.summary, /```text[\s\S]*--colour=blue[\s\S]*```/);
    await event(true);
    const closed = await fill('shown', failing, env);
    assert.match(
      closed.summary,
      /```text[\s\S]*arguments: --dns-key=••• --colour=blue --named=\$\{secret:COLOUR\}[\s\S]*```/,
    );
    const denied = await fill('shown', { ...failing, 'console-lines': 'false' }, env);
    assert.doesNotMatch(denied.summary, /--colour=blue/);
    for (const { log, summary } of [open, asked, closed, denied]) {
      for (const hidden of [secret, json.value]) {
        assert.ok(!log.includes(hidden) && !summary.includes(hidden));
      }
    }
  });
});
