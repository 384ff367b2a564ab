import type { PasswordCost } from '../../src/identity/accounts/passwords.ts';

/** Where hashing is not what is tested: it would take most of a test's time. */
export const cheapPasswords: PasswordCost = { memory: 1, passes: 2 };
