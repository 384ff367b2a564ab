import assert from 'node:assert/strict';
import { parseLabel } from '../../src/albatross/names.ts';
import type { Policy } from '../../src/albatross/policy.ts';
import { Problem } from '../../src/base/errors.ts';
import type { DomainStatsOptions } from '../../src/host-client/managed-host.ts';
import {
  DomainCollector,
  type SampledHost,
} from '../../src/unikernels/metrics/collector/collect-domain.ts';
import { type Eviction, evictedOnceMore } from '../../src/unikernels/yields/evictions.ts';
import type { Yields } from '../../src/unikernels/yields/yields.ts';
import { ManualTime, settle } from '../hosts/support/manual-time.ts';
import { policy } from '../unikernels/world-options.ts';

const alice = parseLabel('alice');
const minute = 60_000;

/** A host whose subscriptions last until the test or their subscriber ends them. */
class HandHost implements SampledHost {
  readonly id = 'one';
  readonly name = parseLabel('one');
  knownDown = false;
  /** Whether it refuses who subscribes. */
  refuses = false;
  /** Those who have neither left nor been let go. */
  readonly present = new Set<AbortSignal>();
  /** How often somebody has subscribed. */
  subscribed = 0;
  #lost: DomainStatsOptions['lost'];

  async check(): Promise<void> {}

  domainStats(_domain: unknown, { signal, lost }: DomainStatsOptions) {
    this.subscribed += 1;
    this.#lost = lost;
    this.present.add(signal);
    const over = Promise.withResolvers<void>();
    signal.addEventListener('abort', () => {
      this.present.delete(signal);
      over.resolve();
    });
    const refusal = new Problem('host-refused', 'no statistics here');
    return {
      opened: this.refuses ? Promise.reject(refusal) : Promise.resolve(),
      [Symbol.asyncIterator]: () => ({
        next: () => over.promise.then(() => ({ done: true as const, value: undefined })),
      }),
    };
  }

  /** Ends the subscription, which is taken up again. */
  async lose(): Promise<void> {
    this.#lost?.();
    await settle();
  }
}

/** What is remembered of evictions, whoever has counted them. */
function remembered(clock: () => Date): Pick<Yields, 'until' | 'evicted'> {
  let known: Eviction = { times: [], until: null };
  return {
    until: async () => (known.until && known.until > clock() ? known.until : null),
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
    host = new HandHost();
    leaving = new AbortController();
    reported = [];
    policyOf = async () => policy;
    const policies = { domainOn: async () => ({ label: alice, policy: await policyOf() }) };
    const { clock, timer } = time;
    const report = (error: unknown) => void reported.push(error);
    const deps = { policies, clock, timer, report, take: () => {}, yields: remembered(clock) };
    create = () => new DomainCollector(deps, host, alice);
  });
  afterEach(() => leaving.abort());

  const begin = async () => {
    collector = create();
    void collector.run(leaving.signal);
    await settle();
  };

  it('is given up when another client takes its place twice in ten minutes, for an hour', async () => {
    await begin();
    await host.lose();
    await time.pass(9 * minute);
    assert.equal(collector.collection.state, 'collecting');
    await host.lose();
    assert.equal(collector.collection.state, 'yielded');
    await time.pass(59 * minute);
    assert.equal(host.subscribed, 1);
    await time.pass(minute);
    assert.equal(host.subscribed, 2);
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
    assert.deepEqual([collector.collection.state, host.subscribed], ['yielded', 2]);
    await time.pass(50 * minute);
    assert.deepEqual([collector.collection.state, host.subscribed], ['collecting', 3]);
  });

  it('is kept where its place is taken less often', async () => {
    await begin();
    for (let times = 0; times < 5; times++) {
      await host.lose();
      await time.pass(11 * minute);
    }
    assert.deepEqual([collector.collection.state, host.subscribed], ['collecting', 1]);
  });

  it('is kept where the host was away', async () => {
    await begin();
    host.knownDown = true;
    for (let times = 0; times < 5; times++) await host.lose();
    assert.deepEqual([collector.collection.state, host.subscribed], ['collecting', 1]);
  });

  it('is left where the host refuses it, and tried again', async () => {
    host.refuses = true;
    await begin();
    assert.deepEqual([collector.collection.state, host.present.size], ['refused', 0]);
    host.refuses = false;
    await time.pass(minute);
    assert.deepEqual([collector.collection.state, host.present.size], ['collecting', 1]);
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
