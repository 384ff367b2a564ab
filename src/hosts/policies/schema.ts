import { z } from 'zod';
import { hostErrors, labelField, textField, timeField } from '../../http/fields.ts';
import { nextField, pageQuery } from '../../http/paging.ts';
import { accountParams, accountRefField } from '../../identity/accounts/find-account.ts';
import { limitedResources } from './nearly-used.ts';

const max = 2 ** 30;

export const cpuidsField = z
  .array(z.int().min(0).max(4095))
  .max(4096)
  .transform((ids) => [...new Set(ids)].sort((one, other) => one - other))
  .meta({ description: 'The CPUs that unikernels may run on.' });

export const bridgesField = z
  .array(textField.min(1).max(63))
  .max(256)
  .transform((names) => [...new Set(names)].sort())
  .meta({ description: 'The bridges that unikernels may be attached to.' });

/** How much of everything that is counted. */
export const limitFields = {
  unikernels: z.int().min(1).max(max),
  memory: z.int().min(1).max(max).meta({ description: 'MiB, of all unikernels together.' }),
  storage: z
    .int()
    .min(0)
    .max(max)
    .nullable()
    .meta({ description: 'MiB, of all volumes together; null: no volumes.' }),
};

const policyFields = { ...limitFields, cpuids: cpuidsField, bridges: bridgesField };

const adopt = z
  .boolean()
  .default(false)
  .meta({ description: 'Take over what is in the domain already, made by other hands.' });

export const setPolicyBody = z.strictObject({ ...policyFields, adopt }).meta({ id: 'SetPolicy' });

/** Accounts that one request gives policies to. */
const maxAccounts = 100;

const askedPolicy = z
  .strictObject({
    account: accountRefField,
    policy: z.strictObject(policyFields).optional(),
    template: labelField.optional().meta({ description: 'The name of a policy template.' }),
    adopt,
  })
  .transform(({ account, policy, template, adopt }, context) => {
    const wanted = policy ?? template;
    if (wanted !== undefined && !(policy && template)) return { account, wanted, adopt };
    context.addIssue({ code: 'custom', message: 'must have either a policy or a template' });
    return z.NEVER;
  });

export const setPoliciesBody = z
  .strictObject({
    policies: z
      .array(askedPolicy)
      .min(1)
      .max(maxAccounts)
      .refine(
        (asked) => new Set(asked.map(({ account }) => account)).size === asked.length,
        'must have each account once',
      ),
  })
  .meta({ id: 'SetPolicies' });

export const accountPolicyParams = accountParams.extend({ host: labelField });
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
    nearlyUsed: z.array(z.enum(limitedResources)).meta({
      description:
        'What is nearly used up: 90 % or more, as the event `policy.nearly_used` has it.',
    }),
  })
  .meta({ id: 'Usage' });

export const givenPolicyAnswer = policyAnswer
  .extend({ account: z.string(), host: z.string(), updatedAt: timeField })
  .meta({ id: 'GivenPolicy' });

export const policiesSetAnswer = z
  .object({
    data: z.array(givenPolicyAnswer),
    errors: z
      .array(z.object({ account: z.string(), code: z.string(), detail: z.string() }))
      .meta({ description: 'The accounts that were given nothing, and why.' }),
  })
  .meta({ id: 'PoliciesSet' });

export const pendingPolicyAnswer = z
  .object({
    account: z.string(),
    template: z.string(),
    since: timeField,
    triedAt: timeField.nullable().meta({ description: 'When it was tried last; null: not yet.' }),
    problem: z
      .object({ code: z.string(), detail: z.string() })
      .nullable()
      .meta({ description: 'Why it was not taken then.' }),
  })
  .meta({ id: 'PendingPolicy' });

const cpuUse = z
  .object({
    id: z.number(),
    policies: z.number().meta({ description: 'How many policies have it.' }),
    unikernels: z.number().meta({ description: 'How many unikernels run on it.' }),
  })
  .meta({ id: 'CpuUse' });

const mebibytes = z.number().meta({ description: 'MiB' });

export const hostPoliciesQuery = z.strictObject(pageQuery);

export const hostPoliciesAnswer = z
  .object({
    data: z.array(
      givenPolicyAnswer.extend({
        used: usageAnswer.nullable().meta({ description: 'null: the host does not say.' }),
      }),
    ),
    next: nextField,
    pending: z.array(pendingPolicyAnswer).meta({
      description:
        'New accounts that are still to be given the default; it is tried again by itself.',
    }),
    root: policyAnswer
      .nullable()
      .meta({ description: 'What the host has; null: it does not say.' }),
    left: z.object({ memory: mebibytes, storage: mebibytes }).nullable().meta({
      description: 'What is not given yet; negative where more is given than there is.',
    }),
    used: usageAnswer.nullable().meta({
      description:
        'What all use together, also what Fulmar does not manage; null: the host does not say.',
    }),
    cpus: z.array(cpuUse).nullable().meta({
      description: 'By their ids; null: the host does not say.',
    }),
    errors: hostErrors,
  })
  .meta({ id: 'HostPolicies' });
