/** Issuers that many use. What is allowed, an administrator says. */
export const gitHubActions = 'https://token.actions.githubusercontent.com';
export const knownIssuers: readonly string[] = [gitHubActions, 'https://gitlab.com'];
