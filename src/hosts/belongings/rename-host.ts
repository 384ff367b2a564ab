import { LockMode } from '@mikro-orm/core';
import type { Label } from '../../albatross/names.ts';
import type { EntityManager } from '../../database/database.ts';
import { transactLongWhile } from '../../database/transact-while.ts';
import { StoredHost } from '../../host-client/entity.ts';
import type { Actor } from '../../identity/access/actor.ts';
import { Authority } from '../../places/authority.ts';
import { holdHost, hostBusy } from '../hold-host.ts';
import { hostUnknown, nameTaken } from '../host-problems.ts';
import type { Deps } from './deps.ts';
import { endBelongings } from './end-belongings.ts';

/** Which host gets which name. */
export interface Renaming {
  readonly from: Label;
  readonly to: Label;
}

/**
 * Calls a host otherwise; all that is kept by its name goes along, and what a removed host of the new
 * name has left ends. Throws `host-unknown`, `name-taken`, 403 where the actor may not use the new name, and
 * `host-busy` while a deployment or an upload there is not over.
 */
export async function renameHost(
  deps: Deps,
  actor: Actor,
  { from, to }: Renaming,
  signal: AbortSignal,
): Promise<void> {
  if (from === to) return;
  new Authority(actor, to).expect('admin'); // the name came in the body
  const { database, hosts, locks, belongings, clock } = deps;
  // In one order, so that two who exchange names do not wait for each other.
  const [first, second] = from < to ? [from, to] : [to, from];
  await using one = await holdHost(locks, first, signal);
  await using other = await holdHost(locks, second, signal);
  const held = AbortSignal.any([one.lost, other.lost]);
  const { id } = hosts.get(from);
  const { stored, followUp } = await transactLongWhile(database, held, async (em) => {
    if (await em.findOne(StoredHost, { name: to })) throw nameTaken(to);
    await expectIdle(em, belongings, from);
    const ended = await endBelongings(em, deps, to);
    for (const { renamePast } of belongings) await renamePast?.(em, from, to, clock());
    // Whoever begins to change a unikernel there is waited for, and is seen by what follows.
    const lockMode = LockMode.PESSIMISTIC_WRITE;
    const host = await em.findOne(StoredHost, { id, name: from }, { lockMode });
    if (!host) throw hostUnknown(from);
    await expectIdle(em, belongings, from);
    for (const { rename } of belongings) await rename?.(em, from, to);
    host.name = to;
    return { stored: host, followUp: ended };
  });
  hosts.put(stored);
  hosts.remove(from);
  await followUp();
}

/** Throws `host-busy` where something is under way there. */
async function expectIdle(
  em: EntityManager,
  belongings: Deps['belongings'],
  host: Label,
): Promise<void> {
  for (const { isBusy } of belongings) if (await isBusy?.(em, host)) throw underWay(host);
}

const underWay = (host: Label) =>
  hostBusy(
    host,
    `A deployment or an upload on ${host} is not over. Wait for it, or cancel it, and try again.`,
  );
