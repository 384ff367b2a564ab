import { z } from 'zod';
import { labelField, timeField } from '../../../http/fields.ts';
import { nextField, pageQuery } from '../../../http/paging.ts';
import { bridgesField, cpuidsField, limitFields } from '../schema.ts';

const allOfHost = 'null: all that the host has.';

export const templateParams = z.strictObject({ template: labelField });

export const saveTemplateBody = z
  .strictObject({
    ...limitFields,
    cpuids: cpuidsField.nullable().default(null).meta({ description: allOfHost }),
    bridges: bridgesField.nullable().default(null).meta({ description: allOfHost }),
    defaultOn: z
      .array(labelField)
      .max(1000)
      .optional()
      .meta({
        description:
          'Hosts where each new account is given it; each host has one such template, so that another one is no ' +
          'longer. Left out: as before.',
      }),
  })
  .meta({ id: 'SavePolicyTemplate' });

export const templateAnswer = z
  .object({
    name: z.string(),
    unikernels: z.number(),
    memory: z.number().meta({ description: 'MiB' }),
    storage: z.number().nullable().meta({ description: 'MiB; null: no volumes.' }),
    cpuids: z.array(z.number()).nullable().meta({ description: allOfHost }),
    bridges: z.array(z.string()).nullable().meta({ description: allOfHost }),
    defaultOn: z.array(z.string()).meta({
      description: 'Hosts where each new account is given it.',
    }),
    updatedAt: timeField,
  })
  .meta({ id: 'PolicyTemplate' });

export const templatesQuery = z.strictObject(pageQuery);

export const templateList = z.object({ data: z.array(templateAnswer), next: nextField });
