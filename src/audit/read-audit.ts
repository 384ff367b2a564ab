import type { FilterQuery } from '@mikro-orm/core';
import { Problem } from '../base/errors.ts';
import type { Database } from '../database/database.ts';
import type { Actor } from '../identity/access/actor.ts';
import type { AuditLog } from './audit-log.ts';
import { AuditEvent } from './entity.ts';

/** Which events are asked for; what is left out lets all pass. */
export interface AuditFilter {
  readonly account?: string | undefined;
  readonly action?: string | undefined;
  /** An address below `/api/v1`; all below it is meant, too. */
  readonly object?: string | undefined;
  /** `succeeded`, `failed`, or the code of a problem. */
  readonly outcome?: string | undefined;
  readonly since?: Date | undefined;
  /** Not included. */
  readonly until?: Date | undefined;
}

/** Which part of them. */
export interface PageRequest {
  /** `next` of the page before. */
  readonly cursor?: number | undefined;
  readonly limit: number;
}

export interface AuditPage {
  /** The newest first. */
  readonly events: readonly AuditEvent[];
  /** null: there are no more. */
  readonly next: number | null;
}

/** Shows what was recorded: one's own to everybody, all to administrators. */
export class ReadAudit {
  readonly #database: Database;
  readonly #log: AuditLog;

  constructor(database: Database, log: AuditLog) {
    this.#database = database;
    this.#log = log;
  }

  /** Throws `admin-only` where somebody asks for another's. */
  async page(
    actor: Actor,
    filter: AuditFilter,
    { cursor, limit }: PageRequest,
  ): Promise<AuditPage> {
    const visible = visibleTo(actor, filter);
    await this.#log.catchUp();
    const where: FilterQuery<AuditEvent> = {
      $and: [visible, ...conditions(filter), ...(cursor ? [{ id: { $lt: cursor } }] : [])],
    };
    const found = await this.#database
      .em()
      .find(AuditEvent, where, { orderBy: { id: 'desc' }, limit: limit + 1 });
    const events = found.slice(0, limit);
    return { events, next: found.length > limit ? (events.at(-1)?.id ?? null) : null };
  }
}

function visibleTo({ account }: Actor, filter: AuditFilter): FilterQuery<AuditEvent> {
  if (account.admin) return filter.account ? { accountName: filter.account } : {};
  if (filter.account === undefined || filter.account === account.name) {
    return { accountId: account.id };
  }
  throw new Problem('admin-only', 'Only an administrator may see what others have done.');
}

function conditions(filter: AuditFilter): FilterQuery<AuditEvent>[] {
  const { action, object, outcome, since, until } = filter;
  return [
    ...(action ? [{ action }] : []),
    ...(object ? [{ $or: [{ object }, { object: { $like: `${object}/%` } }] }] : []),
    ...(outcome ? [outcomeIs(outcome)] : []),
    ...(since ? [{ lastAt: { $gte: since } }] : []),
    ...(until ? [{ at: { $lt: until } }] : []),
  ];
}

function outcomeIs(outcome: string): FilterQuery<AuditEvent> {
  return { outcome: outcome === 'failed' ? { $ne: 'succeeded' } : outcome };
}
