import type { Rule } from '../../../src/identity/trusts/entity.ts';

/** Whose identity tokens a trust takes. */
export const issuer = 'https://issuer.example.org';

/** What it gives to those of the main branch. */
export const rule: Rule = {
  ...{ claims: { ref: 'main' }, scopes: ['unikernels:write'], hosts: null, names: ['web-*'] },
  ...{ addresses: null, hourlyLimit: 50 },
};
