/** What a scope lets do with one kind of thing. */
interface Level {
  readonly scope: string;
  readonly act: 'See' | 'Change';
  readonly words: string;
}

/**
 * What tokens can be for, each with its levels; a level includes those before it. The words are
 * those of docs/tokens.md.
 */
export const scopeKinds = [
  {
    thing: 'unikernels',
    levels: [
      {
        scope: 'unikernels:read',
        act: 'See',
        words: 'lists, consoles, statistics and deployments',
      },
      {
        scope: 'unikernels:write',
        act: 'Change',
        words: 'deploys, updates, restarts and destroys them, fetches their images',
      },
    ],
  },
  {
    thing: 'consoles',
    levels: [
      { scope: 'consoles:read', act: 'See', words: 'consoles alone, also what was kept of them' },
    ],
  },
  {
    thing: 'volumes',
    levels: [
      { scope: 'volumes:read', act: 'See', words: 'lists and downloads' },
      {
        scope: 'volumes:write',
        act: 'Change',
        words: 'creates, fills, removes and attaches them',
      },
    ],
  },
  {
    thing: 'secrets',
    levels: [
      { scope: 'secrets:read', act: 'See', words: 'the names of the account’s secrets' },
      { scope: 'secrets:write', act: 'Change', words: 'saves, replaces and removes them' },
    ],
  },
  {
    thing: 'tokens',
    levels: [
      { scope: 'tokens:read', act: 'See', words: 'the account’s tokens, never their secrets' },
      {
        scope: 'tokens:write',
        act: 'Change',
        words: 'makes and changes tokens that may do no more than itself',
      },
    ],
  },
  {
    thing: 'hosts',
    levels: [{ scope: 'hosts:read', act: 'See', words: 'the hosts, and what is used of them' }],
  },
  {
    thing: 'events',
    levels: [{ scope: 'events:read', act: 'See', words: 'what has happened, and what happens' }],
  },
  {
    thing: 'metrics',
    levels: [{ scope: 'metrics:read', act: 'See', words: '/metrics, for Prometheus' }],
  },
  {
    thing: 'administration',
    levels: [
      { scope: 'admin', act: 'Change', words: 'everything that you may, as an administrator' },
    ],
  },
] as const;

export type ScopeKind = (typeof scopeKinds)[number];
export type Scope = ScopeKind['levels'][number]['scope'];

/** The levels of a kind, of whatever kind it is. */
export const levelsOf = (kind: ScopeKind): readonly (Level & { readonly scope: Scope })[] =>
  kind.levels;

const known: readonly string[] = scopeKinds.flatMap((kind) => levelsOf(kind).map((l) => l.scope));

export function isScope(text: string): text is Scope {
  return known.includes(text);
}

/** The scope of a kind that lets do most, of those that are held; null: none. */
export function scopeOfKind(kind: ScopeKind, held: readonly string[]): Scope | null {
  return levelsOf(kind).findLast(({ scope }) => held.includes(scope))?.scope ?? null;
}

/** The scopes with another one (null: none) for a kind. */
export function withScope(kind: ScopeKind, held: readonly Scope[], scope: Scope | null): Scope[] {
  const others = held.filter((each) => !levelsOf(kind).some((level) => level.scope === each));
  return scope ? [...others, scope] : others;
}

const and = new Intl.ListFormat('en', { type: 'conjunction' });

/** What scopes allow, in a line: `Change unikernels and volumes, see hosts`. */
export function scopesInWords(held: readonly string[]): string {
  const things = (act: Level['act']) =>
    scopeKinds.flatMap((kind) => {
      const level = levelsOf(kind).findLast(({ scope }) => held.includes(scope));
      return level?.act === act ? [kind.thing] : [];
    });
  const changed = things('Change');
  const seen = things('See');
  if (changed.length === 0) return `See ${and.format(seen)}`;
  return `Change ${and.format(changed)}${seen.length > 0 ? `; see ${and.format(seen)}` : ''}`;
}

/** Whether two lists allow the same. */
export function sameScopes(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((scope) => others.includes(scope));
}
