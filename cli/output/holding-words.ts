/** What accounts and hosts hold alike, in words that a count follows: `releases (4)`. */
export const holdingWords = {
  pendingPolicies: 'policies still to be given',
  unikernels: 'remembered unikernels',
  releases: 'releases',
  deploymentLocks: 'deployment locks',
  checks: 'checked unikernels',
  consoles: 'kept consoles',
  metrics: 'usage histories',
  volumes: 'volumes with settings',
  uploads: 'uploads under way',
  mutes: 'mutes',
};
