import { z } from 'zod';

/** A build, as builder-web shows it in JSON; what else it says is not needed. */
export const buildAnswer = z.object({
  job: z.string().regex(/^[A-Za-z0-9._~-]+$/),
  uuid: z.uuid(),
  platform: z.string().nullish(),
  start_time: z.string().nullish(),
  main_binary: z.boolean(),
});

export type Build = z.output<typeof buildAnswer>;

/** A job: one build of each binary that it has made, the newest first. */
export const jobAnswer = z.object({
  builds: z.array(
    z.object({
      uuid: z.string(),
      main_binary: z
        .object({ sha256: z.string().regex(/^[0-9a-f]{64}$/i), size: z.int().nonnegative() })
        .nullable(),
    }),
  ),
});
