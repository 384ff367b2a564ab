import { isLabel, type Label } from '../../albatross/names.ts';
import { type ErrorCode, Problem } from '../../base/errors.ts';
import type { Access, PathParams } from '../../http/access.ts';
import { type Actor, authorize, authorizePerson, requirePerson } from './actor.ts';
import type { Scope } from './scopes.ts';

/** Nobody is asked who they are. */
export const anybody: Access<Actor | null> = {
  needs: '',
  open: true,
  tokens: true,
  refusals: [],
  check: () => null,
};

/** Whoever has a good credential of any kind. */
export const credential = accessFor({
  needs: 'Needs a token or a session.',
  tokens: true,
  refusals: [],
  check: () => {},
});

/** Whoever is signed in. */
export const session = accessFor({
  needs: 'Needs a session.',
  tokens: false,
  refusals: ['session-only'],
  check: requirePerson,
});

/** Whoever is signed in, and tokens with the scope `admin` that are for all hosts and names. */
export const sessionOrAdmin = accessFor({
  needs: 'Needs a session, or a token with the scope `admin` for all hosts and names.',
  tokens: true,
  refusals: ['scope-missing', 'admin-only', 'host-not-allowed', 'name-not-allowed'],
  wholeOnly: true,
  check: (actor) => {
    if (actor.credential.kind === 'token') authorize(actor, 'admin');
    expectWhole(actor);
  },
});

/** Administrators who are signed in, and no token. */
export const adminSession = accessFor({
  needs: 'Needs an administrator’s session.',
  tokens: false,
  refusals: ['session-only', 'admin-only'],
  check: (actor) => authorizePerson(actor, 'admin'),
});

/**
 * Sessions, which have every scope, and tokens with this one that are for the host and the name in
 * the path; `admin` also needs an administrator.
 */
export function scope(needed: Scope): Access<Actor> {
  return accessFor({
    needs: `Needs the scope \`${needed}\`, or a session.`,
    tokens: true,
    refusals: refusalsOf(needed),
    check: (actor, params) => authorize(actor, needed, objectIn(params)),
  });
}

/**
 * As `scope`, but for no token that is for certain hosts or names: what it leads to is about all that the
 * account has.
 */
export function wholeScope(needed: Scope): Access<Actor> {
  return accessFor({
    needs: `Needs the scope \`${needed}\` of a token for all hosts and names, or a session.`,
    tokens: true,
    refusals: refusalsOf(needed),
    wholeOnly: true,
    check: (actor) => {
      authorize(actor, needed);
      expectWhole(actor);
    },
  });
}

/** Refuses a token that is for certain hosts or names. Throws `host-not-allowed`, `name-not-allowed`. */
export function expectWhole({ credential }: Actor): void {
  if (credential.kind === 'session') return;
  const { hosts, names } = credential;
  const detail = 'This is for no token that is for certain hosts or names.';
  if (hosts) throw new Problem('host-not-allowed', detail);
  if (names) throw new Problem('name-not-allowed', detail);
}

const scopeRefusals = ['scope-missing', 'host-not-allowed', 'name-not-allowed'] as const;

function refusalsOf(needed: Scope): readonly ErrorCode[] {
  return needed === 'admin' ? ['admin-only', ...scopeRefusals] : scopeRefusals;
}

interface Rule {
  readonly needs: string;
  readonly tokens: boolean;
  readonly refusals: readonly ErrorCode[];
  readonly wholeOnly?: boolean;
  /** Throws the 403 that names what is missing. */
  readonly check: (actor: Actor, params: PathParams) => void;
}

function accessFor({ needs, tokens, refusals, wholeOnly = false, check }: Rule): Access<Actor> {
  return {
    needs,
    open: false,
    tokens,
    refusals,
    wholeOnly,
    check(actor: Actor | null, params: PathParams): Actor {
      if (!actor) {
        const detail = 'Sign in, or present a token as "Authorization: Bearer TOKEN".';
        throw new Problem('credential-missing', detail);
      }
      check(actor, params);
      return actor;
    },
  };
}

function objectIn(params: PathParams): { readonly host?: Label; readonly name?: Label } {
  const host = labelOf(params.host);
  const name = labelOf(params.name);
  return { ...(host && { host }), ...(name && { name }) };
}

/** What is no label is refused later, with the other faults of the path. */
function labelOf(text = ''): Label | null {
  const folded = text.toLowerCase();
  return isLabel(folded) ? folded : null;
}
