import { z } from 'zod';
import { boundedRecord } from '../http/bounded-record.ts';
import { textField } from '../http/fields.ts';

/** Labels that a unikernel may have, and one request change. */
export const maxLabels = 16;

const keyForm = /^[a-z0-9]([a-z0-9._/-]{0,61}[a-z0-9])?$/;

/** Whether a label may have this key. */
export const isLabelKey = (text: string): boolean => keyForm.test(text);

const labelKey = z.string().regex(keyForm, 'is no key (1 to 63 of a-z, 0-9, . _ / -)');

/** What `PATCH` changes: what is not given stays. */
export const settingsChange = z
  .strictObject({
    labels: boundedRecord({ key: labelKey, value: textField.max(63).nullable() }, maxLabels)
      .optional()
      .meta({ description: 'Labels to set; null takes one away. Those not named stay.' }),
    deletionProtection: z
      .boolean()
      .optional()
      .meta({ description: 'Whether it cannot be destroyed. Deploying stays possible.' }),
    keepRunning: z
      .boolean()
      .optional()
      .meta({
        description:
          'Whether Fulmar starts it again when it has ended, or its host has lost it; not after ' +
          'exit codes that say that this would not help.',
      }),
    keepConsole: z
      .boolean()
      .optional()
      .meta({ description: 'Whether what it prints is kept; of a managed one only.' }),
    managed: z.literal(true).optional().meta({
      description:
        'Makes a unikernel that is only watched managed: its configuration at this moment becomes the desired one.',
    }),
  })
  .refine((change) => Object.keys(change).length > 0, 'must change something')
  .meta({ id: 'UnikernelSettings' });

export type SettingsChange = z.output<typeof settingsChange>;
