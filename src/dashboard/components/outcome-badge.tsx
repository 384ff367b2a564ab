import type { Schema } from '../api/schema.ts';
import { StateBadge, type Tone } from './state-badge.tsx';

type State = Schema['Deployment']['state'];

const outcomes: Readonly<Record<State, { readonly tone: Tone; readonly word: string }>> = {
  running: { tone: 'neutral', word: 'Under way' },
  succeeded: { tone: 'good', word: 'Succeeded' },
  failed: { tone: 'bad', word: 'Failed' },
  unknown: { tone: 'warning', word: 'Unknown' },
};

/** What became of a deployment. */
export function OutcomeBadge({ state }: { readonly state: State }) {
  const { tone, word } = outcomes[state];
  return <StateBadge tone={tone}>{word}</StateBadge>;
}
