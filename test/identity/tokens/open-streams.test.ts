import assert from 'node:assert/strict';
import { once } from 'node:events';
import { systemTimer } from '../../../src/base/timer.ts';
import { answerEvents, eventStreamType, type ServerEvent } from '../../../src/http/event-stream.ts';
import { defineRoute } from '../../../src/http/route.ts';
import { scope } from '../../../src/identity/access/access.ts';
import type { Actor } from '../../../src/identity/access/actor.ts';
import { ManualTime } from '../../hosts/support/manual-time.ts';
import { listening } from '../../support/listening.ts';
import { type EventReader, openEvents } from '../../unikernels/event-reader.ts';
import { type IdentityServer, serveIdentity } from '../accounts/http-fixture.ts';
import { approver, person, signIn, tokenFields } from '../accounts/identity-fixture.ts';

/** Events without an end, as those of a console. */
async function* welcome(signal: AbortSignal): AsyncGenerator<ServerEvent> {
  yield { data: 'welcome' };
  if (!signal.aborted) await once(signal, 'abort');
}

const watch = defineRoute({
  method: 'GET',
  path: '/events',
  operationId: 'watch',
  tag: 'test',
  summary: 'Watches',
  access: scope('unikernels:read'),
  answers: { 200: eventStreamType },
  handle: async ({ signal }) => answerEvents(welcome(signal), { timer: systemTimer, signal }),
});

describe('an open stream of events', () => {
  let server: IdentityServer;
  let time: ManualTime;
  let ada: Actor;
  let id: string;
  let secret: string;
  const readers: EventReader[] = [];
  beforeEach(async () => {
    time = new ManualTime();
    server = await serveIdentity([watch], { timer: time.timer, serve: listening });
    ada = await person(server, 'ada');
    const made = await server.tokens.create(ada, tokenFields());
    ({ secret } = made);
    ({ id } = made.token);
  });
  afterEach(async () => {
    for (const reader of readers.splice(0)) reader.close();
    await server.close();
  });

  const open = async (headers: Record<string, string> = { authorization: `Bearer ${secret}` }) => {
    const reader = await openEvents(`${server.url}/api/v1/events`, headers);
    readers.push(reader);
    assert.equal((await reader.next())?.data, '"welcome"');
    return reader;
  };

  /** Fails where the stream does not end within 5 s, saying why. */
  const expectEnd = async (reader: EventReader, code: string) => {
    await time.pass(5_000);
    const last = await reader.next();
    assert.deepEqual([last?.event, JSON.parse(last?.data ?? '').code], ['problem', code]);
    assert.equal(await reader.next(), null);
  };

  it('ends within seconds when its token is revoked', async () => {
    const reader = await open();
    await server.tokens.revoke(ada, id);
    await expectEnd(reader, 'credential-revoked');
  });

  it('ends when its token has expired', async () => {
    const expiresAt = new Date(server.clock.tell().getTime() + 1000);
    await server.tokens.change(ada, id, { expiresAt });
    const reader = await open();
    server.clock.pass(1000);
    await expectEnd(reader, 'credential-expired');
  });

  it('ends when its account is deactivated', async () => {
    const bob = await person(server, 'bob');
    const made = await server.tokens.create(bob, tokenFields());
    const reader = await open({ authorization: `Bearer ${made.secret}` });
    await server.users.change(approver, bob.account.id, { active: false });
    await expectEnd(reader, 'credential-suspended');
  });

  it('ends when its token may do something else', async () => {
    const reader = await open();
    await server.tokens.change(ada, id, { scopes: ['volumes:read'] });
    await expectEnd(reader, 'credential-changed');
  });

  it('ends when its secret is replaced, which may do less from then on, and can come again', async () => {
    const reader = await open();
    await server.tokens.rotate(ada, id, 3600);
    await expectEnd(reader, 'credential-changed');
    await open();
  });

  it('ends when its session is closed', async () => {
    const cookie = `fulmar_session=${await signIn(server, 'ada')}`;
    const reader = await open({ authorization: '', cookie });
    const headers = { cookie, 'sec-fetch-site': 'same-origin' };
    const closed = await server.ask('/session', { method: 'DELETE', headers });
    assert.equal(closed.status, 204);
    await expectEnd(reader, 'credential-invalid');
  });

  it('goes on while nothing changes, and is one use of its token', async () => {
    const reader = await open();
    await time.pass(60_000);
    assert.deepEqual(time.due, [5_000]);
    assert.equal((await server.tokens.get(ada.account.id, id)).uses, 1);
    await server.tokens.revoke(ada, id);
    await expectEnd(reader, 'credential-revoked');
    assert.deepEqual(time.due, []);
  });
});
