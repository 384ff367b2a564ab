import { z } from 'zod';
import { accountQuery, labelField, momentField, timeField } from '../../http/fields.ts';
import { collectionStates } from './collector/collection.ts';

export const metricsParams = z.strictObject({ host: labelField, name: labelField });

const longestStep = 14 * 24 * 3600;

export const metricsQuery = accountQuery
  .extend({
    from: momentField.optional().meta({
      description: 'From this time on: an hour before `to` by default, at most 14 days ago.',
    }),
    to: momentField.optional().meta({ description: 'Before this time; now by default.' }),
    step: z.coerce
      .number()
      .pipe(z.int().min(1).max(longestStep))
      .optional()
      .meta({ description: 'Seconds between two points; at most 400 points by default.' }),
  })
  .refine(({ from, to }) => !from || !to || from < to, {
    path: ['from'],
    message: 'must be before to',
  });

const series = (description: string) => z.array(z.number().nullable()).meta({ description });

export const metricsAnswer = z
  .object({
    from: timeField.meta({ description: 'When the first point begins.' }),
    to: timeField.meta({ description: 'When the last one ends.' }),
    step: z.int().meta({
      description:
        'Seconds between two points; more than was asked for where no finer ones are kept.',
    }),
    resolution: z.int().meta({
      description: 'Seconds that the points span which these are made of: 10 or 60.',
    }),
    collection: z
      .object({
        state: z.enum(collectionStates).meta({
          description:
            '`yielded`: another client takes the host’s samples of this account; `refused`: the host ' +
            'does not give them; `off`: an administrator has switched that off for the host.',
        }),
        since: timeField,
        nextAt: timeField.nullable().meta({ description: 'When it is tried again.' }),
      })
      .nullable()
      .meta({ description: 'Whether more comes; null: this server does not watch the host.' }),
    yielded: z.boolean(),
    series: z
      .object({
        cpu: series('Of the CPUs that it was given: 1 is all of them.'),
        cpus: series('CPUs that it was given.'),
        memory: series('Octets of its host’s memory, at the most within the step.'),
        memoryLimit: series('Octets that it was given.'),
        received: series('Octets a second, over all its network devices.'),
        sent: series('Octets a second.'),
        blockReads: series('Blocks a second; Linux does not tell.'),
        blockWrites: series('Blocks a second.'),
      })
      .meta({ description: 'A value for each point, the oldest first; null: nothing is known.' }),
  })
  .meta({ id: 'UnikernelMetrics' });
