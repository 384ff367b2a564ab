import assert from 'node:assert/strict';
import { SubscriptionClosedError } from '../../src/albatross/errors.ts';
import type { Named } from '../../src/albatross/messages.ts';
import { parseLabel, parseName } from '../../src/albatross/names.ts';
import type { Policy } from '../../src/albatross/policy.ts';
import type { StatsSample } from '../../src/albatross/stats.ts';
import { Problem } from '../../src/base/errors.ts';
import { StatsFeed } from '../../src/host-client/feeds/stats-feed.ts';
import { StatsPlace, type StatsPlaces } from '../../src/host-client/feeds/stats-place.ts';
import {
  DomainCollector,
  type SampledHost,
} from '../../src/unikernels/metrics/collector/collect-domain.ts';
import { type Eviction, evictedOnceMore } from '../../src/unikernels/yields/evictions.ts';
import { ManualTime, settle } from '../hosts/support/manual-time.ts';
import { policy } from '../unikernels/world-options.ts';

const alice = parseLabel('alice');
const minute = 60_000;

/** A host whose subscriptions last until the test or their subscriber ends them. */
class HandHost implements SampledHost {
  readonly id = 'one';
  readonly name = parseLabel('one');
  knownDown = false;
  readonly collectMetrics = true;
  /** Whether it refuses who subscribes. */
  refuses = false;
  /** How often somebody has subscribed. */
  subscribed = 0;
  readonly #time: ManualTime;
  readonly #place: StatsPlace;
  #feed: StatsFeed | null = null;
  #lose = () => {};

  constructor(time: ManualTime, places: StatsPlaces) {
    this.#time = time;
    this.#place = new StatsPlace(places, this, alice);
  }

  async check(): Promise<void> {}

  domainStats(_domain: unknown, signal: AbortSignal) {
    return this.feed().watchAll(signal);
  }

  /** The one of all who watch. */
  feed(): StatsFeed {
    this.#feed ??= new StatsFeed({
      subscribe: (signal) => this.#subscribe(signal),
      place: this.#place,
      over: () => {
        this.#feed = null;
      },
      clock: this.#time.clock,
      timer: this.#time.timer,
    });
    return this.#feed;
  }

  /** Whether nobody is subscribed, nor will be again. */
  get isLeft(): boolean {
    return this.#feed === null;
  }

  /** Another client takes the place of the subscription, which is taken up again, if at all, within seconds. */
  async lose(): Promise<void> {
    this.#lose();
    await this.#time.pass(10_000);
  }

  async #subscribe(signal: AbortSignal): Promise<AsyncIterable<Named<StatsSample>>> {
    this.subscribed += 1;
    if (this.refuses) throw new Problem('host-refused', 'no statistics here');
    const over = Promise.withResolvers<never>();
    this.#lose = () => over.reject(new SubscriptionClosedError('another has come'));
    signal.addEventListener('abort', () => over.reject(signal.reason));
    over.promise.catch(() => {});
    return { [Symbol.asyncIterator]: () => ({ next: () => over.promise }) };
  }
}

/** What is remembered of evictions, whoever has counted them. */
function remembered(clock: () => Date): StatsPlaces {
  let known: Eviction = { times: [], until: null };
  return {
    leftUntil: async () => (known.until && known.until > clock() ? known.until : null),
    evicted: async () => {
      known = evictedOnceMore(known, clock());
      return known.until;
    },
  };
}

describe('a subscription to samples', () => {
  let leaving: AbortController;
  let reported: unknown[];
  let policyOf: () => Promise<Policy>;
  let time: ManualTime;
  let host: HandHost;
  let collector: DomainCollector;
  let create: () => DomainCollector;

  beforeEach(async () => {
    time = new ManualTime();
    const places = remembered(time.clock);
    host = new HandHost(time, places);
    leaving = new AbortController();
    reported = [];
    policyOf = async () => policy;
    const policies = { domainOn: async () => ({ label: alice, policy: await policyOf() }) };
    const { clock, timer } = time;
    const report = (error: unknown) => void reported.push(error);
    const yields = { until: () => places.leftUntil(host.id, alice) };
    const deps = { policies, clock, timer, report, take: () => {}, yields };
    create = () => new DomainCollector(deps, host, alice);
  });
  afterEach(() => leaving.abort());

  const begin = async () => {
    collector = create();
    void collector.run(leaving.signal);
    await settle();
  };
  const watch = () => host.feed().watch(parseName('alice:web'), leaving.signal);

  it('is given up when another client takes its place twice in ten minutes, for an hour', async () => {
    await begin();
    await host.lose();
    await time.pass(9 * minute);
    assert.equal(collector.collection.state, 'collecting');
    await host.lose();
    assert.equal(collector.collection.state, 'yielded');
    await time.pass(59 * minute);
    assert.equal(host.subscribed, 2);
    await time.pass(minute);
    assert.equal(host.subscribed, 3);
    assert.equal(collector.collection.state, 'collecting');
  });

  it('is left to the other client after a restart, too, or by another server', async () => {
    await begin();
    await host.lose();
    leaving.abort();
    leaving = new AbortController();
    await begin();
    await host.lose();
    assert.equal(collector.collection.state, 'yielded');
    leaving.abort();
    leaving = new AbortController();
    await time.pass(10 * minute);
    await begin();
    assert.deepEqual([collector.collection.state, host.subscribed], ['yielded', 3]);
    await time.pass(50 * minute);
    assert.deepEqual([collector.collection.state, host.subscribed], ['collecting', 4]);
  });

  it('is given up for all who watch, and for who comes afterwards', async () => {
    await begin();
    const watched = watch()[Symbol.asyncIterator]().next();
    const ended = assert.rejects(watched, { code: 'host-busy' });
    await host.lose();
    await host.lose();
    await ended;
    assert.deepEqual([collector.collection.state, host.isLeft], ['yielded', true]);
    await assert.rejects(watch().opened, { code: 'host-busy' });
    assert.deepEqual([host.subscribed, host.isLeft], [2, true]);
  });

  it('is given up where somebody watches, and nobody collects', async () => {
    const watched = watch()[Symbol.asyncIterator]().next();
    const ended = assert.rejects(watched, { code: 'host-busy' });
    await settle();
    await host.lose();
    await host.lose();
    await ended;
    await time.pass(59 * minute);
    assert.deepEqual([host.subscribed, host.isLeft], [2, true]);
  });

  it('is kept where its place is taken less often', async () => {
    await begin();
    for (let times = 0; times < 5; times++) {
      await host.lose();
      await time.pass(11 * minute);
    }
    assert.deepEqual([collector.collection.state, host.subscribed], ['collecting', 6]);
  });

  it('is kept where the host was away', async () => {
    await begin();
    host.knownDown = true;
    for (let times = 0; times < 5; times++) await host.lose();
    await time.pass(minute);
    assert.deepEqual([collector.collection.state, host.subscribed], ['collecting', 6]);
  });

  it('is left where the host refuses it, and tried again', async () => {
    host.refuses = true;
    await begin();
    assert.deepEqual([collector.collection.state, host.isLeft], ['refused', true]);
    host.refuses = false;
    await time.pass(minute);
    assert.deepEqual([collector.collection.state, host.isLeft], ['collecting', false]);
    assert.deepEqual(reported, []);
  });

  it('is tried again where the database was away, of which is told', async () => {
    const away = new Error('the database is away');
    policyOf = () => Promise.reject(away);
    await begin();
    assert.deepEqual([collector.collection.state, reported], ['refused', [away]]);
    policyOf = async () => policy;
    await time.pass(minute);
    assert.equal(collector.collection.state, 'collecting');
  });
});
