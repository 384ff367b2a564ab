import type { Domains } from '../identity/accounts/domains.ts';
import type { VolumeService } from './service.ts';

/** What the handlers of volumes stand on. */
export interface VolumeHandlerDeps {
  readonly volumes: VolumeService;
  readonly domains: Domains;
}

export const tag = 'Volumes';

/** What any host may be the matter with. */
export const hostProblems = [
  'host-unknown',
  'no-policy',
  'host-unreachable',
  'host-timeout',
] as const;
