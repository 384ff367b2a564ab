import * as z from 'zod';
import { labelField, momentField } from '../../http/fields.ts';
import { addressOf } from './mailbox.ts';

/** `2026-11-28 14:04:51-00:00`, to a moment. */
const time = z
  .string()
  .transform((text) => text.replace(' ', 'T').replace(/-00:00$/, 'Z'))
  .pipe(momentField);

const token = z.object({
  value: z.string(),
  name: z.string(),
  created_at: time,
  /** Seconds; any number, as whoever made it has wished. */
  expires_in: z.number(),
});

const user = z.object({
  uuid: z.uuid().transform((text) => text.toLowerCase()),
  name: labelField,
  /** The address alone; null where it is none that can be used here. */
  email: z.string().transform(addressOf),
  active: z.boolean(),
  super_user: z.boolean(),
  // Each load and write of mollymawk's swaps the two: the earlier one is when it was created.
  created_at: time,
  updated_at: time,
  tokens: z.array(token),
  cookies: z.array(z.unknown()),
  unikernel_updates: z.array(z.unknown()),
  scaling_policies: z.array(z.unknown()).default([]),
});

const host = z.object({
  name: labelField,
  certificate: z.string(),
  private_key: z.string(),
  server_ip: z.string(),
  server_port: z.number(),
});

/** mollymawk's data, of the versions that it reads itself. What it does not know either is left out. */
export const store = z.object({
  version: z.literal([9, 10]),
  users: z.array(user),
  configuration: z.array(host),
});

export type Store = z.output<typeof store>;
export type StoreUser = z.output<typeof user>;
export type StoreToken = z.output<typeof token>;
export type StoreHost = z.output<typeof host>;
