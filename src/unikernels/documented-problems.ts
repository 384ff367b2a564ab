import { hostProblems } from '../host-client/host-problems.ts';

/** What may be the matter with a change. */
export const changeProblems = [
  ...hostProblems,
  'unikernel-busy',
  'volume-busy',
  'volume-in-use',
  'volume-unknown',
  'manifest-mismatch',
  'devices-refused',
  'secret-missing',
  'secret-refused',
] as const;

/** What may be the matter with an image, and with where it is kept. */
export const imageProblems = ['image-refused', 'service-unreachable'] as const;
