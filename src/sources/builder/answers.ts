import { z } from 'zod';
import { lineOf, listOf } from '../../outgoing/answer-fields.ts';

/** Builds that a job may have: more than are read of one. */
const maxBuilds = 8000;

/** What becomes one part of an address's path as it is. */
export const jobName = lineOf(255).regex(/^(?!\.{1,2}$)[A-Za-z0-9._~-]+$/);

/** A build, as builder-web shows it in JSON; what else it says is not needed. */
export const buildAnswer = z.object({
  job: jobName,
  uuid: z.uuid(),
  platform: lineOf(255).nullish(),
  start_time: lineOf(64).nullish(),
  main_binary: z.boolean(),
});

export type Build = z.output<typeof buildAnswer>;

const digest = z
  .string()
  .regex(/^[0-9a-f]{64}$/i)
  .transform((hex) => hex.toLowerCase());

/** A job: one build of each binary that it has made, the newest first. */
export const jobAnswer = z.object({
  builds: listOf(
    z.object({
      uuid: lineOf(64),
      main_binary: z.object({ sha256: digest, size: z.int().nonnegative() }).nullable(),
    }),
    maxBuilds,
  ),
});
