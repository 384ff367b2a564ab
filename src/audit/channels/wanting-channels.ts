import type { EntityManager } from '../../database/database.ts';
import type { StoredEvent } from '../../database/events/entity.ts';
import { execute } from '../../database/rows/statement.ts';
import { accountsByName } from '../../identity/accounts/accounts-by-name.ts';
import { Channel, wholeServer } from './entity.ts';
import { ensureStandardChannels } from './standard-channels.ts';

/** Who has channels for some events: accounts by name, and what all of them have. */
export interface Listeners {
  /** Ids of accounts by their names. */
  readonly accounts: ReadonlyMap<string, string>;
  readonly channels: readonly Channel[];
  /** By the name of a host of which one of the events tells: ids of accounts that have something there, but for administrators. */
  readonly residents: ReadonlyMap<string, ReadonlySet<string>>;
}

export interface FindingListeners {
  /** Whether mails can be sent. */
  readonly mails: boolean;
  readonly now: Date;
  readonly domainsOn: DomainsOn;
}

/** Names of accounts that have unikernels on some hosts, by the host's name. */
export type DomainsOn = (
  em: EntityManager,
  hosts: readonly string[],
) => Promise<ReadonlyMap<string, readonly string[]>>;

const forPeople = { $ne: 'webhook' } as const;

const none: ReadonlyMap<string, readonly string[]> = new Map();

/**
 * The channels that may want some of these events. What is for people waits where their channel is muted, and what is
 * for whoever is suspended; a webhook that is muted wants nothing.
 */
export async function findListeners(
  em: EntityManager,
  events: readonly StoredEvent[],
  { mails, now, domainsOn }: FindingListeners,
): Promise<Listeners> {
  const hosts = new Set(events.filter(concernsResidents).flatMap(({ host }) => host ?? []));
  const domains = hosts.size > 0 ? await domainsOn(em, [...hosts]) : none;
  const whose = new Set(events.flatMap(({ account }) => account ?? []));
  const accounts = await accountsByName(em, whose);
  // Administrators are told of hosts by the server's channels.
  const there = await accountsByName(em, new Set([...domains.values()].flat()), { admin: false });
  const tellable = [...new Set([...accounts.values(), ...there.values()]), wholeServer];
  if (mails) await ensureStandardChannels(em, tellable, now);
  const isHeard = {
    $or: [{ kind: forPeople }, { mutedUntil: null }, { mutedUntil: { $lte: now } }],
  };
  const channels = (await hasChannels(em))
    ? await em.find(Channel, { owner: { $in: tellable }, enabled: true, ...isHeard })
    : [];
  const idsOf = (all: readonly string[]) => new Set(all.flatMap((name) => there.get(name) ?? []));
  const residents = new Map([...domains].map(([host, all]) => [host, idsOf(all)]));
  return { accounts, channels, residents };
}

const anyChannel = 'select 1 as one from channels limit 1';

/** Mostly there are none, and to put the question together takes longer than to ask this one. */
async function hasChannels(em: EntityManager): Promise<boolean> {
  return (await execute(em, anyChannel, [])).rows.length > 0;
}

/**
 * Whether a channel is to tell of an event: the server's of everybody's, an account's of its own, and of a host on
 * which it has something how that does, and that its certificate ends.
 */
export function wants(
  { owner, types }: Pick<Channel, 'owner' | 'types'>,
  event: Pick<StoredEvent, 'account' | 'type' | 'host'>,
  { accounts, residents }: Pick<Listeners, 'accounts' | 'residents'>,
): boolean {
  const { account, type, host } = event;
  const isOwn = account ? accounts.get(account) === owner : false;
  const isThere = concernsResidents(event) && (residents.get(host ?? '')?.has(owner) ?? false);
  const isIts = owner === wholeServer || isOwn || isThere;
  return isIts && types.some((each) => matches(each, type));
}

/** What is told of a host to all that have something there. */
const ofResidents: readonly string[] = ['host.degraded', 'host.recovered', 'certificate.expiring'];

const concernsResidents = ({ type }: Pick<StoredEvent, 'type'>) => ofResidents.includes(type);

const matches = (wanted: string, type: string) =>
  wanted === '*' || wanted === type || (wanted.endsWith('.') && type.startsWith(wanted));
