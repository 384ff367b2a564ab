/**
 * Unit tests that take seconds each, as they hash passwords or write to a database a hundred times: the mutation
 * tester runs them, the quick run does not.
 */
const slow = [
  'albatross/host/dump-reader',
  'audit/audit',
  'audit/deliveries/held-up',
  'audit/deliveries/slow-receivers',
  'audit/notices/held-messages',
  'audit/notices/messages',
  'audit/notices/muted-messages',
  'audit/refusals',
  'http/json',
  'identity/access/patterns',
  'identity/accounts/at-once',
  'identity/accounts/ending-accounts',
  'identity/accounts/http',
  'identity/accounts/imported-accounts',
  'identity/accounts/mails',
  'identity/accounts/password-turns',
  'identity/accounts/sign-in',
  'identity/accounts/sign-up',
  'identity/devices/devices',
  'identity/devices/oauth-form',
  'identity/invitations/invitations',
  'identity/sessions/http',
  'identity/told/events',
  'identity/tokens/descendants',
  'identity/tokens/handling',
  'identity/tokens/http',
  'identity/tokens/reach',
  'identity/trusts/exchange',
  'identity/trusts/trusts',
  'limits/bad-credentials',
  'limits/bodies-and-sessions',
  'limits/known-devices',
  'limits/sign-in-limits',
  'limits/tried-from-everywhere',
  'volumes/incoming-content',
];

/** Those files by their paths. */
export const slowFiles: ReadonlySet<string> = new Set(slow.map((file) => `test/${file}.test.ts`));
