import { CommandError } from '../output/command-error.ts';

/** A host that did not say what it has. */
interface AwayHost {
  readonly host: string;
  readonly detail: string;
}

/** Throws where hosts did not answer, behind what the others have: a list that lacks something is no success. */
export function expectAllHosts(errors: readonly AwayHost[]): void {
  if (errors.length === 0) return;
  throw new CommandError(errors.map(({ host, detail }) => `${host}: ${detail}`).join('\n'));
}
