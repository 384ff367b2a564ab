import { z } from 'zod';
import { labelField } from '../../http/fields.ts';
import { checksField, deadlineField, deployConfig, settleField } from '../rollouts/schema.ts';

export const moveBody = z
  .strictObject({
    host: labelField.meta({ description: 'Where it is to run.' }),
    config: deployConfig.optional().meta({
      description:
        'What is to be otherwise there, as bridges of other names; the rest stays as it is.',
    }),
    checks: checksField.optional(),
    settle: settleField.optional(),
    deadline: deadlineField.optional(),
  })
  .meta({ id: 'MoveUnikernel' });
