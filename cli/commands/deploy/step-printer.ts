import type { Deployment, Step } from '../../api/deployment.ts';
import { type Out, safeText } from '../../output/out.ts';

const marks = { passed: '✓', failed: '✗', skipped: '-', running: '…' } as const;
const styles = { passed: 'green', failed: 'red', skipped: 'dim', running: 'dim' } as const;

/** Prints each step once it has ended, and the one that is under way where somebody watches. */
export function stepPrinter(out: Out): (deployment: Deployment) => void {
  let printed = 0;
  return ({ state, steps }) => {
    if (out.json) return;
    const ended = steps.filter((step) => step.state !== 'running');
    out.progress('');
    for (const step of ended.slice(printed)) out.print(lineOf(out, step));
    printed = Math.max(printed, ended.length);
    const running = steps.find((step) => step.state === 'running');
    if (running) out.progress(lineOf(out, running));
    else if (state === 'queued') out.progress('waits for its turn …');
  };
}

function lineOf(out: Out, { name, state, detail }: Step): string {
  const told = detail === null ? '' : `  ${safeText(detail)}`;
  return `${out.style(styles[state], marks[state])} ${safeText(name)}${told}`;
}
