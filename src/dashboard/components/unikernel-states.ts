import type { Schema } from '../api/schema.ts';
import type { Tone } from './state-badge.tsx';

export type UnikernelState = Schema['Unikernel']['state'];

/** How a state is called, and how good it is. */
export const unikernelStates: Readonly<
  Record<UnikernelState, { readonly word: string; readonly tone: Tone }>
> = {
  running: { word: 'Running', tone: 'good' },
  starting: { word: 'Starting', tone: 'neutral' },
  restarting: { word: 'Restarting', tone: 'bad' },
  exited: { word: 'Exited', tone: 'bad' },
  completed: { word: 'Completed', tone: 'neutral' },
  stopped: { word: 'Stopped', tone: 'neutral' },
  missing: { word: 'Missing', tone: 'bad' },
  unknown: { word: 'Unknown', tone: 'warning' },
};
