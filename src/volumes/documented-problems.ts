/** What any host may be the matter with. */
export const hostProblems = [
  'host-unknown',
  'no-policy',
  'host-unreachable',
  'host-timeout',
] as const;
