import { z } from 'zod';
import { consoleHistory } from '../albatross/commands.ts';
import {
  accountQuery,
  anyAccountQuery,
  exactField,
  labelField,
  momentField,
} from '../http/fields.ts';
import { idField } from '../http/id-field.ts';
import { pageQuery } from '../http/paging.ts';
import { blockDevices, networkDevices } from './device-schema.ts';

export const hostParams = z.strictObject({ host: labelField });
export const unikernelParams = z.strictObject({ host: labelField, name: labelField });

/** MiB; far from where MiB in octets leave the safe integers. */
const maxMemory = 2 ** 30;
const defaultMemory = 32;

/**
 * Octets of a command line: a tender takes 8191 (`HVT_CMDLINE_SIZE`), of which `--name=NAME` may be
 * some, and ends at once where there are more.
 */
export const maxCommandLine = 8_000;
const maxArguments = 256;

/** Octets of a command line. */
export const octetsTogether = (texts: readonly string[]) => Buffer.byteLength(texts.join(' '));

const cpuids = z
  .array(z.int().min(0).max(4095))
  .min(1, 'must name at least one CPU: a unikernel without one does not start')
  .max(256)
  .transform((ids) => [...new Set(ids)].sort((one, other) => one - other))
  .meta({ description: 'CPUs to run on. By default the policy’s least used one.' });

const argumentTexts = z
  .array(exactField)
  .meta({
    description:
      'White space that belongs to an argument is escaped or quoted in it, since a unikernel gets ' +
      'all of them joined by spaces: `--motd=good\\ day`.',
  })
  .max(maxArguments)
  .refine(
    (texts) => octetsTogether(texts) <= maxCommandLine,
    `must have at most ${maxCommandLine} octets together, spaces between them included`,
  );

const exitCodes = z
  .array(z.int().min(0).max(255))
  .min(1)
  .max(256)
  .transform((codes) => [...new Set(codes)].sort((one, other) => one - other));

const failBehaviour = z
  .union([z.literal('quit'), z.strictObject({ restart: exitCodes.nullable() })], {
    error: 'must be "quit", {"restart": null} or {"restart": [exit codes from 0 to 255]}',
  })
  .meta({
    description:
      'What the host does when the unikernel exits: `"quit"`, or `{"restart": null}` on any code ' +
      'but 1 and 60 to 64 (from albatross 2.8 on also 123 to 125), or on the listed codes.',
  });

const startup = z
  .int()
  .min(0)
  .max(100)
  .meta({ description: 'Order at the host’s boot; by default 50.' });

const addName = z.boolean().meta({ description: 'Whether the host passes `--name=NAME`.' });

export const memory = z.int().min(1).max(maxMemory).meta({ description: 'MiB' });

/** What a unikernel is started with, where nothing of it has to be given. */
export const changes = {
  cpuids: cpuids.optional(),
  arguments: argumentTexts.optional(),
  blockDevices: blockDevices.optional(),
  networkDevices: networkDevices.optional(),
  failBehaviour: failBehaviour.optional(),
  startup: startup.optional(),
  addName: addName.optional(),
};

/** The part `config` of a creation. */
export const createConfig = z
  .strictObject({
    name: labelField,
    ...changes,
    memory: memory.default(defaultMemory),
    arguments: argumentTexts.default([]),
    failBehaviour: failBehaviour.default({ restart: null }),
    addName: addName.default(true),
    force: z
      .boolean()
      .default(false)
      .meta({ description: 'Whether one of the same name is replaced.' }),
  })
  .meta({ id: 'CreateUnikernel' });

export type CreateConfig = z.output<typeof createConfig>;

/** The part `config` of an update: what is not given is kept. */
export const updateConfig = z
  .strictObject({
    ...changes,
    memory: memory.optional(),
    force: z.boolean().optional().meta({
      description:
        'Whether an image for another target or ABI than the one that runs is sent, too.',
    }),
  })
  .meta({ id: 'UpdateUnikernel' });

export type UpdateConfig = z.output<typeof updateConfig>;

/** The body of a restart: what is not given is kept. */
export const restartBody = z
  .strictObject({
    ...changes,
    memory: memory.optional().meta({
      description:
        'MiB. From albatross 2.8 on; where the host keeps the old one the answer is `host-refused`, ' +
        'although it has restarted the unikernel.',
    }),
  })
  .meta({ id: 'RestartUnikernel' });

export type RestartChanges = z.output<typeof restartBody>;

export const destroyQuery = accountQuery.extend({
  forget: z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .optional()
    .meta({ description: 'Whether to forget a unikernel that does not run.' }),
});

/** A console's beginning; `Last-Event-ID` has precedence. */
export const consoleQuery = accountQuery
  .extend({
    count: z.coerce
      .number()
      .pipe(z.int().min(0).max(consoleHistory))
      .optional()
      .meta({ description: 'So many of the last lines first; by default all that the host has.' }),
    since: momentField.optional().meta({ description: 'The lines since this time first.' }),
    masked: z
      .stringbool({ truthy: ['true'], falsy: ['false'] })
      .default(false)
      .meta({
        description:
          'Whether values of the account’s secrets are shown as references to them, for a place where others ' +
          'read along.',
      }),
  })
  .refine(({ count, since }) => count === undefined || since === undefined, {
    path: ['since'],
    message: 'cannot be combined with count',
  });

export const deploymentsQuery = accountQuery.extend({
  ...pageQuery,
});

export const recentDeploymentsQuery = deploymentsQuery.extend({
  account: anyAccountQuery.shape.account,
  host: labelField.optional().meta({ description: 'What was done on this host.' }),
  before: idField
    .optional()
    .meta({ description: 'The former name of `cursor`.', param: { deprecated: true } }),
});
