import { z } from 'zod';
import { checkSchema } from './checks-schema.ts';
import { remoteSource } from './source-schema.ts';

/** What hosts, unikernels and volumes are called. */
export const label = z
  .string()
  .regex(
    /^(?!-)(?!\.+$)[a-z0-9.-]{1,63}$/,
    'must be 1 to 63 of a-z, 0-9, - and ., not beginning with -',
  );
const mebibytes = z.int('must be a number of MiB, as 64').min(1).meta({ description: 'MiB' });

/** What a unikernel is started with. */
const config = {
  memory: mebibytes.optional(),
  cpuids: z.array(z.int().min(0)).min(1).optional(),
  arguments: z.array(z.string()).optional(),
  networkDevices: z
    .array(
      z.strictObject({
        name: z.string(),
        bridge: z.string().optional(),
        mac: z.string().optional(),
      }),
    )
    .optional(),
  blockDevices: z
    .array(
      z.strictObject({
        name: z.string(),
        volume: label.optional(),
        sectorSize: z.int().optional(),
      }),
    )
    .optional(),
  failBehaviour: z
    .union([z.literal('quit'), z.strictObject({ restart: z.array(z.int()).nullable() })])
    .optional(),
  startup: z.int().min(0).max(100).optional(),
  addName: z.boolean().optional(),
};

/** How a deployment is followed. */
const following = {
  checks: z.array(checkSchema).max(10).optional(),
  settle: z.int().min(0).optional().meta({ description: 'Seconds that it has to stay up.' }),
  deadline: z.int().min(1).optional().meta({ description: 'Seconds until all checks pass.' }),
  onFailure: z.enum(['rollback', 'keep', 'stop']).optional(),
};

/** What is kept beside it. */
const settings = {
  labels: z.record(z.string(), z.string()).optional(),
  deletionProtection: z.boolean().optional(),
  keepRunning: z.boolean().optional(),
};

const unikernel = z
  .strictObject({
    host: label.optional().meta({ description: 'By default that of the file.' }),
    image: z.string().optional().meta({ description: 'A path, seen from the folder of the file.' }),
    source: remoteSource.optional().meta({ description: 'Where the server fetches the image.' }),
    signature: z.string().optional().meta({
      description:
        'Path of the minisign signature of the image, or of the file at the source; by default NAME.minisig beside the image.',
    }),
    ...config,
    ...following,
    ...settings,
  })
  .refine((each) => (each.image === undefined) !== (each.source === undefined), {
    path: ['image'],
    error: 'must be given, or else source',
  });

const volume = z.strictObject({
  host: label.optional().meta({ description: 'By default that of the file.' }),
  size: mebibytes,
});

/** What `fulmar.yaml` says: unikernels and volumes by their names. */
export const projectSchema = z.strictObject({
  host: label.optional().meta({ description: 'Where all is that names no host.' }),
  volumes: z.record(label, volume).default({}),
  unikernels: z.record(label, unikernel).default({}),
});

export type Project = z.output<typeof projectSchema>;
export type ProjectUnikernel = Project['unikernels'][string];
export type ProjectVolume = Project['volumes'][string];
