import assert from 'node:assert/strict';
import { activityHandlers } from '../../../src/audit/activity/handlers.ts';
import { systemClock } from '../../../src/base/clock.ts';
import { systemTimer } from '../../../src/base/timer.ts';
import type { Database } from '../../../src/database/database.ts';
import { hostDegraded } from '../../../src/hosts/host-events.ts';
import { eventTypes } from '../../../src/server/event-types.ts';
import { openDatabase } from '../../../src/server/open-database.ts';
import { activityRoutes } from '../../../src/server/routes.ts';
import { exit, happening, record, startFeed } from '../../database/events/support/happenings.ts';
import { until } from '../../server/support/until.ts';
import { sessionActor, tokenActor } from '../../support/actors.ts';
import { listening } from '../../support/listening.ts';
import { ask } from '../../support/request.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';
import { type EventReader, openEvents } from '../../unikernels/event-reader.ts';

const at = new Date('2026-11-22T12:00:00Z');
const later = (seconds: number) => new Date(at.getTime() + seconds * 1000);

const actors = {
  alice: sessionActor('alice'),
  bob: sessionActor('bob'),
  root: sessionActor('root', true),
  reader: tokenActor(['events:read']),
  web: tokenActor(['events:read'], { names: ['web-*'] }),
  two: tokenActor(['events:read'], { hosts: ['two'] }),
  other: tokenActor(['unikernels:read']),
  plain: tokenActor(['events:read'], { account: 'root', admin: true }),
};

describe('the events', () => {
  let database: Database;
  let app: TestApp;
  let started: Awaited<ReturnType<typeof startFeed>>;
  const readers: EventReader[] = [];

  beforeEach(async () => {
    database = await openDatabase({ memory: true });
    await database.orm.schema.create();
    started = await startFeed(database);
    const { feed } = started;
    const handlers = activityHandlers({
      ...{ database, feed, timer: systemTimer, clock: systemClock, types: eventTypes },
    });
    app = await startTestApp({ routes: activityRoutes(handlers), actors, serve: listening });
  });
  afterEach(async () => {
    for (const reader of readers.splice(0)) reader.close();
    await app.close();
    await started.feed.close();
    await database.close();
  });

  const publish = async (...events: readonly ReturnType<typeof happening>[]) => {
    const count = started.told.length + events.length;
    await record(database, ...events);
    await until(() => started.told.length === count);
  };

  const read = async (query = '', token = 'alice') => {
    const told = await ask(`${app.url}/api/v1`, `/events${query}`, { token });
    assert.equal(told.status, 200, told.text);
    return Object(told.json);
  };

  const objects = async (query = '', token = 'alice'): Promise<string[]> =>
    (await read(query, token)).data.map(({ object }: { object: string }) => object);

  const refused = async (query: string, token: string) => {
    const told = await ask(`${app.url}/api/v1`, `/events${query}`, { token });
    return [told.status, Object(told.json).code];
  };

  const watch = async (query = '', token = 'alice', headers: Record<string, string> = {}) => {
    const url = `${app.url}/api/v1/events/live${query}`;
    const reader = await openEvents(url, { authorization: `Bearer ${token}`, ...headers });
    readers.push(reader);
    return reader;
  };

  const nextOf = async (reader: EventReader) => {
    const event = await reader.next();
    return { id: event?.id, name: JSON.parse(event?.data ?? '{}').facts?.unikernel };
  };

  it('are shown whole', async () => {
    await publish(exit(1, { at, hostAt: later(-1) }));
    const { data, next } = await read();
    const [event] = data;
    assert.match(event.id, /^[\da-f-]{36}$/);
    assert.deepEqual(event, {
      id: event.id,
      number: 1,
      type: 'unikernel.exited',
      severity: 'warning',
      account: 'alice',
      host: 'one',
      object: 'hosts/one/unikernels/web',
      at: '2026-11-22T12:00:00.000Z',
      hostAt: '2026-11-22T11:59:59.000Z',
      summary: 'web on one has exited with code 1.',
      facts: { host: 'one', unikernel: 'web', code: 1 },
      count: 1,
      lastAt: '2026-11-22T12:00:00.000Z',
    });
    assert.equal(next, null);
  });

  it('come in pages, the newest first, and by filters', async () => {
    await publish(
      happening('a', { at }),
      happening('b', { at: later(1) }),
      exit(0, { at: later(2) }),
    );
    const { next } = await read('?limit=2');
    const [a, b, web] = ['a', 'b', 'web'].map((name) => `hosts/one/unikernels/${name}`);
    assert.deepEqual(await objects('?limit=2'), [web, b]);
    assert.deepEqual(await objects(`?limit=2&cursor=${next}`), [a]);
    assert.deepEqual(await objects('?type=unikernel.exited'), [web]);
    assert.deepEqual(await objects('?type=unikernel.'), [web, b, a]);
    assert.deepEqual(await objects('?type=host.'), []);
    assert.deepEqual(await objects('?severity=error'), [b, a]);
    assert.deepEqual(await objects('?object=hosts/one/unikernels/a'), [a]);
    assert.deepEqual(await objects('?object=hosts/one'), [web, b, a]);
    assert.deepEqual(await objects('?host=two'), []);
    const times = `since=${later(1).toISOString()}&until=${later(2).toISOString()}`;
    assert.deepEqual(await objects(`?${times}`), [b]);
  });

  it('refuse what is no type', async () => {
    for (const type of ['unikernel', 'Unikernel.', 'unikernel.%25', '%25.', '_.']) {
      assert.equal((await refused(`?type=${type}`, 'alice'))[0], 400);
    }
  });

  it('are those of the account, and everybody’s for an administrator who asks for them', async () => {
    const degraded = { ...hostDegraded.of({ host: 'two', reason: null }), account: null, at };
    await publish(happening('a'), happening('b', { account: 'bob' }), degraded);
    assert.deepEqual(await objects(), ['hosts/one/unikernels/a']);
    assert.deepEqual(await objects('', 'root'), []);
    assert.deepEqual(await objects('?account=bob', 'root'), ['hosts/one/unikernels/b']);
    assert.equal((await objects('?account=*', 'root')).length, 3);
    assert.deepEqual(await refused('?account=*', 'bob'), [403, 'admin-only']);
    assert.deepEqual(await refused('?account=alice', 'bob'), [403, 'admin-only']);
    assert.deepEqual(await refused('?account=*', 'plain'), [403, 'scope-missing']);
  });

  it('are for tokens with their scope, and of what these may reach', async () => {
    const two = { host: 'two', object: 'hosts/two/unikernels/web-2', name: 'web-2' };
    await publish(happening('web-1'), happening('db'), happening('web-2', two));
    assert.equal((await objects('', 'reader')).length, 3);
    assert.deepEqual(await objects('', 'web'), [two.object, 'hosts/one/unikernels/web-1']);
    assert.deepEqual(await objects('', 'two'), [two.object]);
    assert.deepEqual(await refused('', 'other'), [403, 'scope-missing']);
  });

  it('are told as they happen, to whom they are for', async () => {
    await publish(happening('before'));
    const [own, limited, everybodys] = await Promise.all([
      watch(),
      watch('', 'web'),
      watch('?account=*', 'root'),
    ]);
    await publish(happening('a', { account: 'bob' }), happening('b'), happening('web-1'));
    assert.deepEqual(await nextOf(own), { id: '3', name: 'b' });
    assert.deepEqual(await nextOf(own), { id: '4', name: 'web-1' });
    assert.deepEqual(await nextOf(limited), { id: '4', name: 'web-1' });
    assert.deepEqual(await nextOf(everybodys), { id: '2', name: 'a' });
  });

  it('go on after the last one that was seen', async () => {
    await publish(...Array.from({ length: 250 }, (_, n) => happening(`u-${n}`)));
    const headers = { 'last-event-id': '100' };
    const resumed = await watch('?after=7', 'alice', headers);
    const after = await watch('?after=249');
    assert.deepEqual(await nextOf(after), { id: '250', name: 'u-249' });
    for (let n = 100; n < 250; n += 1) {
      assert.deepEqual(await nextOf(resumed), { id: `${n + 1}`, name: `u-${n}` });
    }
    await publish(happening('last'));
    assert.deepEqual(await nextOf(resumed), { id: '251', name: 'last' });
  });

  it('go on after what another server has told that is not known here yet', async () => {
    await started.feed.close(); // it hears of nothing any more
    const { feed, told } = await startFeed(database);
    await record(database, ...['a', 'b', 'c'].map((name) => happening(name)));
    await until(() => told.length === 3);
    await feed.close();
    const reader = await watch('', 'alice', { 'last-event-id': '2' });
    assert.deepEqual(await nextOf(reader), { id: '3', name: 'c' });
  });

  it('refuse a Last-Event-ID that was never given', async () => {
    const url = `${app.url}/api/v1`;
    const headers = { 'last-event-id': 'x' };
    const told = await ask(url, '/events/live', { token: 'alice', headers });
    assert.deepEqual([told.status, Object(told.json).code], [400, 'malformed-request']);
  });
});
