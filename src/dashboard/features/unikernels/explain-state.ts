import type { Schema } from '../../api/schema.ts';

/** What a state means, in a sentence; null: its word says all. */
export function explainState({ state, lastExit, restarts }: Schema['Unikernel']): string | null {
  const exit = exitInWords(lastExit);
  switch (state) {
    case 'restarting':
      return `It ended${exit}, and its host starts it again: at least ${times(restarts)} in ten minutes. Its console says why.`;
    case 'exited':
      return `It ended${exit}, and its host does not start it again.`;
    case 'completed':
      return 'It ended normally, and was not meant to be started again.';
    case 'missing':
      return 'It should run, but its host no longer has it. Deploy it again.';
    case 'unknown':
      return 'Its host does not answer. This is what was seen last.';
    default:
      return null;
  }
}

const times = (count: number) => (count === 1 ? 'once' : `${count} times`);

function exitInWords(exit: Schema['Unikernel']['lastExit']): string {
  if (!exit) return '';
  const code = exit.code === null ? '' : ` with code ${exit.code}`;
  return exit.reason === null ? code : `${code} (${exit.reason})`;
}
