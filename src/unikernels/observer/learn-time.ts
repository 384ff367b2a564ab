import type { UnikernelInfo } from '../../albatross/unikernel.ts';
import { type HostClock, soonSeen } from '../../host-client/host-clock.ts';
import type { RegisteredUnikernel } from '../registry/registered-unikernel.ts';

/** What was known of one, and what a look has shown. */
interface Change {
  readonly known: Pick<RegisteredUnikernel, 'askedAt' | 'observation'>;
  readonly sighting: { readonly info: Pick<UnikernelInfo, 'started'> | null };
}

/** When a host was looked at, and since when it is there without a break. */
interface LookTimes {
  readonly at: Date;
  readonly backSince: Date;
}

/**
 * What was asked for a moment ago, and runs, tells of its host's clock. Not where the host was away about then: that
 * it has done what it was asked for may have been found out, and written down, long after.
 */
export function learnTime(
  clock: Pick<HostClock, 'learn'>,
  changed: readonly Change[],
  { at, backSince }: LookTimes,
): void {
  for (const { known, sighting } of changed) {
    const { askedAt, observation: before } = known;
    const started = sighting.info?.started ?? null;
    const isNew = askedAt !== null && (before.seenAt === null || before.seenAt < askedAt);
    if (!isNew || started === null || started.getTime() === before.startedAt?.getTime()) continue;
    if (backSince.getTime() >= askedAt.getTime() - soonSeen) continue;
    clock.learn(started, askedAt, at);
  }
}
