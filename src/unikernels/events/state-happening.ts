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
        hostAt: exit?.at ? new Date(exit.at) : null,
      };
    case 'missing':
      return unikernelMissing.of(facts);
    default:
      return null;
  }
}
