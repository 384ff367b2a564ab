import { randomId } from '@mantine/hooks';
import type { Schema } from '../../api/schema.ts';
import type { Reach } from '../../components/reach-fields.tsx';
import { isScope, type Scope } from '../../format/scopes.ts';

/** One claim of an identity token, and what it has to be; `*` is any run of characters. */
export interface ClaimValues {
  /** Tells the claims of a rule apart. */
  readonly key: string;
  readonly name: string;
  readonly pattern: string;
}

/** What a form about a rule holds. */
export interface RuleValues extends Reach {
  /** Tells the rules of a form apart. */
  readonly key: string;
  readonly claims: ClaimValues[];
  readonly scopes: Scope[];
}

/** What a form about a trust holds. */
export interface TrustValues {
  readonly name: string;
  readonly issuer: string;
  readonly audience: string;
  /** `2027-01-31`; null: it never ends. */
  readonly lastDay: string | null;
  readonly rules: RuleValues[];
}

/** A claim that is asked for, or an empty line for one. */
export function newClaim(name = '', pattern = ''): ClaimValues {
  return { key: randomId(), name, pattern };
}

/** A rule that says nothing yet but what GitHub's jobs are known by. */
export function newRule(): RuleValues {
  return {
    key: randomId(),
    claims: [newClaim('repository'), newClaim('ref', 'refs/heads/main')],
    scopes: ['unikernels:write', 'hosts:read'],
    hosts: [],
    names: [],
    addresses: [],
    hourlyLimit: 1000,
  };
}

/** What a new trust begins with; `origin` is the server's own address. */
export function newTrust(issuer: string, origin: string): TrustValues {
  return { name: '', issuer, audience: origin, lastDay: null, rules: [newRule()] };
}

/** What a trust is now. */
export function valuesOf({
  name,
  issuer,
  audience,
  rules,
  expiresAt,
}: Schema['Trust']): TrustValues {
  return {
    name,
    issuer,
    audience,
    lastDay: expiresAt === null ? null : localDay(new Date(expiresAt)),
    rules: rules.map(({ claims, scopes, hosts, names, addresses, hourlyLimit }) => ({
      key: randomId(),
      claims: Object.entries(claims).map((claim) => newClaim(...claim)),
      scopes: scopes.filter(isScope),
      hosts: hosts ?? [],
      names: names ?? [],
      addresses: addresses ?? [],
      hourlyLimit,
    })),
  };
}

/** The values as the API has them: empty lists are null, which is all. */
export function bodyOf({ name, issuer, audience, lastDay, rules }: TrustValues) {
  return {
    name: name.trim(),
    issuer: issuer.trim(),
    audience: audience.trim(),
    expiresAt: lastDay === null ? null : new Date(`${lastDay}T23:59:59`).toISOString(),
    rules: rules.map(({ claims, scopes, hosts, names, addresses, hourlyLimit }) => ({
      claims: Object.fromEntries(
        claims
          .filter((claim) => claim.name.trim() !== '')
          .map((claim) => [claim.name.trim(), claim.pattern.trim()]),
      ),
      scopes,
      hosts: orAll(hosts),
      names: orAll(names),
      addresses: orAll(addresses),
      hourlyLimit: Number(hourlyLimit),
    })),
  };
}

const orAll = (list: string[]) => (list.length > 0 ? list : null);

function localDay(time: Date): string {
  const two = (value: number) => `${value}`.padStart(2, '0');
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
}
