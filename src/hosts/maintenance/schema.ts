import { z } from 'zod';
import { momentField, nameField, timeField } from '../../http/fields.ts';

export const maintenanceBody = z
  .strictObject({
    reason: nameField.max(500).meta({ description: 'Shown to all who use the host.' }),
    until: momentField
      .nullable()
      .default(null)
      .meta({ description: 'RFC 3339; null: until it is ended.', type: ['string', 'null'] }),
  })
  .meta({ id: 'PutMaintenance' });

export const maintenanceAnswer = z
  .object({
    reason: z.string(),
    since: timeField,
    until: timeField.nullable().meta({ description: 'null: until an administrator ends it.' }),
    by: z.string().meta({ description: 'The account of whoever announced it.' }),
  })
  .meta({ id: 'Maintenance' });
