import type { NewEvent } from '../../database/events/record-event.ts';
import type { CheckHealth } from '../health/check-health.ts';
import type { KeptHealth } from '../health/kept-health.ts';
import { checkFailing, checkRecovered } from './check-events.ts';

/** What is told of checks that do otherwise now than was recorded of them before. */
export function checkHappenings(
  { key, checks }: Pick<KeptHealth, 'key' | 'checks'>,
  before: readonly Pick<CheckHealth, 'state'>[],
  results: readonly CheckHealth[],
): NewEvent[] {
  const { host, domain: account, name: unikernel } = key;
  return results.flatMap(({ id: checkId, state, triedAt: at }, index) => {
    const [check, was] = [checks[index], before[index]?.state];
    if (!check || !at || state === was) return [];
    const facts = { host, unikernel, check: check.kind, number: index + 1, checkId };
    if (state === 'failing') return [{ ...checkFailing.of(facts), account, at }];
    return was === 'failing' ? [{ ...checkRecovered.of(facts), account, at }] : [];
  });
}
