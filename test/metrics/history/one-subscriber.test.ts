import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { parseName } from '../../../src/albatross/names.ts';
import { systemTimer, type Timer } from '../../../src/base/timer.ts';
import { sampleImage } from '../../../src/emulator/sample-image.ts';
import { OwnServer } from '../../support/own-server.ts';
import { type EventReader, openEvents } from '../../unikernels/event-reader.ts';
import { until } from '../../unikernels/unikernel-world.ts';

/** A minute is three seconds; with much less a host would count as down that is only slow to answer. */
const hurry = 20;
const hurried: Timer = (milliseconds, action) => systemTimer(milliseconds / hurry, action);

describe('the one subscription to what unikernels use', () => {
  let server: OwnServer;
  const pages: EventReader[] = [];

  before(async () => {
    server = await OwnServer.open({ timer: hurried }, {}, { statsInterval: 50 });
    const form = new FormData();
    form.append('config', JSON.stringify({ name: 'web' }));
    form.append('image', new Blob([new Uint8Array(sampleImage())]), 'image');
    await server.expect(201, '/hosts/one/unikernels', { body: form });
    await until(async () => (await state()) === 'collecting');
  });
  after(async () => {
    for (const page of pages) page.close();
    await server?.close();
  });

  const metrics = async () => {
    const { json } = await server.expect(200, '/hosts/one/unikernels/web/metrics');
    const { yielded, collection } = Object(json);
    return { yielded, collection };
  };
  const state = async () => (await metrics()).collection?.state;
  const subscribed = () =>
    server.emulator.commands.all.filter(({ type }) => type === 'stats-subscribe').length;

  const watch = async () => {
    const path = '/api/v1/hosts/one/unikernels/web/events';
    const reader = await openEvents(`${server.url}${path}`, {
      cookie: server.administrator.cookie,
      authorization: '',
    });
    assert.equal(reader.response.status, 200);
    pages.push(reader);
    return reader;
  };
  /** Why a page is told no samples any more. */
  const problemOf = async (page: EventReader) => {
    for (;;) {
      const event = await page.next();
      assert.ok(event, 'the stream has ended');
      if (event.event !== 'stats-problem') continue;
      const { code, detail } = JSON.parse(event.data);
      return `${code}: ${detail}`;
    }
  };

  /** For as long as twenty seconds. */
  const isLeftAlone = async () => {
    const before = subscribed();
    await setTimeout(20_000 / hurry);
    assert.equal(subscribed(), before);
  };

  /** Another client takes the place twice, each time once somebody here has it; until it is aborted. */
  const takeTwice = async (before: number) => {
    const other = new AbortController();
    let known = before;
    for (const _ of [1, 2]) {
      await until(() => subscribed() > known);
      known = subscribed();
      server.emulator.host.statistics.subscribe(parseName('alice:'), other.signal);
    }
    return other;
  };

  it('is left to another client that takes the place twice, which the answer says', async () => {
    const other = await takeTwice(0);
    await until(async () => (await metrics()).yielded);
    const { collection } = await metrics();
    const minutes = (Date.parse(collection.nextAt) - Date.parse(collection.since)) / 60_000;
    assert.equal(Math.round(minutes), 60);
    await isLeftAlone();
    other.abort();
  });

  it('is left to it by who opens a page meanwhile', async () => {
    assert.match(await problemOf(await watch()), /^host-busy: Another client receives /);
    await isLeftAlone();
  });

  it('ends where an administrator switches it off for the host, and begins anew', async () => {
    const path = '/hosts/one';
    const switched = (collectMetrics: boolean) =>
      server.expect(200, path, { method: 'PATCH', json: { collectMetrics } });
    const { json } = await switched(false);
    assert.partialDeepStrictEqual(json, { collectMetrics: false });
    await until(async () => (await state()) === 'off');
    await isLeftAlone();
    await switched(true);
    await until(async () => (await state()) === 'collecting');
    assert.equal((await metrics()).yielded, false);
  });

  it('is left to another client by a page that is open, where nothing is kept', async () => {
    await server.expect(200, '/hosts/one', { method: 'PATCH', json: { collectMetrics: false } });
    await until(async () => (await state()) === 'off');
    const before = subscribed();
    const page = await watch();
    const other = await takeTwice(before);
    assert.match(await problemOf(page), /^host-busy: Another client receives /);
    await isLeftAlone();
    other.abort();
  });
});
