import type { Schema } from '../../api/schema.ts';

type Seen = Pick<Schema['Unikernel'], 'state' | 'lastExit' | 'restarts'>;

/** What a state means, in a sentence; null: its word says all. */
export function explainState({ state, lastExit, restarts }: Seen): string | null {
  const exit = exitInWords(lastExit);
  switch (state) {
    case 'restarting':
      return `It exited${exit}, and its host restarts it: at least ${times(restarts)} in ten minutes. Its console says why.`;
    case 'exited':
      return `It exited${exit}, and its host does not restart it.`;
    case 'completed':
      return 'It exited normally and is not meant to be restarted.';
    case 'missing':
      return 'It should run, but its host no longer has it. Deploy it again.';
    case 'unknown':
      return 'Its host is unreachable. This is its last known state.';
    default:
      return null;
  }
}

/** The same in a word or two, beside the state's word; null: that says all. */
export function shortReason({ state, lastExit, restarts }: Seen): string | null {
  if (state === 'restarting' && restarts > 1) return `${restarts}×`;
  if (state !== 'exited' && state !== 'restarting') return null;
  return lastExit?.code == null ? (lastExit?.reason ?? null) : `code ${lastExit.code}`;
}

const times = (count: number) => (count === 1 ? 'once' : `${count} times`);

function exitInWords(exit: Schema['Unikernel']['lastExit']): string {
  if (!exit) return '';
  const code = exit.code === null ? '' : ` with code ${exit.code}`;
  return exit.reason === null ? code : `${code} (${exit.reason})`;
}
