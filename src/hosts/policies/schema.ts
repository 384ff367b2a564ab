import { z } from 'zod';
import { hostErrors, labelField, textField, timeField } from '../../http/fields.ts';
import { idField } from '../../http/id-field.ts';

const max = 2 ** 30;

const cpuids = z
  .array(z.int().min(0).max(4095))
  .max(4096)
  .transform((ids) => [...new Set(ids)].sort((one, other) => one - other))
  .meta({ description: 'The CPUs that unikernels may run on.' });

const bridges = z
  .array(textField.min(1).max(63))
  .max(256)
  .transform((names) => [...new Set(names)].sort())
  .meta({ description: 'The bridges that unikernels may be attached to.' });

export const setPolicyBody = z
  .strictObject({
    unikernels: z.int().min(1).max(max),
    memory: z.int().min(1).max(max).meta({ description: 'MiB, of all unikernels together.' }),
    storage: z
      .int()
      .min(0)
      .max(max)
      .nullable()
      .meta({ description: 'MiB, of all volumes together; null: no volumes.' }),
    cpuids,
    bridges,
    adopt: z
      .boolean()
      .default(false)
      .meta({ description: 'Take over what is in the domain already, made by other hands.' }),
  })
  .meta({ id: 'SetPolicy' });

export const userPolicyParams = z.strictObject({ id: idField, host: labelField });
export const hostPoliciesParams = z.strictObject({ host: labelField });

export const deletePolicyQuery = z.strictObject({
  destroy: z
    .stringbool({ truthy: ['true'], falsy: ['false'] })
    .default(false)
    .meta({ description: 'Remove all unikernels and volumes of the account on the host first.' }),
});

export const policyAnswer = z
  .object({
    unikernels: z.number().nullable().meta({ description: 'null: no limit (a host’s own).' }),
    memory: z.number().meta({ description: 'MiB' }),
    storage: z.number().nullable().meta({ description: 'MiB; null: no volumes.' }),
    cpuids: z.array(z.number()),
    bridges: z.array(z.string()),
  })
  .meta({ id: 'Policy' });

export const usageAnswer = z
  .object({
    unikernels: z.number(),
    memory: z.number().meta({ description: 'MiB' }),
    storage: z.number().meta({ description: 'MiB' }),
  })
  .meta({ id: 'Usage' });

export const givenPolicyAnswer = policyAnswer
  .extend({ account: z.string(), host: z.string(), updatedAt: timeField })
  .meta({ id: 'GivenPolicy' });

export const hostPoliciesAnswer = z
  .object({
    data: z.array(
      givenPolicyAnswer.extend({
        used: usageAnswer.nullable().meta({ description: 'null: the host does not say.' }),
      }),
    ),
    root: policyAnswer
      .nullable()
      .meta({ description: 'What the host has; null: it does not say.' }),
    left: z.object({ memory: z.number(), storage: z.number() }).nullable().meta({
      description: 'MiB that are not given yet; negative where more is given than there is.',
    }),
    errors: hostErrors,
  })
  .meta({ id: 'HostPolicies' });
