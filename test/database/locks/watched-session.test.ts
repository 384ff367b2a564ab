import assert from 'node:assert/strict';
import { Problem } from '../../../src/base/errors.ts';
import { volumeLock } from '../../../src/database/locks/lock-name.ts';
import { WatchedSession } from '../../../src/database/locks/watched-session.ts';
import { ManualTime, settle } from '../../hosts/support/manual-time.ts';
import { ScriptedSession } from './scripted-session.ts';

const name = volumeLock({ host: 'one', domain: 'alice', volume: 'data' });
const request = { name, mode: 'exclusive', left: 'wait-out' } as const;
const take = `take ${name} exclusive`;
const give = `give ${name}`;

function fresh() {
  const time = new ManualTime();
  const session = new ScriptedSession();
  const reported: unknown[] = [];
  const now = () => time.clock().getTime();
  const silences: number[] = [];
  const deps = {
    ...{ timer: time.timer, now, report: (error: unknown) => reported.push(error) },
    fellSilent: (silentFor: number) => silences.push(silentFor),
  };
  return { time, session, reported, silences, watched: new WatchedSession(session, deps) };
}

describe('the session that holds locks', () => {
  it('is asked twice a second whether it is there, and lost only where it is not', async () => {
    const { time, session, watched } = fresh();
    assert.equal(session.pings, 1);
    await time.pass(499);
    assert.equal(session.pings, 1);
    await time.pass(1);
    assert.equal(session.pings, 2);
    await time.pass(60_000);
    assert.equal(session.pings, 122);
    assert.equal(watched.lost.aborted, false);
  });

  it('is lost 3 s after what it answered last was asked', async () => {
    const { time, session, silences, watched } = fresh();
    await time.pass(1_250);
    session.silent = true; // the ping after the first second was the last that was answered
    await time.pass(2_749);
    assert.equal(watched.lost.aborted, false);
    assert.equal(session.pings, 4, 'one question at a time');
    await time.pass(1);
    assert.equal(watched.lost.aborted, true);
    assert.deepEqual(session.told, ['destroy']);
    const { reason } = watched.lost;
    assert.ok(reason instanceof Problem);
    assert.deepEqual([reason.code, reason.status], ['lock-lost', 503]);
    const detail =
      'The server’s connection with its locks gave no answer for 3 s, so that another server may change the same: what was being done was broken off.';
    assert.equal(reason.detail, detail);
    assert.equal(reason.headers['Retry-After'], '10');
    assert.deepEqual(time.due, [], 'it is asked nothing more');
    assert.deepEqual(silences, [3_000], 'who else is silent for as long is, too');
  });

  it('is there as long as it answers anything', async () => {
    const { time, session, watched } = fresh();
    await time.pass(1);
    session.ping = () => new Promise(() => {});
    await time.pass(2_500);
    assert.ok(await watched.take(request));
    await time.pass(2_999);
    assert.equal(watched.lost.aborted, false);
    await time.pass(1);
    assert.equal(watched.lost.aborted, true);
  });

  it('is lost when it is found out late, as by a process that was stopped', async () => {
    const { time, session } = fresh();
    let skipped = 0;
    const now = () => time.clock().getTime() + skipped;
    const watched = new WatchedSession(session, { timer: time.timer, now, report: () => {} });
    await settle();
    skipped = 60_000;
    await time.pass(1_000);
    assert.equal(watched.lost.aborted, true);
  });

  it('is lost at once when it ends, for the reason that it ended', async () => {
    const { time, session, watched } = fresh();
    const cause = new Error('terminating connection');
    session.cut(cause);
    assert.equal(watched.lost.aborted, true);
    assert.equal(watched.lost.reason.cause, cause);
    assert.match(watched.lost.reason.detail, /connection with its locks ended/);
    assert.deepEqual(time.due, []);
  });

  it('takes and gives back', async () => {
    const { session, watched } = fresh();
    const lock = await watched.take(request);
    assert.deepEqual(session.told, [take]);
    assert.equal(lock?.lost, watched.lost);
    await lock?.[Symbol.asyncDispose]();
    await lock?.[Symbol.asyncDispose]();
    assert.deepEqual(session.told, [take, give]);
  });

  it('takes nothing that another server has', async () => {
    const { session, watched } = fresh();
    session.takings.push({ taken: false });
    assert.equal(await watched.take(request), null);
    assert.deepEqual(session.told, [take]);
  });

  it('gives nothing back that it has lost', async () => {
    const { session, watched, reported } = fresh();
    const lock = await watched.take(request);
    session.cut();
    await lock?.[Symbol.asyncDispose]();
    assert.deepEqual(session.told, [take, 'destroy']);
    assert.deepEqual(reported, []);
  });

  it('reports what is not given back, which fails nobody', async () => {
    const { session, watched, reported } = fresh();
    const lock = await watched.take(request);
    session.failure = new Error('no room');
    await lock?.[Symbol.asyncDispose]();
    assert.deepEqual(reported, [session.failure]);
  });

  it('waits for 5 s where somebody has not given back, and goes on then', async () => {
    const { time, session, watched } = fresh();
    session.takings.push({ left: ['former'] });
    let taken = false;
    const taking = watched.take(request).then((lock) => {
      taken = true;
      return lock;
    });
    await time.pass(4_999);
    assert.equal(taken, false);
    await time.pass(1);
    assert.ok(await taking);
    assert.deepEqual(session.told, [take]);
  });

  it('does not wait where nothing is to be waited out', async () => {
    const { session, watched } = fresh();
    session.takings.push({ left: ['former'] });
    assert.ok(await watched.take({ ...request, left: 'ignore' }));
  });

  it('gives back what it waits for where it is to yield, and takes it only once', async () => {
    const { time, session, watched } = fresh();
    session.takings.push({ left: ['former'] }, { left: ['former'] });
    const taking = watched.take({ ...request, left: 'wait-out-of-it' });
    await time.pass(4_999);
    assert.deepEqual(session.told, [take, give]);
    await time.pass(1);
    assert.ok(await taking);
    assert.deepEqual(session.told, [take, give, take]);
  });

  it('yields again to one who came and left anew, and to who came and stays', async () => {
    const { time, session, watched } = fresh();
    session.takings.push({ left: ['former'] }, { left: ['other'] }, { taken: false });
    const taking = watched.take({ ...request, left: 'wait-out-of-it' });
    await time.pass(10_000);
    assert.equal(await taking, null);
    assert.deepEqual(session.told, [take, give, take, give, take]);
  });

  it('gives back what nobody waits for any more', async () => {
    const { session, watched } = fresh();
    session.takings.push({ left: ['former'] }, {});
    for (const reason of [new Error('while it waits'), new Error('while it takes')]) {
      const leaving = new AbortController();
      const taking = watched.take({ ...request, signal: leaving.signal });
      if (reason.message === 'while it waits') await settle();
      leaving.abort(reason);
      await assert.rejects(taking, reason);
    }
    assert.deepEqual(session.told, [take, give, take, give]);
  });

  it('hands out nothing that is lost while it is taken', async () => {
    const { session, watched } = fresh();
    session.takings.push({ left: ['former'] });
    const waiting = assert.rejects(watched.take(request), { code: 'lock-lost' });
    await settle();
    session.cut();
    await waiting;
  });

  it('ends in order, and loses nothing thereby', async () => {
    const { time, session, watched } = fresh();
    await watched.close();
    assert.deepEqual(session.told, ['close']);
    assert.equal(watched.lost.aborted, false);
    assert.deepEqual(time.due, []);
  });

  it('is not ended twice', async () => {
    const { session, watched } = fresh();
    session.cut();
    await watched.close();
    assert.deepEqual(session.told, ['destroy']);
  });

  it('reports that it did not end in order', async () => {
    const { session, watched, reported } = fresh();
    session.failure = new Error('no room');
    await watched.close();
    assert.deepEqual(reported, [session.failure]);
  });
});
