import { CommandError } from '../output/command-error.ts';

/** A host that did not say what it has. */
interface AwayHost {
  readonly host: string;
  readonly detail: string;
}

/** Throws if hosts did not answer, after the others’ part was printed: an incomplete list is not a success. */
export function expectAllHosts(errors: readonly AwayHost[]): void {
  if (errors.length === 0) return;
  throw new CommandError(errors.map(({ host, detail }) => `${host}: ${detail}`).join('\n'));
}

/** What a list says that is empty: hosts that did not answer may have some all the same. */
export const none = (things: string, errors: readonly AwayHost[]) =>
  `There are no ${things}${errors.length > 0 ? ' on the hosts that answered' : ''}.`;
