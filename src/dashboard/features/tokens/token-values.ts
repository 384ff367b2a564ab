import type { Schema } from '../../api/schema.ts';
import type { Reach } from '../../components/reach-fields.tsx';
import { isScope, type Scope } from '../../format/scopes.ts';

type Period = NonNullable<Schema['CreateToken']['expiresIn']>;

/** How long tokens live, counted by the calendar. */
export const periods = [
  '1 month',
  '3 months',
  '6 months',
  '1 year',
  '2 years',
] as const satisfies readonly Period[];

/** When a token ends: after a period, on a day, never, or as it was before. */
export type Ending = Period | 'day' | 'never' | 'unchanged';

/** What a form about a token holds. */
export interface TokenValues extends Reach {
  readonly name: string;
  readonly description: string;
  readonly scopes: Scope[];
  readonly ending: Ending;
  /** `2027-01-31`, with the ending `day`. */
  readonly day: string | null;
}

/** What a new token begins with. */
export const newToken: TokenValues = {
  name: '',
  description: '',
  scopes: [],
  hosts: [],
  names: [],
  addresses: [],
  hourlyLimit: 1000,
  ending: '3 months',
  day: null,
};

/** What a token is now. */
export function valuesOf(token: Schema['Token']): TokenValues {
  const { name, description, scopes, hosts, names, addresses, hourlyLimit } = token;
  return {
    name,
    description: description ?? '',
    scopes: scopes.filter(isScope),
    hosts: [...(hosts ?? [])],
    names: [...(names ?? [])],
    addresses: [...(addresses ?? [])],
    hourlyLimit,
    ending: 'unchanged',
    day: null,
  };
}

/** What is wrong with the values, by field; the server finds all else. */
export function faultsOf({ name, scopes, hourlyLimit, ending, day }: TokenValues) {
  return {
    name: name.trim() === '' ? 'Enter a name' : null,
    scopes: scopes.length === 0 ? 'Choose at least one permission' : null,
    hourlyLimit: typeof hourlyLimit === 'number' ? null : 'Enter a number, 1 or more',
    day: ending === 'day' && !day ? 'Choose the last day' : null,
  };
}

/** The values as the API has them: empty lists are null, which is all. */
export function bodyOf(values: TokenValues): Schema['CreateToken'] {
  const { name, description, scopes, hosts, names, addresses, hourlyLimit } = values;
  return {
    name: name.trim(),
    description: description.trim() || null,
    scopes: [...scopes],
    hosts: orAll(hosts),
    names: orAll(names),
    addresses: orAll(addresses),
    hourlyLimit: Number(hourlyLimit),
    ...endOf(values),
  };
}

function endOf({
  ending,
  day,
}: TokenValues): Pick<Schema['CreateToken'], 'expiresAt' | 'expiresIn'> {
  if (ending === 'unchanged') return {};
  if (ending === 'never') return { expiresAt: null };
  if (ending === 'day') return { expiresAt: new Date(`${day}T23:59:59`).toISOString() };
  return { expiresIn: ending };
}

const orAll = (list: readonly string[]) => (list.length > 0 ? [...list] : null);
