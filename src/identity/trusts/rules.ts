import { matchesAny } from '../access/patterns.ts';
import type { Rule } from './entity.ts';

/** What an identity token says. */
export type Claims = Readonly<Record<string, unknown>>;

/** The first rule that fits the claims, if any does. */
export function fittingRule(rules: readonly Rule[], claims: Claims): Rule | null {
  return rules.find((rule) => fits(rule, claims)) ?? null;
}

/** Every claim that the rule names has to be there, and to fit its pattern letter by letter. */
function fits(rule: Rule, claims: Claims): boolean {
  return Object.entries(rule.claims).every(([name, pattern]) => {
    const text = Object.hasOwn(claims, name) ? asText(claims[name]) : null;
    return text !== null && matchesAny([pattern], text);
  });
}

/** A claim as rules see it; what is neither text nor number nor truth value fits no pattern. */
export function asText(claim: unknown): string | null {
  if (typeof claim === 'string') return claim;
  return typeof claim === 'number' || typeof claim === 'boolean' ? `${claim}` : null;
}
