import type { EntityManager } from '../../database/database.ts';
import type { Deps } from './deps.ts';

type EndDeps = Pick<Deps, 'belongings' | 'clock'>;

/** Ends all that is kept by the name of a host; gives what is to be done once that is committed. */
export async function endBelongings(
  em: EntityManager,
  { belongings, clock }: EndDeps,
  host: string,
): Promise<() => Promise<void>> {
  const later: (() => Promise<void>)[] = [];
  for (const each of belongings) {
    const followUp = await each.followUp?.(em, host);
    if (followUp) later.push(followUp);
  }
  const now = clock();
  for (const each of belongings) await each.end?.(em, host, now);
  return async () => {
    for (const each of belongings) each.changed?.();
    await Promise.all(later.map((followUp) => followUp()));
  };
}
