import { z } from 'zod';
import { hostErrors, timeField } from '../http/fields.ts';
import { nextField } from '../http/paging.ts';
import { lockAnswer } from './deployment-locks/schema.ts';
import { deploymentActions, deploymentStates, stepStates } from './entity.ts';
import { healthStates } from './health/check-health.ts';
import { keepingAnswer } from './keeper/schema.ts';
import { originAnswer } from './origins/schema.ts';
import { desiredStates, unikernelStates } from './state/conclude-state.ts';

const time = z.iso.datetime().meta({ description: 'RFC 3339, UTC' });
const digest = z.string().meta({ description: 'SHA-256 of the image, hex.' });

export const deploymentAnswer = z
  .object({
    id: z.uuid(),
    host: z.string(),
    unikernel: z.string(),
    account: z.string().meta({ description: 'Whose domain it is in.' }),
    action: z.enum(deploymentActions),
    state: z.enum(deploymentStates).meta({
      description:
        '`unknown`: it was sent, and nothing came back that tells what became of it. That is found ' +
        'out from the host; with `finishedAt` it cannot be any more. `queued`: it waits for its turn; ' +
        '`superseded`: a newer one came before that; `rolled-back`: it did not come out well, and what ' +
        'ran before runs again.',
    }),
    digest: digest.nullable(),
    startedAt: time,
    finishedAt: time.nullable(),
    by: z.object({
      account: z.string(),
      token: z
        .object({ name: z.string(), prefix: z.string() })
        .nullable()
        .meta({ description: 'null: a signed-in person, or Fulmar itself.' }),
      automatic: z
        .boolean()
        .meta({ description: 'true: nobody asked; Fulmar did it by itself (`keepRunning`).' }),
    }),
    error: z.string().optional(),
    reason: z
      .string()
      .optional()
      .meta({
        description:
          'The code of the problem because of which it failed or was rolled back, such as `not-staying-up` or ' +
          '`check-failed`; `host-timeout` while the outcome on a host that did not answer in time is not known yet.',
      }),
    revision: z
      .object({
        commit: z.string().optional(),
        message: z.string().optional(),
        url: z.string().optional(),
      })
      .optional()
      .meta({ description: 'What its image was built from.' }),
    origin: originAnswer.optional(),
    rollback: z
      .enum(['available', 'unavailable'])
      .optional()
      .meta({ description: 'Whether what ran before can be started again where it fails.' }),
  })
  .meta({ id: 'Deployment' });

const step = z.object({
  name: z.string(),
  state: z.enum(stepStates),
  startedAt: time,
  finishedAt: time.nullable(),
  detail: z.string().nullable(),
});

/** A deployment by itself, with what was done. */
export const deploymentDetails = deploymentAnswer
  .extend({
    steps: z.array(step).meta({
      description:
        'In their order. `drift` tells what another client had changed and it overwrites; a single ' +
        'command has no other one.',
    }),
  })
  .meta({ id: 'DeploymentDetails' });

export const deploymentList = z.object({ data: z.array(deploymentAnswer), next: nextField });

const state = z.enum(unikernelStates).meta({
  description:
    '`starting`: requested a moment ago; `restarting`: restarted by its host recently, or ' +
    'gone for a moment; `exited`: it ended; `completed`: it ended with exit code ' +
    '0 and was meant to quit; `missing`: it should run, but has not been seen since it was ' +
    'started or its host came back; `unknown`: its host does not answer.',
});

const drift = z
  .array(z.object({ field: z.string(), desired: z.unknown(), actual: z.unknown() }))
  .meta({ description: 'Where it differs from what was requested.' });

const unikernelFields = {
  host: z.string(),
  name: z.string(),
  account: z.string().nullable().meta({ description: 'Whose domain it is in; null: the root’s.' }),
  foreign: z.boolean().meta({
    description:
      'It belongs to no account, because its name is nested or its domain is not an ' +
      'account’s; administrators see it with `?account=*`, under its full name.',
  }),
  state,
  since: time.nullable().meta({ description: 'When it entered this state, as far as observed.' }),
  restarts: z.int().meta({
    description: 'How often it started by itself in the last ten minutes, at least.',
  }),
  managed: z
    .boolean()
    .meta({ description: 'false: it was not started from here, and is only watched.' }),
  desired: z
    .enum(desiredStates)
    .nullable()
    .meta({ description: 'null: there is no desired state.' }),
  drift,
  labels: z.record(z.string(), z.string()),
  deletionProtection: z.boolean(),
  keepRunning: keepingAnswer,
  keepConsole: z.boolean().meta({ description: 'Whether what it prints is kept.' }),
  health: z.enum(healthStates).nullable().meta({
    description: 'How what is checked of it while it runs does; null: nothing is checked.',
  }),
  update: originAnswer.nullable().meta({
    description: 'What is newer where its image came from; null: nothing is known to be.',
  }),
  lastExit: z
    .object({ code: z.int().nullable(), reason: z.string().nullable() })
    .nullable()
    .meta({ description: 'How it last ended since it was started, if its console says so.' }),
  seenAt: time
    .nullable()
    .meta({ description: 'When it was last seen running, to within a minute.' }),
  askedAt: time.nullable().meta({
    description: 'When it was last deployed, restarted or started from here; null: never.',
  }),
  digest,
  startedAt: time.nullable().meta({ description: 'null: the host does not tell it.' }),
  cpuids: z.array(z.int()),
  memory: z.int().meta({ description: 'MiB' }),
  arguments: z.array(z.string()).meta({
    description:
      'With references in the place of the account’s secrets. Without the scope `unikernels:write` ' +
      'what looks secret is masked, as in `--dns-key=•••`.',
  }),
  blockDevices: z.array(
    z.object({
      name: z.string(),
      volume: z.string(),
      sectorSize: z.int().meta({ description: 'Octets' }),
      size: z.int().nullable().meta({
        description: 'MiB; null where the host does not tell it in a list.',
      }),
    }),
  ),
  networkDevices: z.array(z.object({ name: z.string(), bridge: z.string(), mac: z.string() })),
  failBehaviour: z
    .union([z.enum(['quit', 'unknown']), z.object({ restart: z.array(z.int()).nullable() })])
    .meta({
      description: '`unknown`: its host has one that this release of Fulmar does not know.',
    }),
  startup: z.int(),
};

/** A unikernel of a list. */
export const unikernelAnswer = z
  .object({
    ...unikernelFields,
    usage: z
      .object({
        cpu: z.number().nullable().meta({ description: 'Share of one CPU: 1 is all of it.' }),
        memoryBytes: z.int().meta({ description: 'What of it is in the host’s memory.' }),
      })
      .nullable()
      .meta({
        description:
          'What it uses at present. null: that is not known, as of one that does not run, or where ' +
          'another server watches its host.',
      }),
  })
  .meta({ id: 'Unikernel' });

export const unikernelList = z.object({
  data: z.array(unikernelAnswer),
  errors: hostErrors,
  next: nextField,
});

/** A unikernel by itself. */
export const unikernelDetails = z
  .object({
    ...unikernelFields,
    createdBy: z.string().nullable().meta({
      description:
        'The account that started it first, and its token: `alice/ci`. null: it was not started from here.',
    }),
    addName: z
      .boolean()
      .nullable()
      .meta({ description: 'null: it was not started from here, and the host does not tell it.' }),
    running: z
      .boolean()
      .nullable()
      .meta({
        description:
          'false: it was started, and has ended since; its console may say why. null: the host could ' +
          'not be asked.',
      }),
    lastDeployment: deploymentAnswer.nullable(),
    lock: lockAnswer.nullable().meta({
      description: 'The lock on its deployments. null: they are not locked.',
    }),
    leftToOthers: z
      .array(z.object({ kind: z.enum(['stats', 'log', 'console']), until: timeField }))
      .meta({
        description:
          'Streams that its host sends to only a few clients, and that other clients have taken over twice within ' +
          '10 minutes: Fulmar leaves them to those until `until`. `console`: it is not shown live, and what it prints ' +
          'is not kept; `stats`: what it uses is not recorded; `log`: its end is noticed a few seconds later, as it ' +
          'is where the host refuses its log.',
      }),
    warnings: z.array(z.string()).meta({
      description: 'Sentences about parts of its configuration that are probably not intended.',
    }),
  })
  .meta({ id: 'UnikernelDetails' });

export const consoleList = z.object({
  data: z.array(z.object({ host: z.string(), name: z.string() })),
});
