import { z } from 'zod';
import { linesField, momentField, timeField } from '../../http/fields.ts';

export const lockBody = z
  .strictObject({
    reason: linesField.trim().min(1).max(500),
    until: momentField.meta({ description: 'At most 7 days from now.' }),
  })
  .meta({ id: 'LockDeployments' });

export const lockAnswer = z
  .object({
    reason: z.string(),
    until: timeField,
    createdAt: timeField,
    by: z.object({ account: z.string(), token: z.string().nullable() }),
  })
  .meta({ id: 'DeploymentLock' });
