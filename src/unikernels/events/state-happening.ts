import type { EventContent } from '../../database/events/define-event.ts';
import type { NewEvent } from '../../database/events/record-event.ts';
import type { RegisteredUnikernel } from '../registry/registered-unikernel.ts';
import type { ToldState } from '../registry/told-state.ts';
import {
  unikernelCrashLooping,
  unikernelExited,
  unikernelMissing,
  unikernelReappeared,
  unikernelStarted,
} from './unikernel-events.ts';

/** What has happened, and when by its host's clock, where that has told. */
type Happening = EventContent & Pick<NewEvent, 'hostAt'>;

/** What is told of a unikernel that does otherwise than was told last; null: nothing. */
export function stateHappening(
  { key, told, observation }: RegisteredUnikernel,
  now: ToldState,
): Happening | null {
  const { host, name: unikernel } = key;
  const { startedAt: hostAt, exit } = observation;
  const facts = { host, unikernel };
  if (told.state === 'unknown') return null; // it does so since before anything was told
  switch (now) {
    case 'running':
      return told.state === 'missing'
        ? { ...unikernelReappeared.of({ ...facts, after: 'missing' }), hostAt }
        : { ...unikernelStarted.of(facts), hostAt };
    case 'crash-looping':
      return unikernelCrashLooping.of(facts);
    case 'exited':
      return {
        ...unikernelExited.of({
          ...facts,
          code: exit?.code ?? null,
          ...(exit?.isUnverified && { unverified: true }),
        }),
        hostAt: timeOfEnd(observation),
      };
    case 'missing':
      return unikernelMissing.of(facts);
    default:
      return null;
  }
}

/** When what ran last has ended; a time before it started is of an end before. */
function timeOfEnd({ startedAt, exit }: RegisteredUnikernel['observation']): Date | null {
  const at = exit?.at ? new Date(exit.at) : null;
  return at && startedAt && at < startedAt ? null : at;
}
