import { z } from 'zod';
import type { Command } from '../../../src/albatross/commands.ts';
import { unikernelArguments, unikernelConfig } from './unikernel.ts';
import { integer, octets, policy, time } from './values.ts';

/** A command without members. */
const plain = <T extends string, U extends Command>(type: T, command: U) =>
  z.strictObject({ type: z.literal(type) }).transform(() => command);

const consoleSubscribe = z.union([
  z.strictObject({ type: z.literal('console_subscribe'), since: time }).transform(({ since }) => ({
    type: 'console-subscribe' as const,
    start: { since },
  })),
  z
    .strictObject({ type: z.literal('console_subscribe'), count: integer })
    .transform(({ count }) => ({ type: 'console-subscribe' as const, start: { count } })),
]);

const consoleAdd = z
  .strictObject({ type: z.literal('console_add'), max_unikernels: z.number() })
  .transform((json) => ({ type: 'console-add' as const, maxUnikernels: json.max_unikernels }));

const statsAdd = z
  .strictObject({
    type: z.literal('stats_add'),
    vmmdev: z.string(),
    pid: z.number(),
    taps: z.array(z.strictObject({ bridge: z.string(), tap: z.string() })),
  })
  .transform((json) => ({ ...json, type: 'stats-add' as const }));

const create = z
  .strictObject({ type: z.literal('unikernel_create'), config: unikernelConfig })
  .transform(({ config }) => ({ type: 'unikernel-create' as const, config }));

const forceCreate = z
  .strictObject({ type: z.literal('unikernel_force_create'), config: unikernelConfig })
  .transform(({ config }) => ({ type: 'unikernel-force-create' as const, config }));

const restart = z
  .strictObject({
    type: z.literal('unikernel_restart'),
    arguments: unikernelArguments.nullable(),
  })
  .transform((json) => ({ type: 'unikernel-restart' as const, arguments: json.arguments }));

const policyAdd = z
  .strictObject({ type: z.literal('policy_add'), policy })
  .transform((json) => ({ type: 'policy-add' as const, policy: json.policy }));

const blockAdd = z
  .strictObject({ type: z.literal('block_add'), size: z.number() })
  .transform(({ size }) => ({ type: 'block-add' as const, size }));

const blockSet = z
  .strictObject({ type: z.literal('block_set'), compressed: z.boolean() })
  .transform(({ compressed }) => ({ type: 'block-set' as const, compressed }));

const oldBlockAdd = z
  .strictObject({
    type: z.literal('old_block_add'),
    size: z.number(),
    compressed: z.boolean(),
    data_hex: octets.nullable(),
  })
  .transform(({ size, compressed, data_hex: data }) => ({
    type: 'old-block-add' as const,
    size,
    compressed,
    data,
  }));

const oldBlockSet = z
  .strictObject({
    type: z.literal('old_block_set'),
    compressed: z.boolean(),
    data_hex: octets,
  })
  .transform(({ compressed, data_hex: data }) => ({
    type: 'old-block-set' as const,
    compressed,
    data,
  }));

const levels = {
  unikernel_get: 'unikernel-get',
  block_dump: 'block-dump',
  old_block_dump: 'old-block-dump',
} as const;

const withLevel = z
  .strictObject({
    type: z.enum(['unikernel_get', 'block_dump', 'old_block_dump']),
    compression_level: z.number(),
  })
  .transform((json) => ({ type: levels[json.type], compressionLevel: json.compression_level }));

export const command = z.union([
  consoleSubscribe,
  consoleAdd,
  statsAdd,
  create,
  forceCreate,
  restart,
  policyAdd,
  blockAdd,
  blockSet,
  oldBlockAdd,
  oldBlockSet,
  withLevel,
  plain('console_list_inactive', { type: 'console-list-inactive' }),
  plain('stats_remove', { type: 'stats-remove' }),
  plain('stats_subscribe', { type: 'stats-subscribe' }),
  plain('stats_initial', { type: 'stats-initial' }),
  plain('unikernel_info', { type: 'unikernel-info' }),
  plain('unikernel_destroy', { type: 'unikernel-destroy' }),
  plain('old_unikernel_info4', { type: 'old-unikernel-info4' }),
  plain('old_unikernel_info5', { type: 'old-unikernel-info5' }),
  plain('policy_info', { type: 'policy-info' }),
  plain('policy_remove', { type: 'policy-remove' }),
  plain('block_info', { type: 'block-info' }),
  plain('block_remove', { type: 'block-remove' }),
]);
