import type { StoredEvent } from '../../database/events/entity.ts';

/** What tells that something is well again. */
export const recoveries = [
  'check.recovered',
  'host.recovered',
  'unikernel.reappeared',
  'unikernel.started',
] as const;

/** What is worth telling after whatever was told: nothing helps any more by itself. */
const desperate = ['unikernel.crash_looping', 'unikernel.gave_up'] as const;

/** What tells that an object as a whole is not well. */
export const troubles = [
  'host.degraded',
  'unikernel.exited',
  'unikernel.missing',
  ...desperate,
] as const;

type Typed = Pick<StoredEvent, 'type'>;
type Told = Pick<StoredEvent, 'type' | 'facts'>;

const isOf = (types: readonly string[], { type }: Typed) => types.includes(type);

/** Whether it says that trouble is over; that one is back which was to be gone is no such thing. */
export const isRecovery = (event: Told) =>
  isOf(recoveries, event) && event.facts.after !== 'destroyed';
export const isDesperate = (event: Typed) => isOf(desperate, event);

/** Whether it is about how something does: the rest each stands for itself. */
export const isState = ({ type }: Typed) => /^(unikernel|check|host)\./.test(type);

/**
 * Whether work on its host explains it, so that people need not be told: trouble there is told afterwards where it
 * remains. What is told once only and what ends trouble is told all the same.
 */
export const isExplainedByWork = (event: Told) =>
  isState(event) && !isOf(recoveries, event) && event.type !== 'unikernel.gave_up';

/** What of its object an event is about. */
export function causeOf({ type, facts }: Told): string {
  return type.startsWith('check.') ? `check ${facts.checkId ?? facts.number}` : 'state';
}

/** The host of an object; a host is its own. */
export const hostOf = (object: string) => object.split('/').slice(0, 2).join('/');
