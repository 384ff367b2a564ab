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
  return Object.entries(rule.claims).every(([name, pattern]) =>
    textsOf(claims, name).some((text) => matchesAny([pattern], text)),
  );
}

/**
 * A claim as rules see it: of a list, such as `groups`, one member has to fit. What is neither text nor
 * number nor truth value fits no pattern.
 */
export function textsOf(claims: Claims, name: string): string[] {
  const claim = Object.hasOwn(claims, name) ? claims[name] : undefined;
  const members: readonly unknown[] = Array.isArray(claim) ? claim : [claim];
  return members.flatMap((member) => {
    const isScalar = ['string', 'number', 'boolean'].includes(typeof member);
    return isScalar ? [`${member}`] : [];
  });
}
