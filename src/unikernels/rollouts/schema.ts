import { z } from 'zod';
import { checksSchema } from '../../checks/schema.ts';
import { accountQuery, linesField, textField } from '../../http/fields.ts';
import { idField } from '../../http/id-field.ts';
import { deploymentAnswer } from '../answer-schema.ts';
import { deploySource, limitsAnswer, originAnswer } from '../origins/schema.ts';
import { changes, memory } from '../request-schema.ts';
import { failureActions } from './plan.ts';

/** The longest that anything is waited for at the end of a deployment: seconds. */
const maxWatch = 600;

const isDefault = 'null is the default.';

/** A partial configuration: what is left out is as it was asked for last. */
export const deployConfig = z
  .strictObject({
    cpuids: changes.cpuids.nullable(),
    memory: memory.nullable().optional(),
    arguments: changes.arguments.nullable(),
    blockDevices: changes.blockDevices.nullable(),
    networkDevices: changes.networkDevices.nullable(),
    failBehaviour: changes.failBehaviour.nullable(),
    startup: changes.startup.nullable(),
    addName: changes.addName.nullable(),
  })
  .meta({
    id: 'DeployConfig',
    description: `What is left out is as it was last requested. ${isDefault} Lists are replaced whole.`,
  });

export type DeployConfig = z.output<typeof deployConfig>;

export const settleField = z
  .int()
  .min(0)
  .max(maxWatch)
  .meta({ description: 'Seconds that it has to stay up; by default 10.' });

export const deadlineField = z
  .int()
  .min(1)
  .max(maxWatch)
  .meta({ description: 'Seconds within which all checks must pass; by default 60.' });

export const onFailureField = z.enum(failureActions).meta({
  description:
    'What to do if it does not stay up, or a check fails. By default `rollback`, and `keep` ' +
    'where a check fails and it has a volume: the new version may have changed its content.',
});

export const keepChecksField = z.boolean().meta({
  description:
    'Whether `checks`, unless given, are the unikernel’s own, which then stay unchanged, and the console checks of ' +
    'the last successful deployment; `settle`, `deadline` and `onFailure` are those of that deployment.',
});

export const replaceConfigField = z
  .boolean()
  .meta({ description: 'Whether the configuration begins with the defaults.' });

export const forceField = z.boolean().meta({
  description: 'Whether to send an image even if its target or ABI differs from the running one’s.',
});

export const revisionField = z
  .strictObject({
    commit: textField.max(100).optional(),
    message: linesField.max(1_000).optional(),
    url: z
      .url({ protocol: /^https?$/ })
      .max(500)
      .optional(),
  })
  .meta({ id: 'Revision', description: 'What the image was built from.' });

export const checksField = checksSchema.meta({
  description: 'What must hold afterwards: each is tried until it passes.',
});

export { deploySource as sourceField };

/** What a deployment in JSON says: without a source its image is the current one. */
export const deployBody = z
  .strictObject({
    source: deploySource.optional(),
    config: deployConfig.optional(),
    checks: checksField.optional(),
    settle: settleField.optional(),
    deadline: deadlineField.optional(),
    onFailure: onFailureField.optional(),
    keepChecks: keepChecksField.optional(),
    replaceConfig: replaceConfigField.optional(),
    force: forceField.optional(),
    revision: revisionField.optional(),
  })
  .meta({ id: 'Deploy' });

export type DeployBody = z.output<typeof deployBody>;

const isTrue = z.enum(['true', 'false']).transform((text) => text === 'true');

const seconds = z.coerce.number().pipe(z.int().min(0).max(50));

export const deployQuery = accountQuery.extend({
  dryRun: isTrue.optional().meta({
    description:
      'Whether to say only what would change and what would be refused. No host is asked.',
  }),
  ifBusy: z.enum(['wait', 'fail']).default('wait').meta({
    description:
      'Whether to wait while the unikernel is being deployed, or to be refused with 409.',
  }),
  waitForLock: seconds
    .optional()
    .meta({ description: 'Seconds to wait for the end of a lock on deployments.' }),
});

export const deploymentParams = z.strictObject({ id: idField });

export const deploymentQuery = accountQuery.extend({
  wait: seconds.optional().meta({ description: 'Seconds to wait for the end of the deployment.' }),
});

/** What a dry run tells. */
export const dryRunAnswer = z
  .object({
    dryRun: z.literal(true),
    image: z
      .object({
        digest: z
          .string()
          .nullable()
          .meta({ description: 'null: it is known when it is fetched.' }),
        kept: z
          .boolean()
          .meta({ description: 'Whether it is kept here, so that nothing is fetched.' }),
        origin: originAnswer,
        limits: limitsAnswer.nullable().meta({ description: 'null: the source states none.' }),
      })
      .nullable()
      .meta({ description: 'What the `source` is now; nothing is fetched.' }),
    currentImage: z
      .object({
        digest: z.string(),
        kept: z.boolean().meta({
          description: 'Whether the server keeps it; otherwise it would be fetched from its host.',
        }),
      })
      .nullable()
      .meta({
        description: 'The unikernel’s current image, if neither an image nor a `source` was given.',
      }),
    created: z.boolean().meta({ description: 'Whether nothing of the name is known yet.' }),
    changes: z.array(z.string()).meta({ description: 'What would change.' }),
    rollback: z.enum(['available', 'unavailable']),
    refusals: z.array(z.object({ code: z.string(), detail: z.string() })),
  })
  .meta({ id: 'DeployDryRun' });

export { deploymentAnswer };
