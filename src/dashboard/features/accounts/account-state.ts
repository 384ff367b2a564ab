import type { Schema } from '../../api/schema.ts';
import type { Tone } from '../../components/state-badge.tsx';

/** What is asked about in a dialog. */
export type AccountAct = 'promote' | 'demote' | 'suspend' | 'delete' | 'reset-password' | 'tokens';

/** How an account stands, in a word. */
export function stateOf({ active, approvedAt }: Schema['Account']): { tone: Tone; word: string } {
  if (approvedAt === null) return { tone: 'warning', word: 'Waiting for approval' };
  return active ? { tone: 'good', word: 'Active' } : { tone: 'neutral', word: 'Suspended' };
}
