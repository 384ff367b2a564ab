/** What the command ends with, for scripts. 0: it was done. */
export const exitCodes = {
  failed: 1,
  /** By whoever called, or because a newer deployment came. */
  cancelled: 2,
  rolledBack: 3,
  /** There is no credential, or the server does not accept it. */
  signIn: 4,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
