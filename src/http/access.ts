import { isLabel, type Label } from '../albatross/names.ts';
import { Problem } from '../base/errors.ts';
import { type Actor, authorize, authorizePerson } from '../identity/access/actor.ts';
import type { Access } from './route.ts';

type PathParams = Readonly<Record<string, string>>;

/**
 * Whether a route is open to this actor, as far as its path tells: the host and the name in it are
 * checked with the scope. Throws 401 and 403 problems that name what is missing.
 */
export function checkAccess(access: Access, actor: Actor | null, params: PathParams): void {
  if (access === 'anybody') return;
  if (!actor) {
    const detail = 'Sign in, or present a token as "Authorization: Bearer TOKEN".';
    throw new Problem('credential-missing', detail);
  }
  if (access === 'credential') return;
  if (access === 'session') {
    if (actor.credential.kind === 'session') return;
    throw new Problem('session-only', 'A token cannot do this. Sign in for it.');
  }
  if (access === 'session-or-admin') {
    if (actor.credential.kind === 'token') authorize(actor, 'admin');
    return;
  }
  if (access === 'admin-session') {
    authorizePerson(actor, 'admin');
    return;
  }
  const host = labelOf(params.host);
  const name = labelOf(params.name);
  authorize(actor, access, { ...(host && { host }), ...(name && { name }) });
}

/** What is no label is refused later, with the other faults of the path. */
function labelOf(text = ''): Label | null {
  const folded = text.toLowerCase();
  return isLabel(folded) ? folded : null;
}
