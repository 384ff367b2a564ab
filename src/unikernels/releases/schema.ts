import { z } from 'zod';
import { linesField, nameField, timeField } from '../../http/fields.ts';
import { originAnswer } from '../origins/schema.ts';
import { unikernelParams } from '../request-schema.ts';

const number = z.coerce.number().pipe(
  z
    .int()
    .min(1)
    .max(2 ** 31 - 1),
);

export const releaseParams = unikernelParams.extend({ number });

export const releaseAnswer = z
  .object({
    number: z.int(),
    current: z.boolean().meta({
      description:
        'Whether it is what was last started. None is where a deployment has failed since, and what it ' +
        'started was kept.',
    }),
    digest: z.string().meta({ description: 'SHA-256 of the image, hex.' }),
    imageKept: z
      .boolean()
      .meta({ description: 'Whether its image is kept, so that it can be rolled back to.' }),
    origin: originAnswer.nullable(),
    rollbackTo: z.int().nullable().meta({ description: 'The release that it brought back.' }),
    name: z.string().nullable(),
    note: z.string().nullable(),
    createdAt: timeField,
    by: z.object({ account: z.string(), token: z.string().nullable() }),
    memory: z.int().nullable().meta({ description: 'MiB' }),
    cpuids: z.array(z.int()),
    arguments: z.array(z.string()),
    changes: z
      .array(z.string())
      .meta({ description: 'How it differs from the release before, if that is kept.' }),
  })
  .meta({ id: 'Release' });

export const comparedParams = releaseParams.extend({ other: number });

export const comparison = z
  .object({
    from: z.int(),
    to: z.int(),
    complete: z.boolean().meta({
      description:
        'false: the configuration of one cannot be decrypted; only the images are compared.',
    }),
    differences: z.array(
      z.object({
        field: z.string().meta({ description: '`image`, or a member of the configuration.' }),
        from: z.unknown(),
        to: z.unknown(),
      }),
    ),
  })
  .meta({ id: 'ReleaseComparison' });

export const releaseList = z.object({ data: z.array(releaseAnswer) });

export const releaseChange = z
  .strictObject({
    name: nameField
      .max(100)
      .nullable()
      .optional()
      .meta({ description: 'A release with a name is kept; null takes it away.' }),
    note: linesField.max(2_000).nullable().optional(),
  })
  .meta({ id: 'ChangeRelease' });

export const rollbackBody = z
  .strictObject({
    release: z.int().min(1).optional().meta({ description: 'By default the one before.' }),
  })
  .meta({ id: 'Rollback' });
