import assert from 'node:assert/strict';
import { parseLabel } from '../../src/albatross/names.ts';
import { OwnStatsPlace } from '../../src/host-client/feeds/own-stats-place.ts';
import { TakenElsewhere } from '../../src/host-client/feeds/stats-place.ts';

describe('the place of one unikernel’s samples', () => {
  const until = new Date('2026-01-01T01:00:00Z');
  let holder: string | null;
  let isLeft: boolean;
  let isDown: boolean;
  /** Of what is held: aborts when others may have it. */
  let losing: AbortController;
  beforeEach(() => {
    losing = new AbortController();
    holder = null;
    isLeft = false;
    isDown = false;
  });

  const placeOf = (server: string) => {
    const host = {
      ...{ id: '1', name: parseLabel('one'), collectMetrics: true },
      get knownDown() {
        return isDown;
      },
      check: async () => {},
    };
    const places = {
      async hold(hostId: string, name: string) {
        assert.equal(`${hostId} ${name}`, '1 alice:web');
        if (holder !== null) return null;
        holder = server;
        return {
          lost: losing.signal,
          async [Symbol.asyncDispose]() {
            if (holder === server) holder = null;
          },
        };
      },
      leftUntil: async () => (isLeft ? until : null),
      evicted: async () => until,
    };
    return new OwnStatsPlace(places, host, 'alice:web');
  };

  it('is one server’s at a time, until nobody watches there', async () => {
    const [here, there] = [placeOf('here'), placeOf('there')];
    assert.equal(await here.refusal(), null);
    assert.equal(await here.refusal(), null, 'it is taken up again after a lost connection');
    const refusal = await there.refusal();
    assert.ok(refusal instanceof TakenElsewhere);
    assert.match(refusal.detail ?? '', /^Another Fulmar server receives the samples of alice:web /);
    await here.left();
    assert.equal(await there.refusal(), null);
  });

  it('is free where everybody has left while it was asked for', async () => {
    const place = placeOf('here');
    const asked = place.refusal();
    await place.left();
    await asked;
    assert.equal(holder, null);
  });

  it('is left to another client that takes it again and again, while the host answers', async () => {
    const place = placeOf('here');
    isDown = true;
    assert.equal(await place.lost(), null);
    isDown = false;
    assert.match(
      (await place.lost())?.detail ?? '',
      /^Another client receives the samples of alice:web /,
    );
    isLeft = true;
    assert.match((await place.refusal())?.detail ?? '', /left to that client until/);
  });

  it('is another server’s where that has taken it after its lock was lost', async () => {
    const [here, there] = [placeOf('here'), placeOf('there')];
    assert.equal(await here.refusal(), null);
    losing.abort();
    holder = null;
    losing = new AbortController();
    assert.equal(await there.refusal(), null);
    assert.equal(await here.lost(), null, 'it was no other client');
    assert.ok((await here.refusal()) instanceof TakenElsewhere);
    assert.equal(holder, 'there');
    await there.left();
    assert.equal(await here.refusal(), null);
    assert.equal(holder, 'here');
  });

  it('is taken anew where its lock was lost and no other server has it', async () => {
    const here = placeOf('here');
    assert.equal(await here.refusal(), null);
    losing.abort();
    holder = null;
    losing = new AbortController();
    assert.equal(await here.refusal(), null);
    assert.equal(holder, 'here');
  });
});
