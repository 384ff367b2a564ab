import assert from 'node:assert/strict';
import { parseLabel } from '../../src/albatross/names.ts';
import { recordEvent } from '../../src/database/events/record-event.ts';
import { StoredHost } from '../../src/host-client/entity.ts';
import { hostDegraded, hostRecovered } from '../../src/hosts/host-events.ts';
import { useEmulatedHost } from './support/use-emulated-host.ts';

const hour = 3_600_000;
const one = { name: parseLabel('one') };

describe('GET /hosts/:host/history', () => {
  const { emulator, world } = useEmulatedHost();
  const now = Date.now();
  const ago = (hours: number) => new Date(now - hours * hour);

  beforeEach(() => world().addHost('one', emulator()));

  /** The host was added so many hours ago, and this was told of it since. */
  async function given(hours: number, told: readonly (readonly [number, 'down' | 'up'])[]) {
    await world().database.transaction(async (em) => {
      const toldDegraded = told.at(-1)?.[1] === 'down';
      await em.nativeUpdate(StoredHost, one, { createdAt: ago(hours), toldDegraded });
      for (const [at, how] of told) {
        const facts = { host: 'one' };
        const content =
          how === 'up' ? hostRecovered.of(facts) : hostDegraded.of({ ...facts, reason: 'network' });
        await recordEvent(em, { ...content, account: null, at: ago(at) });
      }
    });
  }

  async function history(query = '') {
    const { status, json } = await world().ask(`/hosts/one/history${query}`);
    assert.equal(status, 200);
    const { data, online, from } = Object(json);
    const inHours = (text: string) => Math.max(0, Math.round((now - Date.parse(text)) / hour));
    const spans = data.map((span: { state: string; from: string; until: string }) => [
      span.state,
      inHours(span.from),
      inHours(span.until),
    ]);
    return { spans, online: Math.round(online * 1000) / 1000, from: inHours(from), data };
  }

  it('is one of a host that was always well, from when on it was added', async () => {
    await given(5, []);
    assert.partialDeepStrictEqual(await history(), {
      spans: [['online', 5, 0]],
      online: 1,
      from: 5,
    });
  });

  it('shows when it was degraded, why, and for which part of the time it was well', async () => {
    await given(1000, [
      [80, 'down'],
      [70, 'up'],
      [50, 'down'],
    ]);
    const { spans, online, data } = await history('?days=4');
    assert.deepEqual(spans, [
      ['online', 96, 80],
      ['degraded', 80, 70],
      ['online', 70, 50],
      ['degraded', 50, 0],
    ]);
    assert.equal(online, 0.375);
    assert.deepEqual(
      data.map(({ reason }: { reason: string | null }) => reason),
      [null, 'network', null, 'network'],
    );
  });

  it('knows that it was degraded before, by what was told first, or last', async () => {
    await given(1000, [
      [40, 'down'],
      [10, 'up'],
    ]);
    assert.deepEqual((await history('?days=1')).spans, [
      ['degraded', 24, 10],
      ['online', 10, 0],
    ]);
    await given(1000, [[9, 'down']]);
    await world().database.em().nativeUpdate(StoredHost, one, { toldDegraded: true });
    assert.deepEqual((await history('?days=1')).spans.at(-1), ['degraded', 9, 0]);
  });

  it('is refused for a host that there is not, for other days, and to who is no administrator', async () => {
    assert.equal((await world().ask('/hosts/two/history')).status, 404);
    assert.equal((await world().ask('/hosts/one/history?days=31')).status, 400);
    assert.equal((await world().ask('/hosts/one/history', { token: 'reader' })).status, 403);
  });
});
