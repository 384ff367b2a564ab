import assert from 'node:assert/strict';
import { parseLabel } from '../../src/albatross/names.ts';
import { newSshKey } from '../../src/albatross/ssh/ssh-key.ts';
import { systemTimer, type Timer } from '../../src/base/timer.ts';
import type { ManagedHost } from '../../src/host-client/managed-host.ts';
import { BehindSsh } from './support/behind-ssh.ts';
import { domainOf, hostDepsOf, seen } from './support/host-world.ts';
import { ServerWorld } from './support/server-world.ts';
import { until } from './support/until.ts';

/** Five seconds until a probe are a twentieth of one. */
const hurried: Timer = (milliseconds, action) => systemTimer(milliseconds / 100, action);

const limits = { replyTimeout: 3_000, progressTimeout: 3_000 };
const sshLimits = { connectTimeout: 1_500, channelTimeout: 1_500, busySocketPatience: 30 };

describe('what goes wrong with a host over SSH', () => {
  let world: ServerWorld;
  let ssh: BehindSsh;
  let host: ManagedHost;

  beforeEach(async () => {
    const hostDeps = { ...hostDepsOf(limits), sshLimits, timer: hurried };
    world = await ServerWorld.open(hostDeps);
    ssh = await BehindSsh.start();
    const { status, text } = await world.ask('/hosts', { json: ssh.body });
    assert.equal(status, 201, text);
    host = world.registry.get(parseLabel('one'));
  });

  afterEach(async () => {
    await world.close();
    await ssh[Symbol.asyncDispose]();
  });

  const target = (name: string) => ({
    domains: [domainOf('alice', roomy)],
    label: parseLabel(name),
  });
  const addVolume = (name: string) =>
    host.change((client, signal) => client.addVolume(target(name), 1, { signal }));
  const dump = (name: string) =>
    host.transfer((client, signal) => client.dumpVolume(target(name), 0, { signal }));
  const read = () => host.read((client, signal) => client.volumes([], { signal }));
  const onlineAgain = () => until(() => host.health.state === 'online');
  const degraded = () => {
    const { state, reason, errors } = host.health;
    return { state, reason, message: errors.at(-1)?.message ?? '' };
  };

  it('is that the connection is cut while 20 commands run: each ends, none is sent twice', async () => {
    const commands = ['block-add', 'block-dump', 'stats-subscribe'] as const;
    for (const command of commands) ssh.emulator.faults.add({ kind: 'silent' }, { command });
    const reached = () => commands.map((command) => seen(ssh.emulator, command));
    const begun = performance.now();
    const running = [
      ...range(8).map((n) => addVolume(`data-${n}`)),
      ...range(4).map((n) => dump(`data-${n}`)),
      ...range(8).map(() => host.stats(target('web'), never)),
    ].map(async (one) => ('opened' in one ? await one.opened : await one));
    const outcomes = Promise.allSettled(running);
    await until(() => reached().join() === '8,4,1');
    ssh.server.drop();
    const codes = (await outcomes).map((one) => (one.status === 'rejected' ? one.reason.code : ''));
    assert.deepEqual(new Set(codes), new Set(['host-unreachable']));
    assert.ok(performance.now() - begun < limits.replyTimeout, 'as soon as it was lost');
    assert.deepEqual(reached(), [8, 4, 1]);
    assert.equal(degraded().reason, 'network');
    assert.match(degraded().message, /SSH connection was lost/);
    await onlineAgain();
    assert.equal(ssh.server.openConnections, 1);
  });

  it('is that the connection is cut: a read is made again on a fresh one, unseen', async () => {
    const held = ssh.emulator.faults.add({ kind: 'hold-reply' }, { times: 1 });
    const reading = read();
    await until(() => held.waiting === 1);
    ssh.server.drop();
    assert.deepEqual(await reading, []);
    assert.equal(host.health.state, 'online');
  });

  it('is that its sshd has another key: nothing is said to it, until the old one is back', async () => {
    const { hostKeys, counts } = ssh.server;
    ssh.server.hostKeys = [newSshKey('host')];
    ssh.server.drop();
    const before = { ...counts };
    await assert.rejects(addVolume('data'), { code: 'host-untrusted', status: 502 });
    assert.deepEqual([counts.logins, counts.channels], [before.logins, before.channels]);
    assert.equal(degraded().reason, 'host-key');
    assert.equal(host.health.presented.hostKey, ssh.server.hostKey.fingerprint);
    await until(() => counts.connections > before.connections + 1);
    assert.equal(counts.logins, before.logins, 'a probe says nothing either');
    ssh.server.hostKeys = hostKeys;
    await onlineAgain();
    assert.equal(host.health.presented.hostKey, null);
  });

  it('is that the key is revoked: 502, degraded by the credentials, online when it is let in', async () => {
    ssh.server.revoked = true;
    ssh.server.drop();
    await assert.rejects(read(), { code: 'host-refused-connection', status: 502 });
    assert.equal(degraded().reason, 'credentials');
    assert.match(degraded().message, /authorized_keys/);
    ssh.server.revoked = false;
    await onlineAgain();
  });

  it('is that a channel is never answered: 504 within its limit, degraded by the network', async () => {
    ssh.server.silent = true;
    const begun = performance.now();
    await assert.rejects(read(), { code: 'host-timeout', status: 504 });
    assert.ok(performance.now() - begun < 2 * sshLimits.channelTimeout);
    assert.equal(degraded().reason, 'network');
    ssh.server.silent = false;
    await onlineAgain();
  });

  it('is that a command is never answered: 504 within its limit, the others go on', async () => {
    ssh.emulator.faults.add({ kind: 'silent' }, { command: 'block-add' });
    const adding = addVolume('data');
    await until(() => seen(ssh.emulator, 'block-add') === 1);
    assert.deepEqual(await read(), []);
    await assert.rejects(adding, { code: 'host-timeout' });
    assert.equal(seen(ssh.emulator, 'block-add'), 1);
  });

  it('is that its sshd says nothing: 504 within its limit', async () => {
    ssh.server.mute = true;
    ssh.server.drop();
    await assert.rejects(read(), { code: 'host-timeout' });
    assert.equal(degraded().reason, 'network');
    ssh.server.mute = false;
    await onlineAgain();
  });

  it('is that its sshd says nothing: a list waits no longer than it was told', async () => {
    ssh.server.mute = true;
    ssh.server.drop();
    const begun = performance.now();
    const patience = 10_000; // a hundredth of it, by the hurried time
    await assert.rejects(host.within(patience).volumes(), { code: 'host-timeout' });
    assert.ok(performance.now() - begun < sshLimits.connectTimeout);
  });

  it('is that forwarding is forbidden: 502, degraded by that, with what to change', async () => {
    ssh.server.allow = () => false;
    await assert.rejects(read(), { code: 'host-unreachable', status: 502 });
    assert.equal(degraded().reason, 'forwarding');
    assert.match(degraded().message, /util\/vmmd\.sock/);
    ssh.server.allow = () => true;
    await onlineAgain();
  });

  for (const part of ['stats', 'console'] as const) {
    it(`is that a channel to one socket is forbidden: it is that part alone [${part}]`, async () => {
      const socket = { stats: 'stat.sock', console: 'console.sock' }[part];
      ssh.server.allow = (destination) => !`${destination}`.endsWith(socket);
      const answer =
        part === 'stats'
          ? host.stats(target('web'), never).opened
          : host.inactiveConsoles(target('web').domains);
      await assert.rejects(Promise.resolve(answer), { status: 502 });
      assert.equal(host.health.state, 'online');
      assert.deepEqual(await host.within(1_000_000).volumes(), []);
      const { json } = await world.ask('/hosts/one');
      assert.partialDeepStrictEqual(json, {
        state: 'online',
        parts: {
          commands: { state: 'online', reason: null, message: null },
          [part]: { state: 'degraded', reason: 'forwarding' },
        },
      });
      assert.match(`${host.health.parts[part].message}`, new RegExp(socket));
      ssh.server.allow = () => true;
      await (part === 'stats'
        ? host.stats(target('web'), never).opened
        : host.inactiveConsoles(target('web').domains));
      assert.equal(host.health.parts[part].state, 'online');
    });
  }

  it('is that the daemons are gone: 502, degraded by that, and online when they are back', async () => {
    await ssh.emulator.stop();
    await assert.rejects(read(), { code: 'host-unreachable', status: 502 });
    assert.equal(degraded().reason, 'forwarding');
    assert.match(degraded().message, /whether the daemon runs/);
    await ssh.emulator.start();
    await onlineAgain();
  });

  it('is that a daemon closes without a word: 502, degraded as incompatible', async () => {
    ssh.emulator.faults.add({ kind: 'silent-close' }, { command: 'block-add' });
    await assert.rejects(addVolume('data'), { code: 'host-nonsense' });
    assert.equal(degraded().reason, 'incompatible');
  });
});

const roomy = { unikernels: 20, cpuids: [0], memory: 640, block: 640, bridges: ['service'] };
const never = new AbortController().signal;
const range = (length: number) => Array.from({ length }, (_, index) => index);
