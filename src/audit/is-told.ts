import type { AuditEvent } from './entity.ts';
import type { RecordedChange } from './restore-lost.ts';

/** Milliseconds by which the clock may have been set back between the record of a change and its event. */
const setBack = 24 * 60 * 60_000;

/** What of an event says which change it tells of. */
export const toldFields = [
  'at',
  'requestId',
  'accountName',
  'action',
  'object',
  'domain',
] as const satisfies readonly (keyof AuditEvent)[];

export type ToldEvent = Pick<AuditEvent, (typeof toldFields)[number]>;

/** Operations that change one unikernel, each with a record of its own. */
const single = /^(create|update|restart|stop|start|rollback|destroy)Unikernel$/;

/**
 * Whether an event tells of a change, or may do so: the client chooses the id of its request, hosts are renamed, and
 * a change may be a part of what was asked for, as when a policy is deleted with all that runs there.
 */
export function isToldBy(change: RecordedChange, event: ToldEvent): boolean {
  const { requestId, accountName } = event;
  if (requestId !== change.requestId || accountName !== change.accountName) return false;
  if (!single.test(event.action)) return true;
  return (
    event.action === change.action &&
    (event.domain ?? accountName) === change.domain &&
    event.at.getTime() >= change.at.getTime() - setBack &&
    isAbout(event.object, change.object)
  );
}

/** One that was not created has no address yet: its event is about all of them. Whichever host it was, and is. */
function isAbout(told: string, object: string): boolean {
  const [, , kind, name] = told.split('/');
  return kind !== 'unikernels' || name === undefined || name === object.split('/').at(-1);
}
