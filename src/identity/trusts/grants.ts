import type { Actor } from '../access/actor.ts';
import type { TokenFields } from '../tokens/make-token.ts';
import { authorizeReach, type Reach } from '../tokens/reach.ts';
import type { Rule, Trust } from './entity.ts';

/** How long an exchanged token lives: 15 minutes, in milliseconds. */
const lifetime = 15 * 60 * 1000;
const maxNameLength = 100;
/** What is left of a character where a text is cut in the midst of it. */
const halfAtEnd = /\p{Cs}$/u;

/** What of a trust fits an identity. */
export interface Fit {
  readonly trust: Pick<Trust, 'name' | 'expiresAt'>;
  readonly rule: Rule;
}

/** How far the tokens reach that a trust gives, rule by rule. */
export function reachesOf({
  rules,
  expiresAt = null,
}: Pick<Trust, 'rules' | 'expiresAt'>): Reach[] {
  return rules.map((rule) => ({ ...rule, expiresAt }));
}

/** No rule gives what the actor does not have, nor longer. Throws as `authorizeReach`. */
export function authorizeRules(actor: Actor, trust: Pick<Trust, 'rules' | 'expiresAt'>): void {
  for (const reach of reachesOf(trust)) authorizeReach(actor, reach);
}

/** What a token is to be that is given for the identity of this subject. */
export function exchangedFields({ trust, rule }: Fit, subject: string, now: Date): TokenFields {
  const { claims: _claims, ...reach } = rule;
  const name = subject.slice(0, maxNameLength).replace(halfAtEnd, '');
  const description = `Given by the trust ${trust.name}`;
  return { ...reach, name, description, expiresAt: endOf(trust, now) };
}

/** In 15 minutes, or with the trust. */
function endOf({ expiresAt }: Fit['trust'], now: Date): Date {
  const end = new Date(now.getTime() + lifetime);
  return expiresAt && expiresAt < end ? expiresAt : end;
}
