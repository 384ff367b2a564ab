import { z } from 'zod';
import { labelField, timeField } from '../../http/fields.ts';
import { imageSource } from '../../sources/schema.ts';

const releaseSource = z
  .strictObject({
    kind: z.literal('release'),
    host: labelField.optional().meta({ description: 'By default the same.' }),
    unikernel: labelField.optional().meta({ description: 'By default the same.' }),
    release: z
      .int()
      .min(1)
      .max(2 ** 31 - 1),
    withConfig: z.boolean().optional().meta({
      description:
        'Whether to take the configuration from the release as well; only for a release of the unikernel itself.',
    }),
  })
  .refine(
    ({ withConfig, host, unikernel }) => !withConfig || (host ?? unikernel) === undefined,
    'withConfig is for a release of the unikernel itself: leave out host and unikernel',
  )
  .meta({ id: 'ReleaseSource', description: 'The image of a kept release of the account.' });

/** Where the image of a deployment comes from. */
export const deploySource = z.discriminatedUnion('kind', [releaseSource, imageSource]).meta({
  description: 'Where the image comes from, instead of an uploaded `image`.',
});

export type DeploySource = z.output<typeof deploySource>;
export type ReleaseSource = z.output<typeof releaseSource>;

/** How many requests a source still takes. */
export const limitsAnswer = z
  .object({
    limit: z.int().meta({ description: 'Requests that it takes in a period.' }),
    remaining: z.int().meta({ description: 'Requests that are left.' }),
    resetsAt: timeField.nullable().meta({ description: 'When the next period begins.' }),
  })
  .meta({
    id: 'SourceLimits',
    description: 'The rate limit of the source, for the credential that was used.',
  });

/** Where an image came from. */
export const originAnswer = z
  .object({
    kind: z.enum(['release', 'github', 'oci', 'builder', 'https']),
    from: z.string().meta({
      description: 'A repository, a registry’s name, a job, an address, or a unikernel.',
    }),
    version: z.string().nullable(),
    page: z.string().nullable().meta({ description: 'The address of a page about it.' }),
  })
  .meta({ id: 'ImageOrigin', description: 'Where the image came from.' });
