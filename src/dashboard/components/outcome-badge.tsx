import type { Schema } from '../api/schema.ts';
import { StateBadge, type Tone } from './state-badge.tsx';

type State = Schema['Deployment']['state'];

const outcomes: Readonly<Record<State, { readonly tone: Tone; readonly word: string }>> = {
  queued: { tone: 'neutral', word: 'Waiting' },
  running: { tone: 'neutral', word: 'Under way' },
  succeeded: { tone: 'good', word: 'Succeeded' },
  'rolled-back': { tone: 'bad', word: 'Rolled back' },
  failed: { tone: 'bad', word: 'Failed' },
  superseded: { tone: 'neutral', word: 'Superseded' },
  cancelled: { tone: 'neutral', word: 'Cancelled' },
  unknown: { tone: 'warning', word: 'Unknown' },
};

/** What became of a deployment. */
export function OutcomeBadge({ state }: { readonly state: State }) {
  const { tone, word } = outcomes[state];
  return <StateBadge tone={tone}>{word}</StateBadge>;
}
