import { z } from 'zod';
import { labelField, momentField, textField, timeField } from '../http/fields.ts';
import { nextField, pageQuery } from '../http/paging.ts';

const time = momentField.meta({ description: 'RFC 3339' });

const filters = {
  account: labelField.optional().meta({ description: 'By whom (an administrator asks of any).' }),
  action: textField
    .max(100)
    .optional()
    .meta({ description: 'The operation, as `restartUnikernel`.', example: 'createToken' }),
  object: z
    .string()
    .regex(/^[a-z0-9./-]{1,300}$/, 'must be an address below /api/v1, as hosts/one')
    .optional()
    .meta({ description: 'What it was done to, all below it included.', example: 'hosts/one' }),
  outcome: textField.max(100).optional().meta({
    description: '`succeeded`, `failed` (all others, also `unknown`), or the code of a problem.',
    example: 'failed',
  }),
  since: time.optional(),
  until: time.optional().meta({ description: 'RFC 3339; not included.' }),
};

export const exportQuery = z.strictObject(filters);

export const auditQuery = z.strictObject({
  ...filters,
  ...pageQuery,
});

export const auditEventAnswer = z
  .object({
    id: z.string(),
    at: timeField,
    account: z.string().nullable().meta({ description: 'null: nobody that is known.' }),
    credential: z
      .enum(['token', 'session'])
      .nullable()
      .meta({ description: 'null: none, or Fulmar acted by itself (`action` is `keepRunning`).' }),
    token: z
      .object({ name: z.string().nullable(), prefix: z.string() })
      .nullable()
      .meta({ description: 'Its name is null where no account has it.' }),
    address: z.string().nullable().meta({ description: 'null: from many, or by Fulmar itself.' }),
    action: z.string().meta({ description: 'The operation, whichever API was used.' }),
    object: z.string().meta({ description: 'What it was done to: its address below /api/v1.' }),
    domain: z
      .string()
      .nullable()
      .meta({ description: 'Where an administrator acted in another account’s domain.' }),
    outcome: z
      .string()
      .meta({ description: '`succeeded`, `gave-up`, `unknown`, or the code of the problem.' }),
    status: z
      .int()
      .nullable()
      .meta({ description: 'null: the client had left, or there was none.' }),
    requestId: z.string(),
    count: z.int().meta({
      description:
        'Refusals of unknown clients that are alike count as one event for an hour; object and ' +
        'requestId are those of the first.',
    }),
    lastAt: timeField,
  })
  .meta({ id: 'AuditEvent' });

export const auditPage = z.object({
  data: z.array(auditEventAnswer),
  next: nextField,
});
