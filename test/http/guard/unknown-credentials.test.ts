import assert from 'node:assert/strict';
import { once } from 'node:events';
import * as z from 'zod';
import { Problem } from '../../../src/base/errors.ts';
import { systemTimer } from '../../../src/base/timer.ts';
import { answerEvents, eventStreamType, type ServerEvent } from '../../../src/http/event-stream.ts';
import { defineRoute } from '../../../src/http/route.ts';
import { credential, scope } from '../../../src/identity/access/access.ts';
import { ManualTime } from '../../hosts/support/manual-time.ts';
import { SlowRequest } from '../../server/support/slow-request.ts';
import { tokenActor } from '../../support/actors.ts';
import { listening } from '../../support/listening.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';
import { type EventReader, openEvents } from '../../unikernels/event-reader.ts';

async function* welcome(signal: AbortSignal): AsyncGenerator<ServerEvent> {
  yield { data: 'welcome' };
  if (!signal.aborted) await once(signal, 'abort');
}

const documentation = { tag: 'test', summary: 'Tests' } as const;
const watch = defineRoute({
  ...documentation,
  method: 'GET',
  path: '/events',
  operationId: 'watch',
  access: credential,
  answers: { 200: eventStreamType },
  handle: async ({ signal }) => answerEvents(welcome(signal), { timer: systemTimer, signal }),
});
const receive = defineRoute({
  ...documentation,
  method: 'PUT',
  path: '/content',
  operationId: 'receive',
  access: scope('volumes:write'),
  body: { kind: 'octets', description: 'Anything.' },
  answers: { 200: z.object({ size: z.int() }) },
  handle: async ({ content }) => {
    let size = 0;
    for await (const chunk of content()) size += chunk.length;
    return { status: 200, body: { size } };
  },
});

describe('what takes long while nobody can tell of its credential', () => {
  const good = tokenActor(['volumes:write']);
  let time: ManualTime;
  let app: TestApp;
  let tell: () => typeof good;
  let looks: number;
  beforeEach(async () => {
    time = new ManualTime();
    tell = () => good;
    looks = 0;
    app = await startTestApp({
      routes: [watch, receive],
      serve: listening,
      deps: {
        timer: time.timer,
        authenticate: () => {
          looks += 1;
          return tell();
        },
      },
    });
  });
  afterEach(() => app.close());

  const away = (): never => {
    throw new Error('the database is away');
  };
  const revoked = (): never => {
    throw new Problem('credential-revoked', 'The token was revoked.');
  };

  /** Something that takes long, and the code of the problem that it ends with. */
  const works: Readonly<Record<string, () => Promise<() => Promise<string>>>> = {
    'a stream of events': async () => {
      const reader: EventReader = await openEvents(`${app.url}/api/v1/events`);
      assert.equal((await reader.next())?.data, '"welcome"');
      return async () => JSON.parse((await reader.next())?.data ?? '{}').code;
    },
    'a content on its way in': async () => {
      const headers = { authorization: 'Bearer alice', 'content-length': '2' };
      const request = new SlowRequest(`${app.url}/api/v1/content`, 'PUT', headers);
      await request.send(Buffer.from('a'));
      await time.planned(5_000);
      return async () => Object((await request.answer()).json).code;
    },
  };

  for (const [what, begin] of Object.entries(works)) {
    it(`goes on, and ends once it is known to have ended [${what}]`, async () => {
      const end = await begin();
      tell = away;
      await time.pass(59_000);
      assert.equal(looks, 1 + 11);
      tell = revoked;
      await time.pass(5_000);
      assert.equal(await end(), 'credential-revoked');
    });

    it(`goes on for as long again once somebody could tell [${what}]`, async () => {
      const end = await begin();
      for (let round = 0; round < 3; round += 1) {
        tell = away;
        await time.pass(50_000);
        tell = () => good;
        await time.pass(5_000);
      }
      assert.deepEqual(time.due, [5_000]);
      tell = revoked;
      await time.pass(5_000);
      assert.equal(await end(), 'credential-revoked');
      assert.deepEqual(time.due, []);
    });

    it(`ends where nobody could tell for a minute [${what}]`, async () => {
      const end = await begin();
      tell = away;
      await time.pass(5_000 + 60_000);
      assert.equal(await end(), 'database-unavailable');
    });
  }

  it('goes on with a content that whoever changed may still send', async () => {
    const headers = { authorization: 'Bearer alice', 'content-length': '2' };
    const request = new SlowRequest(`${app.url}/api/v1/content`, 'PUT', headers);
    await request.send(Buffer.from('a'));
    await time.planned(5_000);
    tell = () => tokenActor(['volumes:write'], { admin: true });
    await time.pass(10_000);
    assert.equal((await request.finish(Buffer.from('b'))).status, 200);
    assert.deepEqual(time.due, []);
  });
});
