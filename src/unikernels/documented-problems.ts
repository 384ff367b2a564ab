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

/** What may be the matter with an image. */
export const imageProblems = [
  'image-refused',
  'too-large',
  'no-room',
  'upload-incomplete',
] as const;
