import { z } from 'zod';
import { hostErrors } from '../http/fields.ts';
import { deploymentActions, deploymentStates } from './entity.ts';

const time = z.iso.datetime().meta({ description: 'RFC 3339, UTC' });
const digest = z.string().meta({ description: 'SHA-256 of the image, hex.' });

export const deploymentAnswer = z
  .object({
    id: z.uuid(),
    host: z.string(),
    unikernel: z.string(),
    action: z.enum(deploymentActions),
    state: z.enum(deploymentStates).meta({
      description:
        '`unknown`: it was sent, and nothing came back that tells what became of it. That is found ' +
        'out from the host; with `finishedAt` it cannot be any more.',
    }),
    digest: digest.nullable(),
    startedAt: time,
    finishedAt: time.nullable(),
    by: z.object({
      account: z.string(),
      token: z
        .object({ name: z.string(), prefix: z.string() })
        .nullable()
        .meta({ description: 'null: a signed-in person.' }),
    }),
    error: z.string().optional(),
  })
  .meta({ id: 'Deployment' });

export const deploymentList = z.object({ data: z.array(deploymentAnswer) });

const unikernelFields = {
  host: z.string(),
  name: z.string(),
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
  failBehaviour: z.union([z.literal('quit'), z.object({ restart: z.array(z.int()).nullable() })]),
  startup: z.int(),
};

/** A unikernel of a list. */
export const unikernelAnswer = z.object(unikernelFields).meta({ id: 'Unikernel' });

export const unikernelList = z.object({ data: z.array(unikernelAnswer) });

export const unikernelsAcross = z.object({ data: z.array(unikernelAnswer), errors: hostErrors });

/** A unikernel by itself. */
export const unikernelDetails = z
  .object({
    ...unikernelFields,
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
    warnings: z.array(z.string()).meta({
      description: 'What it was started with that is likely not meant so, in sentences.',
    }),
  })
  .meta({ id: 'UnikernelDetails' });

export const consoleList = z.object({
  data: z.array(z.object({ host: z.string(), name: z.string() })),
});
