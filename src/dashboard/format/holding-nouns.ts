import type { Nouns } from './counted.ts';

/** What accounts and hosts hold alike. */
export const holdingNouns = {
  pendingPolicies: ['policy still to be given', 'policies still to be given'],
  unikernels: ['remembered unikernel', 'remembered unikernels'],
  releases: ['release', 'releases'],
  deploymentLocks: ['deployment lock', 'deployment locks'],
  checks: ['checked unikernel', 'checked unikernels'],
  consoles: ['kept console', 'kept consoles'],
  metrics: ['usage history', 'usage histories'],
  volumes: ['volume with settings', 'volumes with settings'],
  uploads: ['upload under way', 'uploads under way'],
  mutes: ['mute', 'mutes'],
} as const satisfies Record<string, Nouns>;
