import type { Label } from '../../albatross/names.ts';
import type { Part } from '../../database/rows/table.ts';
import { isLabelKey } from '../settings-schema.ts';
import type { UnikernelState } from '../state/conclude-state.ts';

/** Where unikernels are looked for, and whose. */
export interface Whereabouts {
  /** null: whosever they are. */
  readonly domain: Label | null;
  /** null: all. */
  readonly hosts: readonly Label[] | null;
}

/** A name, or a pattern of names; a label by its key, with null for any value. */
export interface NamedAs {
  readonly name?: string | undefined;
  readonly label?: { readonly key: string; readonly value: string | null } | undefined;
}

/** What those are called that are looked for, and how they do. */
export interface Sought extends NamedAs {
  readonly state?: UnikernelState | undefined;
}

const nothing: Part = { sql: '1 = 0', values: [] };

/** Which rows are of those that are looked for, for `findWhere`. */
export function matching({ domain, hosts }: Whereabouts, { name, label }: NamedAs): Part {
  return allOf([
    { sql: 'destroyed_at is null', values: [] },
    domain === null ? null : { sql: 'domain = ?', values: [domain] },
    hosts && on(hosts),
    name === undefined ? null : named(name),
    label ? labelled(label) : null,
  ]);
}

/** The same, of those rows that may be in that state as they were seen last. */
export function seenMatching(where: Whereabouts, { state, ...as }: Sought): Part {
  const seen = state && seenAs[state];
  return allOf([matching(where, as), seen ? { sql: seen, values: [] } : null]);
}

const on = (hosts: readonly Label[]): Part =>
  hosts.length === 0
    ? nothing
    : { sql: `host in (${hosts.map(() => '?').join(', ')})`, values: hosts };

/** A name holds neither `%` nor `_`. */
const named = (pattern: string): Part =>
  pattern.includes('*')
    ? { sql: 'name like ?', values: [pattern.replaceAll('*', '%')] }
    : { sql: 'name = ?', values: [pattern] };

/** What is no key is none of any unikernel, and no path for a database. */
function labelled({ key, value }: NonNullable<NamedAs['label']>): Part {
  if (!isLabelKey(key)) return nothing;
  const told = 'labels ->> cast(? as text)';
  return value === null
    ? { sql: `${told} is not null`, values: [key] }
    : { sql: `${told} = ?`, values: [key, value] };
}

const gone = '(absent_since is not null or seen_at is null or seen_at < asked_at)';

/** What a row says at least of one in a state; left out: nothing, since its host has to tell. */
const seenAs: Partial<Record<UnikernelState, string>> = {
  restarting: '(restarts > 0 or absent_since is not null)',
  stopped: `desired = 'stopped'`,
  exited: gone,
  completed: gone,
  missing: gone,
};

function allOf(parts: readonly (Part | null)[]): Part {
  const given = parts.filter((part) => part !== null);
  return {
    sql: given.map(({ sql }) => sql).join(' and '),
    values: given.flatMap(({ values }) => values),
  };
}
