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

/** What may be the matter with a source, and with what it has. */
export const sourceProblems = [
  'source-not-found',
  'source-moved',
  'source-refused',
  'source-unsuitable',
  'source-ambiguous',
  'source-credential-refused',
  'source-digest-wrong',
  'source-unreachable',
  'source-nonsense',
  'source-limited',
  'source-too-slow',
] as const;

/** What may be the matter with an image, and with where it is kept. */
export const imageProblems = ['image-refused', 'service-unreachable'] as const;

/** What may be the matter with the signature of an image that is sent, or fetched. */
export const signatureProblems = ['signature-missing', 'signature-wrong'] as const;
