import { randomUUID } from 'node:crypto';
import type { Deployment } from '../entity.ts';
import { unobserved } from '../state/observation.ts';
import { observationColumns } from './registered-unikernel.ts';

/** The unikernel of a deployment. */
export const keyOf = ({ host, domain, unikernel: name }: Deployment) => ({ host, domain, name });

/** Who made something: an account, and its token where it was one. */
export const makerOf = ({
  accountName,
  tokenName,
}: Pick<Deployment, 'accountName' | 'tokenName'>) =>
  tokenName ? `${accountName}/${tokenName}` : accountName;

/** What was tried to keep one running counts no more. */
export const keptAnew = { keepTries: 0, keepNextAt: null, keepGaveUp: null };

/** One that is not started again by itself. */
export const notKept = { keepRunning: false, ...keptAnew };

/** One whose source was never asked what is newer. */
export const neverAsked = { updateLook: null, updateAt: null };

/** One of which nothing was told yet. */
export const neverTold = { toldState: 'unknown' as const, toldDrift: '' };

/** The row of one that nothing was known of yet. */
export function newRow(deployment: Deployment, createdAt: Date) {
  return {
    ...{ id: randomUUID(), ...keyOf(deployment), managed: true, desired: 'running' as const },
    ...{ sealedConfig: null, digest: null, askedAt: null, labels: {} },
    ...{ deletionProtection: false, ...notKept, createdAt, destroyedAt: null },
    ...neverAsked,
    ...neverTold,
    createdBy: makerOf(deployment),
    ...observationColumns(unobserved),
    sealedInfo: null,
  };
}

/** What is left of one that was destroyed: enough to know it again. */
export function ended(destroyedAt: Date) {
  return {
    ...{
      health: null,
      destroyedAt,
      managed: false,
      desired: 'stopped' as const,
      deletionProtection: false,
    },
    ...{ createdBy: null, ...notKept, ...neverTold, keepConsole: true, ...neverAsked },
    ...{ sealedConfig: null, digest: null, askedAt: null, labels: {}, sealedInfo: null },
    ...observationColumns(unobserved),
  };
}
