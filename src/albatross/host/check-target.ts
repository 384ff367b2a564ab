import { InvalidNameError } from '../errors.ts';
import type { Domain, Target } from '../transport.ts';

/** To the host a label of one dot is the whole domain, or one that nobody can name. */
const dot = '.';

/**
 * A target that is one unikernel or volume. Throws `InvalidNameError` where it has no label: an
 * empty name in a create breaks the host (docs/albatross-protocol.md, section 5).
 */
export function checkThing(target: Target): Target {
  checkDomains(target.domains);
  if (target.label !== null && target.label !== dot) return target;
  throw new InvalidNameError('this command needs the name of one unikernel or volume, not `.`');
}

/** The target of a whole domain, or the root for none. Throws `InvalidNameError` for one called `.`. */
export function checkDomains(domains: readonly Domain[]): Target {
  if (domains.every(({ label }) => label !== dot)) return { domains, label: null };
  throw new InvalidNameError('a domain cannot be called `.`');
}
