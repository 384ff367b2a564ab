import type { FilterQuery } from '@mikro-orm/core';
import { type Severity, severities } from '../../database/events/define-event.ts';
import type { StoredEvent } from '../../database/events/entity.ts';
import { type Actor, authorize } from '../../identity/access/actor.ts';

/** Which events are asked for; what is left out lets all pass. */
export interface EventFilter {
  /** Default: one's own; `*`: everybody's, and those that only administrators see. */
  readonly account?: string | undefined;
  /** All below a prefix, where it ends with a dot. */
  readonly type?: string | undefined;
  /** What is at least so bad. */
  readonly severity?: Severity | undefined;
  readonly host?: string | undefined;
  /** An address below `/api/v1`; all below it is meant, too. */
  readonly object?: string | undefined;
  readonly since?: Date | undefined;
  /** Not included. */
  readonly until?: Date | undefined;
}

/** Whose events these are; null: everybody's. Throws 403 where they are not for the actor. */
export function ownerOf(actor: Actor, { account }: EventFilter): string | null {
  const own = actor.account.name;
  if (account === undefined || account === own) return own;
  authorize(actor, 'admin');
  return account === '*' ? null : account;
}

/** The published events that are asked for, as far as the actor may see them. Throws as `ownerOf` does. */
export function visibleEvents(actor: Actor, filter: EventFilter): FilterQuery<StoredEvent> {
  const account = ownerOf(actor, filter);
  const { type, severity, host, object, since, until } = filter;
  return {
    number: { $ne: null },
    $and: [
      ...(account === null ? [] : [{ account }]),
      ...reachOf(actor),
      ...(type ? [{ type: type.endsWith('.') ? { $like: `${type}%` } : type }] : []),
      ...(severity ? [{ severity: { $in: severitiesFrom(severity) } }] : []),
      ...(host ? [{ host }] : []),
      ...(object ? [{ $or: [{ object }, { object: { $like: `${object}/%` } }] }] : []),
      ...(since ? [{ lastAt: { $gte: since } }] : []),
      ...(until ? [{ at: { $lt: until } }] : []),
    ],
  };
}

/** A token for certain hosts or names sees nothing of others. */
function reachOf({ credential }: Actor): FilterQuery<StoredEvent>[] {
  if (credential.kind === 'session') return [];
  const { hosts, names } = credential;
  return [
    ...(hosts ? [{ host: { $in: [...hosts] } }] : []),
    ...(names ? [{ $or: names.map(nameLike) }] : []),
  ];
}

/** A name pattern for the database: labels hold neither `%` nor `_`. */
const nameLike = (pattern: string) => ({ name: { $like: pattern.replaceAll('*', '%') } });

const severitiesFrom = (min: Severity) => severities.slice(severities.indexOf(min));
