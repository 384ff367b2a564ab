import type { Timer } from '../base/timer.ts';
import type { Domains } from '../identity/accounts/domains.ts';
import type { ImageStore } from '../storage/image-store.ts';
import type { UnikernelService } from './service.ts';

/** What the handlers of unikernels stand on. */
export interface UnikernelHandlerDeps {
  readonly unikernels: UnikernelService;
  readonly domains: Domains;
  readonly images: ImageStore;
  readonly timer: Timer;
}

export const tag = 'Unikernels';

/** What any host may be the matter with. */
export const hostProblems = [
  'host-unknown',
  'no-policy',
  'host-unreachable',
  'host-busy',
  'host-timeout',
] as const;

/** What may be the matter with a change. */
export const changeProblems = [
  ...hostProblems,
  'unikernel-busy',
  'volume-busy',
  'volume-in-use',
  'policy-refused',
  'manifest-mismatch',
  'devices-refused',
  'host-refused',
] as const;
