import { randomUUID } from 'node:crypto';
import type { EntityManager } from '../../database/database.ts';
import { Channel, wholeServer } from './entity.ts';

/** What an account is told of where it has not chosen anything else: little. */
export const accountTypes = [
  'unikernel.exited',
  'unikernel.crash_looping',
  'unikernel.missing',
  'unikernel.gave_up',
  'check.failing',
  'check.recovered',
  'deployment.rolled_back',
  'token.expiring',
  'certificate.expiring',
  'host.degraded',
  'host.recovered',
] as const;

/** What administrators are; accounts that wait have a letter of their own. */
export const serverTypes = [
  'host.degraded',
  'host.recovered',
  'certificate.expiring',
  'backup.failed',
  'backup.incomplete',
  'backup.recovered',
] as const;

/** Makes the first channel of each owner that has none: mails, to be changed or switched off. */
export async function ensureStandardChannels(
  em: EntityManager,
  owners: readonly string[],
  now: Date,
): Promise<void> {
  const standardOf = { $in: [...owners] };
  const found = await em.find(Channel, { standardOf }, { fields: ['standardOf'] });
  const has = new Set(found.map((channel) => channel.standardOf));
  const rows = owners
    .filter((owner) => !has.has(owner))
    .map((owner) => standardChannel(owner, now));
  if (rows.length === 0) return;
  await em.createQueryBuilder(Channel).insert(rows).onConflict('standardOf').ignore().execute();
}

function standardChannel(owner: string, now: Date) {
  const types = owner === wholeServer ? serverTypes : accountTypes;
  return {
    ...{ id: randomUUID(), owner, standardOf: owner, kind: 'mail' as const, types: [...types] },
    name: owner === wholeServer ? 'Mails to administrators' : 'Mails to the account',
    ...{
      enabled: true,
      endedReason: null,
      mutedUntil: null,
      failingSince: null,
      target: '',
      sealedSettings: null,
    },
    putOffUntil: null,
    ...{ sentAt: [], told: [], createdAt: now },
  };
}
