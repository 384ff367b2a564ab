import { z } from 'zod';
import { accountQuery, exactField, labelField, momentField, timeField } from '../../http/fields.ts';
import { nextField, pageQuery } from '../../http/paging.ts';

export const consoleParams = z.strictObject({ host: labelField, name: labelField });

const position = z.coerce.number().pipe(z.int().min(0).max(Number.MAX_SAFE_INTEGER));

const range = {
  from: momentField.optional().meta({ description: 'Lines from this time on (the host’s clock).' }),
  to: momentField.optional().meta({ description: 'Lines before this time.' }),
  release: z.coerce
    .number()
    .pipe(
      z
        .int()
        .min(1)
        .max(2 ** 31 - 1),
    )
    .optional()
    .meta({ description: 'Lines of this release only.' }),
};

export const downloadQuery = accountQuery.extend(range);

export const historyQuery = accountQuery
  .extend({
    ...range,
    text: exactField
      .min(1)
      .max(256)
      .optional()
      .meta({ description: 'Lines with this text in them, as it is.' }),
    ignoreCase: z
      .enum(['true', 'false'])
      .transform((text) => text === 'true')
      .optional()
      .meta({ description: 'Whether upper and lower case are the same in `text`.' }),
    order: z
      .enum(['asc', 'desc'])
      .default('desc')
      .meta({ description: 'The oldest first (`asc`), or the newest.' }),
    ...pageQuery,
    after: position
      .optional()
      .meta({ description: 'The former name of `cursor`.', param: { deprecated: true } }),
  })
  .refine(({ text, ignoreCase }) => text !== undefined || ignoreCase === undefined, {
    path: ['ignoreCase'],
    message: 'needs a text',
  });

export const historyAnswer = z
  .object({
    data: z.array(
      z.object({
        number: z.int().meta({ description: 'Counts the lines of the unikernel that were kept.' }),
        timestamp: timeField,
        line: z.string().meta({ description: 'What the unikernel wrote: untrusted.' }),
        release: z.int().nullable().meta({
          description: 'The release that printed it; null: what printed it became none.',
        }),
        gapBefore: z
          .boolean()
          .meta({ description: 'Whether lines may be missing before this one.' }),
      }),
    ),
    next: nextField,
  })
  .meta({ id: 'ConsoleHistory' });
