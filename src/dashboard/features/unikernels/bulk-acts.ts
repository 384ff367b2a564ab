import type { Schema } from '../../api/schema.ts';
import {
  destroyUnikernel,
  restartUnikernel,
  startUnikernel,
  stopUnikernel,
  type UnikernelPlace,
} from '../../api/unikernel.ts';

/** What can be done with several unikernels. */
export interface BulkAct {
  readonly label: string;
  /** What is said of one with which it is done. */
  readonly done: string;
  /** What happens, to be known before. */
  readonly about: string;
  /** Whether nothing brings back what it takes. */
  readonly final?: boolean;
  act(place: UnikernelPlace): Promise<unknown>;
  /** Whether it makes sense for one. */
  fits(unikernel: Schema['Unikernel']): boolean;
}

const runs = ({ state }: Schema['Unikernel']) =>
  state === 'running' || state === 'starting' || state === 'restarting';

export const bulkActs: readonly BulkAct[] = [
  {
    label: 'Restart',
    done: 'restarted',
    about: 'Each is down for a moment and starts again with the same image and configuration.',
    act: (place) => restartUnikernel(place),
    fits: runs,
  },
  {
    label: 'Stop',
    done: 'stopped',
    about: 'They stop now, and stay stopped until somebody starts them.',
    act: stopUnikernel,
    fits: runs,
  },
  {
    label: 'Start',
    done: 'started',
    about: 'Those that are not running start with their last configuration.',
    act: startUnikernel,
    fits: (unikernel) => !runs(unikernel) && unikernel.state !== 'unknown',
  },
  {
    label: 'Destroy',
    done: 'destroyed',
    about:
      'They are stopped and removed immediately. Their volumes stay, and their consoles are kept for a while.',
    final: true,
    act: destroyUnikernel,
    fits: ({ deletionProtection }) => !deletionProtection,
  },
];
