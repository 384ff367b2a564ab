import type { Clock } from '../../base/clock.ts';
import { expectKnown } from '../location.ts';
import type { Registry } from '../registry/registry.ts';
import type { UnikernelKey } from '../unikernel-locks.ts';
import type { Collector } from './collector/collector.ts';
import { chooseStep } from './history/choose-step.ts';
import { resample } from './history/resample.ts';
import { coarseTier, startOf } from './history/tiers.ts';
import type { UsageHistory } from './history/usage-history.ts';
import type { ShownMetrics } from './presenter.ts';

export interface ReadMetricsDeps {
  readonly registry: Pick<Registry, 'find'>;
  readonly usage: Pick<UsageHistory, 'read'>;
  readonly collector: Pick<Collector, 'collectionOf'>;
  readonly clock: Clock;
}

/** What is asked for; null: as is usual. */
export interface AskedMetrics {
  readonly from: Date | null;
  readonly to: Date | null;
  /** Seconds. */
  readonly step: number | null;
}

const hour = 3600;

/** What a unikernel used in a span of time. Throws `unikernel-unknown`. */
export async function readMetrics(
  { registry, usage, collector, clock }: ReadMetricsDeps,
  key: UnikernelKey,
  asked: AskedMetrics,
): Promise<ShownMetrics> {
  const { id } = expectKnown(key, await registry.find(key));
  const now = clock().getTime() / 1000;
  const to = Math.min(secondsOf(asked.to) ?? now, now);
  const earliest = now - coarseTier.kept;
  const from = Math.min(to, Math.max(secondsOf(asked.from) ?? to - hour, earliest));
  const { step, tier } = chooseStep({ from, to }, asked.step, now);
  const span = { from: startOf(from, step), to };
  const sampled = resample(await usage.read(id, tier, span), span, step);
  const collection = collector.collectionOf(key.host, key.domain);
  return { ...sampled, resolution: tier.step, collection };
}

const secondsOf = (time: Date | null) => time && time.getTime() / 1000;
