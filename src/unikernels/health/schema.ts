import { z } from 'zod';
import { checkSchema, maxChecks } from '../../checks/schema.ts';
import { timeField } from '../../http/fields.ts';
import { healthStates } from './check-health.ts';
import { standingIn } from './standing-checks.ts';

/** What is checked of a unikernel while it runs. */
export const standingChecks = z
  .array(checkSchema)
  .max(maxChecks)
  .refine((checks) => standingIn(checks).length === checks.length, {
    error: 'must not be about the console: what that says is about a start',
  })
  .transform(standingIn);

export const checksBody = z.strictObject({ checks: standingChecks }).meta({
  id: 'UnikernelChecks',
  description: 'Each is tried every 30 s for 5 s, whatever its `every` and `timeout` say.',
});

const share = z
  .number()
  .min(0)
  .max(1)
  .nullable()
  .meta({ description: 'A share: 0 to 1; null: it was not watched.' });

export const healthAnswer = z
  .object({
    health: z
      .enum(healthStates)
      .nullable()
      .meta({ description: 'Of all checks together; null: there are none.' }),
    data: z.array(
      z.object({
        check: checkSchema,
        state: z.enum(healthStates).meta({
          description:
            '`failing` after three failures in a row, `passing` again after two passes. ' +
            '`unknown`: it has not been tried yet, the unikernel is not meant to run, or most checks on the ' +
            'host or by this server fail at the same time, for up to seven tries.',
        }),
        since: timeField.nullable(),
        triedAt: timeField.nullable().meta({ description: 'To within a minute.' }),
        detail: z.string().nullable().meta({ description: 'What the last try said.' }),
        tookMs: z.int().nullable(),
      }),
    ),
    availability: z.object({ day: share, week: share, month: share }).meta({
      description:
        'Which part of the tries passed today (UTC), in 7 and in 30 days; all checks have to. What is ' +
        '`unknown` does not count, nor when it was stopped or being deployed.',
    }),
  })
  .meta({ id: 'UnikernelHealth' });
