import type { Deployment, Step } from '../../api/deployment.ts';
import { type Out, safeText } from '../../output/out.ts';

const marks = { passed: '✓', failed: '✗', skipped: '-', running: '…' } as const;
const styles = { passed: 'green', failed: 'red', skipped: 'dim', running: 'dim' } as const;

/** Prints each step once it has ended, and the one that is under way where somebody watches. */
export function stepPrinter(out: Out): (deployment: Deployment) => void {
  const printed = new Set<string>(); // a check may pass before a step that started earlier ends
  return ({ state, steps }) => {
    if (out.json) return;
    const ended = steps.filter((step) => step.state !== 'running');
    out.progress('');
    for (const step of ended) {
      if (!printed.has(step.name)) out.print(lineOf(out, step));
      printed.add(step.name);
    }
    const running = steps.find((step) => step.state === 'running');
    if (running) out.progress(lineOf(out, running));
    else if (state === 'queued') out.progress('waits for its turn …');
  };
}

function lineOf(out: Out, { name, state, detail }: Step): string {
  const told = detail === null ? '' : `  ${safeText(detail)}`;
  return `${out.style(styles[state], marks[state])} ${safeText(name)}${told}`;
}
