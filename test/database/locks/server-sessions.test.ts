import assert from 'node:assert/strict';
import { DatabaseUnusableError } from '../../../src/database/errors.ts';
import type { LockSession } from '../../../src/database/locks/lock-session.ts';
import { ServerSessions } from '../../../src/database/locks/server-sessions.ts';
import { ManualTime, settle } from '../../hosts/support/manual-time.ts';
import { ScriptedSession } from './scripted-session.ts';

const own = 'take server/a exclusive';

/** A server `a` that connects as a test says: to sessions, in vain, or for ever. */
class Connecting {
  readonly time = new ManualTime();
  readonly reported: unknown[] = [];
  readonly silences: number[] = [];
  readonly formers: (LockSession | null)[] = [];
  readonly next: (ScriptedSession | Error | Promise<ScriptedSession>)[] = [];

  readonly open = () =>
    ServerSessions.open({
      id: 'a',
      connect: async (former) => {
        this.formers.push(former);
        const next = await this.next.shift();
        if (next instanceof ScriptedSession) return next;
        throw next ?? new Error('nothing listens');
      },
      timer: this.time.timer,
      now: () => this.time.clock().getTime(),
      report: (error) => this.reported.push(error),
      fellSilent: (silentFor) => this.silences.push(silentFor),
    });

  /** Connected to one session, which is given, too. */
  async begin() {
    const first = new ScriptedSession();
    this.next.push(first);
    return { first, sessions: await this.open() };
  }
}

describe('the sessions of a server', () => {
  it('hold its identity from the beginning, whatever an earlier run left', async () => {
    const connecting = new Connecting();
    const first = new ScriptedSession();
    first.takings.push({ left: ['former'] });
    connecting.next.push(first);
    const sessions = await connecting.open();
    assert.deepEqual(first.told, [own]);
    assert.deepEqual(connecting.formers, [null]);
    assert.equal((await sessions.current()).session, first);
  });

  it('begin when the database has let go of one that was killed', async () => {
    const connecting = new Connecting();
    const first = new ScriptedSession();
    first.takings.push({ taken: false }, { taken: false });
    connecting.next.push(first);
    const opening = connecting.open();
    await connecting.time.pass(1_000);
    assert.deepEqual(first.told, [own, own]);
    await connecting.time.pass(1_000);
    await opening;
    assert.deepEqual(first.told, [own, own, own]);
  });

  it('do not begin while another server of that id runs', async () => {
    const connecting = new Connecting();
    const first = new ScriptedSession();
    first.takings.push(...Array.from({ length: 11 }, () => ({ taken: false })));
    connecting.next.push(first);
    const refused = assert.rejects(connecting.open(), (error) => {
      assert.ok(error instanceof DatabaseUnusableError);
      return /Another server runs with this data folder already/.test(error.message);
    });
    await connecting.time.pass(8_999);
    assert.equal(first.told.includes('close'), false);
    await connecting.time.pass(1);
    await refused;
    assert.equal(first.told.length, 11, 'ten attempts, and the end');
    assert.equal(first.told.at(-1), 'close');
    assert.deepEqual(connecting.time.due, []);
  });

  it('do not begin where nothing listens', async () => {
    await assert.rejects(new Connecting().open(), /nothing listens/);
  });

  it('are told from one that is lost, in whose place comes a new one with the identity alone', async () => {
    const connecting = new Connecting();
    const { first, sessions } = await connecting.begin();
    const second = new ScriptedSession();
    connecting.next.push(second);
    const lost = (await sessions.current()).lost;
    first.cut();
    assert.equal(lost.aborted, true);
    assert.equal((await sessions.current()).session, second);
    assert.deepEqual(second.told, [own]);
    assert.deepEqual(connecting.formers, [null, first]);
    assert.deepEqual(connecting.reported, [lost.reason]);
  });

  it('are tried for each second, of which is told', async () => {
    const connecting = new Connecting();
    const { first, sessions } = await connecting.begin();
    first.cut();
    await settle();
    assert.equal(connecting.formers.length, 2, 'at once');
    const second = new ScriptedSession();
    await connecting.time.pass(999);
    connecting.next.push(second);
    assert.equal(connecting.formers.length, 2);
    await connecting.time.pass(1);
    assert.equal((await sessions.current()).session, second);
    assert.match(String(connecting.reported[1]), /nothing listens/);
    assert.deepEqual(connecting.formers, [null, first, first]);
  });

  it('give up an attempt after 3 s, and end what it gives too late', async () => {
    const connecting = new Connecting();
    const { first, sessions } = await connecting.begin();
    const late = Promise.withResolvers<ScriptedSession>();
    const third = new ScriptedSession();
    connecting.next.push(late.promise, third);
    first.cut();
    await connecting.time.pass(2_999);
    assert.equal(connecting.reported.length, 1);
    assert.deepEqual(connecting.silences, []);
    await connecting.time.pass(1_001);
    assert.deepEqual(connecting.silences, [3_000], 'no session tells that the database is silent');
    assert.equal((await sessions.current()).session, third);
    const second = new ScriptedSession();
    late.resolve(second);
    await settle();
    assert.deepEqual(second.told, ['destroy']);
  });

  it('are waited for during 5 s, then nothing can be locked', async () => {
    const connecting = new Connecting();
    const { first, sessions } = await connecting.begin();
    first.cut();
    const code = 'locks-unavailable';
    const headers = { 'Retry-After': '5' };
    const detail =
      'The server has no connection with the locks that it shares with other servers. Try again soon.';
    const refused = assert.rejects(sessions.current(), { code, status: 503, detail, headers });
    let over = false;
    void refused.then(() => (over = true));
    await connecting.time.pass(4_999);
    assert.equal(over, false);
    await connecting.time.pass(1);
    await refused;
  });

  it('are not waited for by who has left', async () => {
    const connecting = new Connecting();
    const { first, sessions } = await connecting.begin();
    first.cut();
    const leaving = new AbortController();
    const waiting = assert.rejects(sessions.current(leaving.signal), { message: 'gone' });
    leaving.abort(new Error('gone'));
    await waiting;
  });

  it('end in order', async () => {
    const connecting = new Connecting();
    const { first, sessions } = await connecting.begin();
    await sessions.close();
    assert.deepEqual(first.told, [own, 'close']);
    first.cut();
    await settle();
    assert.deepEqual([connecting.reported, connecting.formers], [[], [null]]);
  });

  it('end while a new one waits for the identity', async () => {
    const connecting = new Connecting();
    const { first, sessions } = await connecting.begin();
    const second = new ScriptedSession();
    second.takings.push({ taken: false });
    connecting.next.push(second);
    first.cut();
    await settle();
    await sessions.close();
    assert.deepEqual(second.told, [own, 'close']);
    await assert.rejects(sessions.current(), { code: 'shutting-down' });
    assert.deepEqual(connecting.time.due, []);
  });

  it('end while there is none', async () => {
    const connecting = new Connecting();
    const { first, sessions } = await connecting.begin();
    first.cut();
    await settle();
    await sessions.close();
    const stopping = { code: 'shutting-down', detail: 'The server is stopping.' };
    await assert.rejects(sessions.current(), stopping);
    assert.deepEqual(connecting.time.due, []);
  });
});
