import { parseLabel } from '../../src/albatross/names.ts';
import { Problem } from '../../src/base/errors.ts';
import type { Authenticate } from '../../src/http/caller.ts';
import type { Actor } from '../../src/identity/access/actor.ts';
import type { Scope } from '../../src/identity/access/scopes.ts';

export interface TokenOptions {
  readonly account?: string;
  readonly admin?: boolean;
  readonly hosts?: readonly string[];
  readonly names?: readonly string[];
}

/** An actor with a token of these scopes. */
export function tokenActor(scopes: readonly Scope[], options: TokenOptions = {}): Actor {
  const { account = 'alice', admin = false, hosts, names = null } = options;
  return {
    account: { id: account, name: parseLabel(account), email: `${account}@example.org`, admin },
    credential: {
      kind: 'token',
      id: `token-of-${account}`,
      name: 'ci',
      prefix: 'fmr_test',
      scopes,
      hosts: hosts?.map(parseLabel) ?? null,
      names,
      addresses: null,
      expiresAt: null,
      hourlyLimit: 1000,
      replaced: false,
    },
  };
}

/** An actor who is signed in. */
export function sessionActor(account = 'alice', admin = false): Actor {
  const { account: acting } = tokenActor([], { account, admin });
  return { account: acting, credential: { kind: 'session', id: `session-of-${account}` } };
}

/** Knows these actors by what stands behind `Bearer`. */
export function knowActors(actors: Readonly<Record<string, Actor>>): Authenticate {
  return (request) => {
    const secret = request.header('authorization')?.replace(/^Bearer /, '');
    if (secret === undefined) return null;
    const actor = actors[secret];
    if (actor) return actor;
    throw new Problem('credential-invalid', 'There is no such token.');
  };
}
