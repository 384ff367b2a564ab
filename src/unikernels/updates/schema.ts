import { z } from 'zod';
import { accountQuery, timeField } from '../../http/fields.ts';
import { limitsAnswer, originAnswer } from '../origins/schema.ts';

export const updatesQuery = accountQuery.extend({
  refresh: z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .optional()
    .meta({
      description:
        'Whether to ask the source now, at most once a minute. The builder, if one is named, is then asked ' +
        'for the image’s digest, too.',
    }),
});

const updateSource = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('github'),
    repository: z.string(),
    tag: z.string(),
    asset: z.string(),
  }),
  z.object({ kind: z.literal('oci'), reference: z.string() }),
  z.object({ kind: z.literal('builder'), job: z.string(), build: z.string() }),
]);

/** What is newer than what a unikernel has. */
export const updatesAnswer = z
  .object({
    checkedAt: timeField.nullable().meta({
      description: 'When the source was asked last and took the request; null: it was not yet.',
    }),
    origin: originAnswer.nullable().meta({ description: 'Where the image came from.' }),
    update: originAnswer
      .extend({
        comparison: z.string().nullable().meta({
          description: 'The address of a page that shows what differs.',
        }),
        source: updateSource.meta({ description: 'What is deployed to update.' }),
      })
      .nullable()
      .meta({ description: 'What is newer; null: nothing is known to be.' }),
    limits: limitsAnswer.nullable().meta({
      description:
        'What was left of the source’s rate limit when it was asked; null: it did not say.',
    }),
    problem: z
      .object({ code: z.string(), detail: z.string() })
      .nullable()
      .meta({ description: 'Why the source could not be asked.' }),
  })
  .meta({ id: 'UnikernelUpdates' });
