/** What a scope lets do with one kind of thing. */
interface Level {
  readonly scope: string;
  readonly act: 'Read' | 'Change';
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
        act: 'Read',
        words: 'lists, consoles, usage and deployments',
      },
      {
        scope: 'unikernels:write',
        act: 'Change',
        words: 'deploy, update, restart and destroy them, download their images',
      },
    ],
  },
  {
    thing: 'consoles',
    levels: [
      {
        scope: 'consoles:read',
        act: 'Read',
        words: 'consoles only, with the lines that were kept',
      },
    ],
  },
  {
    thing: 'volumes',
    levels: [
      { scope: 'volumes:read', act: 'Read', words: 'lists and downloads' },
      {
        scope: 'volumes:write',
        act: 'Change',
        words: 'create, fill, delete and attach them',
      },
    ],
  },
  {
    thing: 'secrets',
    levels: [
      { scope: 'secrets:read', act: 'Read', words: 'the names of the account’s secrets' },
      { scope: 'secrets:write', act: 'Change', words: 'save, replace and remove them' },
    ],
  },
  {
    thing: 'tokens',
    levels: [
      { scope: 'tokens:read', act: 'Read', words: 'the account’s tokens, never their secrets' },
      {
        scope: 'tokens:write',
        act: 'Change',
        words: 'create and change tokens that can do no more than this one',
      },
    ],
  },
  {
    thing: 'hosts',
    levels: [{ scope: 'hosts:read', act: 'Read', words: 'hosts and their usage' }],
  },
  {
    thing: 'events',
    levels: [{ scope: 'events:read', act: 'Read', words: 'past and live events' }],
  },
  {
    thing: 'notifications',
    levels: [
      { scope: 'notifications:read', act: 'Read', words: 'channels and their deliveries' },
      { scope: 'notifications:write', act: 'Change', words: 'add, change and mute channels' },
    ],
  },
  {
    thing: 'metrics',
    levels: [{ scope: 'metrics:read', act: 'Read', words: '/metrics, for Prometheus' }],
  },
  {
    thing: 'administration',
    levels: [{ scope: 'admin', act: 'Change', words: 'everything that an administrator can do' }],
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

/** What scopes allow, in a line: `Change unikernels and volumes, and read hosts`. */
export function scopesInWords(held: readonly string[]): string {
  const things = (act: Level['act']) =>
    scopeKinds.flatMap((kind) => {
      const level = levelsOf(kind).findLast(({ scope }) => held.includes(scope));
      return level?.act === act ? [kind.thing] : [];
    });
  const changed = things('Change');
  const read = things('Read');
  if (held.includes('admin')) return 'Do everything that an administrator can';
  if (changed.length === 0) return `Read ${and.format(read)}`;
  return `Change ${and.format(changed)}${read.length > 0 ? `, and read ${and.format(read)}` : ''}`;
}

/** Whether two lists allow the same. */
export function sameScopes(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((scope) => others.includes(scope));
}
