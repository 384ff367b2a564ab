import assert from 'node:assert/strict';
import { parseLabel } from '../../src/albatross/names.ts';
import type { DomainStatsOptions } from '../../src/host-client/managed-host.ts';
import {
  DomainCollector,
  type SampledHost,
} from '../../src/unikernels/metrics/collector/collect-domain.ts';
import { ManualTime, settle } from '../hosts/support/manual-time.ts';
import { policy } from '../unikernels/unikernel-server.ts';

const alice = parseLabel('alice');
const minute = 60_000;

/** A host whose subscriptions last until the test or their subscriber ends them. */
class HandHost implements SampledHost {
  readonly id = 'one';
  readonly name = parseLabel('one');
  knownDown = false;
  /** How often somebody has subscribed. */
  subscribed = 0;
  #lost: DomainStatsOptions['lost'];

  async check(): Promise<void> {}

  domainStats(_domain: unknown, { signal, lost }: DomainStatsOptions) {
    this.subscribed += 1;
    this.#lost = lost;
    const over = Promise.withResolvers<void>();
    signal.addEventListener('abort', () => over.resolve());
    return {
      opened: Promise.resolve(),
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

describe('a subscription to samples', () => {
  const leaving = new AbortController();
  let time: ManualTime;
  let host: HandHost;
  let collector: DomainCollector;

  beforeEach(async () => {
    time = new ManualTime();
    host = new HandHost();
    const policies = { domainOn: async () => ({ label: alice, policy }) };
    const { clock, timer } = time;
    collector = new DomainCollector({ policies, clock, timer, take: () => {} }, host, alice);
    void collector.run(leaving.signal);
    await settle();
  });
  after(() => leaving.abort());

  it('is given up when another client takes its place twice in ten minutes, for an hour', async () => {
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

  it('is kept where its place is taken less often', async () => {
    for (let times = 0; times < 5; times++) {
      await host.lose();
      await time.pass(11 * minute);
    }
    assert.deepEqual([collector.collection.state, host.subscribed], ['collecting', 1]);
  });

  it('is kept where the host was away', async () => {
    host.knownDown = true;
    for (let times = 0; times < 5; times++) await host.lose();
    assert.deepEqual([collector.collection.state, host.subscribed], ['collecting', 1]);
  });
});
