import assert from 'node:assert/strict';
import { unikernelLock } from '../../../src/database/locks/lock-name.ts';
import { SharedLocks } from '../../../src/database/locks/shared-locks.ts';
import { WatchedSession } from '../../../src/database/locks/watched-session.ts';
import { ManualTime, settle } from '../../hosts/support/manual-time.ts';
import { ScriptedSession } from './scripted-session.ts';

const name = unikernelLock({ host: 'one', domain: 'alice', name: 'web' });
const take = `take ${name} exclusive`;
const give = `give ${name}`;

/** A server with the session `first`, and a second one when that is lost. */
function fresh() {
  const time = new ManualTime();
  const [first, second] = [new ScriptedSession(), new ScriptedSession()];
  const now = () => time.clock().getTime();
  const deps = { timer: time.timer, now, report: () => {} };
  const both = [first, second].map((session) => new WatchedSession(session, deps));
  const current = async () => {
    const session = both.find(({ lost }) => !lost.aborted);
    if (!session) throw new Error('there is none');
    return session;
  };
  return { time, first, second, locks: new SharedLocks({ ...deps, sessions: { current } }) };
}

describe('the locks of a server among others', () => {
  it('are taken in the process first, and asked of others only then', async () => {
    const { first, locks } = fresh();
    assert.ok(await locks.acquire(name));
    assert.equal(await locks.acquire(name), null);
    assert.equal(await locks.acquire(name, { mode: 'shared' }), null);
    assert.deepEqual(first.told, [take]);
  });

  it('are shared with others as they are in the process', async () => {
    const { first, locks } = fresh();
    assert.ok(await locks.acquire(name, { mode: 'shared' }));
    assert.ok(await locks.acquire(name, { mode: 'shared' }));
    const shared = `take ${name} shared`;
    assert.deepEqual(first.told, [shared, shared]);
  });

  it('are free in the process where another server has them', async () => {
    const { first, locks } = fresh();
    first.takings.push({ taken: false });
    assert.equal(await locks.acquire(name), null);
    assert.ok(await locks.acquire(name));
    assert.deepEqual(first.told, [take, take]);
  });

  it('are free in the process where the database fails', async () => {
    const { first, locks } = fresh();
    first.takings.push(new Error('no room'));
    await assert.rejects(locks.acquire(name), /no room/);
    assert.ok(await locks.acquire(name));
  });

  it('are given back to other servers before the next in the process has them', async () => {
    const { first, locks } = fresh();
    const lock = await locks.acquire(name);
    const next = locks.acquire(name, { wait: 1000 });
    await lock?.[Symbol.asyncDispose]();
    assert.ok(await next);
    assert.deepEqual(first.told, [take, give, take]);
  });

  it('are waited for by looking again, until the time is over', async () => {
    const { time, first, locks } = fresh();
    first.takings.push({ taken: false }, { taken: false }, { taken: false });
    const waiting = locks.acquire(name, { wait: 500 });
    await settle();
    assert.deepEqual(first.told, [take]);
    await time.pass(250);
    assert.deepEqual(first.told, [take, take]);
    await time.pass(250);
    assert.equal(await waiting, null);
    assert.deepEqual(first.told, [take, take, take]);
  });

  it('come as soon as another server gives them back', async () => {
    const { time, first, locks } = fresh();
    first.takings.push({ taken: false });
    const waiting = locks.acquire(name, { wait: 500 });
    await time.pass(250);
    assert.ok(await waiting);
  });

  it('are not waited for by who has left, and free then', async () => {
    const { first, locks } = fresh();
    first.takings.push({ taken: false });
    const leaving = new AbortController();
    const waiting = locks.acquire(name, { wait: 500, signal: leaving.signal });
    await settle();
    leaving.abort(new Error('gone'));
    await assert.rejects(waiting, { message: 'gone' });
    assert.ok(await locks.acquire(name));
  });

  it('are lost with the session, and free in the process when their holder has ended', async () => {
    const { first, second, locks } = fresh();
    const lock = await locks.acquire(name);
    first.cut();
    assert.equal(lock?.lost.aborted, true);
    assert.equal(await locks.acquire(name), null, 'who had it may not have ended yet');
    await lock?.[Symbol.asyncDispose]();
    const next = await locks.acquire(name);
    assert.equal(next?.lost.aborted, false);
    assert.deepEqual([first.told, second.told], [[take, 'destroy'], [take]]);
  });

  it('are taken in the next session where one is lost meanwhile', async () => {
    const { first, second, locks } = fresh();
    first.takings.push({ left: ['former'] });
    const taking = locks.acquire(name);
    await settle();
    first.cut();
    const lock = await taking;
    assert.equal(lock?.lost.aborted, false);
    assert.deepEqual(second.told, [take]);
  });

  it('cannot be had where that is lost, too', async () => {
    const { first, second, locks } = fresh();
    for (const session of [first, second]) session.takings.push({ left: ['former'] });
    const refused = assert.rejects(locks.acquire(name), { code: 'locks-unavailable' });
    await settle();
    first.cut();
    await settle();
    second.cut();
    await refused;
  });

  it('yield to a former holder where that is asked for', async () => {
    const { time, first, locks } = fresh();
    first.takings.push({ left: ['former'] }, { taken: false });
    const taking = locks.acquire(name, { yields: true });
    await settle();
    assert.deepEqual(first.told, [take, give]);
    await time.pass(5_000);
    assert.equal(await taking, null);
  });
});
