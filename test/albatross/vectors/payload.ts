import { z } from 'zod';
import type { Success } from '../../../src/albatross/messages.ts';
import { command } from './command.ts';
import { statsData } from './stats.ts';
import { unikernelInfo } from './unikernel.ts';
import { int64, name, octets, policy, time } from './values.ts';

const named = { name, info: unikernelInfo };

const unikernels = <T extends string>(type: T) =>
  z.strictObject({ type: z.literal(type), unikernels: z.array(z.strictObject(named)) });

const toNamed = (json: { unikernels: z.infer<z.ZodObject<typeof named>>[] }) =>
  json.unikernels.map(({ name, info }) => ({ name, value: info }));

const success = z.union([
  z
    .strictObject({ type: z.literal('success_empty') })
    .transform((): Success => ({ type: 'empty' })),
  z
    .strictObject({ type: z.literal('success_string'), value: z.string(), value_hex: octets })
    .transform((json): Success => ({ type: 'string', value: json.value })),
  z
    .strictObject({
      type: z.literal('success_policies'),
      policies: z.array(z.strictObject({ name, policy })),
    })
    .transform((json): Success => {
      const policies = json.policies.map(({ name, policy }) => ({ name, value: policy }));
      return { type: 'policies', policies };
    }),
  unikernels('success_unikernel_info').transform(
    (json): Success => ({ type: 'unikernel-info', unikernels: toNamed(json) }),
  ),
  unikernels('success_old_unikernel_info4').transform(
    (json): Success => ({ type: 'old-unikernel-info4', unikernels: toNamed(json) }),
  ),
  unikernels('success_old_unikernel_info5').transform(
    (json): Success => ({ type: 'old-unikernel-info5', unikernels: toNamed(json) }),
  ),
  z
    .strictObject({
      type: z.literal('success_unikernel_image'),
      compressed: z.boolean(),
      image_hex: octets,
    })
    .transform(
      (json): Success => ({
        type: 'unikernel-image',
        compressed: json.compressed,
        image: json.image_hex,
      }),
    ),
  z
    .strictObject({
      type: z.literal('success_block_devices'),
      block_devices: z.array(z.strictObject({ name, size: z.number(), active: z.boolean() })),
    })
    .transform((json): Success => ({ type: 'block-devices', blockDevices: json.block_devices })),
  z
    .strictObject({ type: z.literal('success_block_device_image'), compressed: z.boolean() })
    .transform((json): Success => ({ type: 'block-device-image', compressed: json.compressed })),
  z
    .strictObject({
      type: z.literal('success_old_block_device_image'),
      compressed: z.boolean(),
      data_hex: octets,
    })
    .transform(
      (json): Success => ({
        type: 'old-block-device-image',
        compressed: json.compressed,
        data: json.data_hex,
      }),
    ),
  z
    .strictObject({ type: z.literal('success_consoles'), consoles: z.array(name) })
    .transform((json): Success => ({ type: 'consoles', names: json.consoles })),
]);

const data = z.union([
  statsData,
  z
    .strictObject({
      type: z.literal('data_console'),
      timestamp: time,
      line: z.string(),
      line_hex: octets,
    })
    .transform(({ timestamp, line }) => ({ type: 'console' as const, timestamp, line })),
  z
    .strictObject({ type: z.literal('data_block'), data_hex: octets.nullable() })
    .transform((json) => ({ type: 'block' as const, data: json.data_hex })),
]);

export const payload = z.union([
  z
    .strictObject({ type: z.literal('command'), command })
    .transform((json) => ({ type: 'command' as const, command: json.command })),
  z
    .strictObject({ type: z.literal('failure'), message: z.string(), message_hex: octets })
    .transform((json) => ({ type: 'failure' as const, words: json.message })),
  success.transform((value) => ({ type: 'success' as const, success: value })),
  data.transform((value) => ({ type: 'data' as const, data: value })),
]);

export const header = z
  .strictObject({ version: z.literal(5), sequence: int64, name })
  .transform((json) => ({ sequence: json.sequence, name: json.name }));
