import { z } from 'zod';

const remote = [
  z.strictObject({
    kind: z.literal('github'),
    repository: z.string(),
    asset: z.string(),
    tag: z.string().optional(),
  }),
  z.strictObject({ kind: z.literal('oci'), reference: z.string() }),
  z.strictObject({
    kind: z.literal('builder'),
    job: z.string(),
    build: z.string().optional(),
    platform: z.string().optional(),
  }),
  z.strictObject({ kind: z.literal('https'), url: z.string(), sha256: z.string() }),
] as const;

const release = z.strictObject({
  kind: z.literal('release'),
  host: z.string().optional(),
  unikernel: z.string().optional(),
  release: z.int().min(1),
  withConfig: z.boolean().optional(),
});

/** Where a project's image is fetched from. The server knows more of what makes each a good one. */
export const remoteSource = z.discriminatedUnion('kind', remote);

/** The same, or a release that the server keeps. */
export const anySource = z.discriminatedUnion('kind', [...remote, release]);
