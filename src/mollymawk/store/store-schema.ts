import * as z from 'zod';
import { labelField, momentField } from '../../http/fields.ts';
import { addressOf } from './mailbox.ts';

/** `2026-11-28 14:04:51-00:00`, to a moment. */
const time = z
  .string()
  .transform((text) => text.replace(' ', 'T').replace(/-00:00$/, 'Z'))
  .pipe(momentField);

export const storeToken = z.object({
  value: z.string(),
  name: z.string(),
  created_at: time,
  /** Seconds; any number, as whoever made it has wished. */
  expires_in: z.number(),
});

/** What is only counted: if it is missing or malformed, it counts as none. */
const counted = z.array(z.unknown()).catch([]);

/** A user; each token is read by itself. */
export const storeUser = z.object({
  uuid: z.uuid().transform((text) => text.toLowerCase()),
  name: labelField,
  /** The address alone; null where it is none that can be used here. */
  email: z.string().transform(addressOf),
  active: z.boolean(),
  super_user: z.boolean(),
  // Each load and write of mollymawk's swaps the two: the earlier one is when it was created.
  created_at: time,
  updated_at: time,
  tokens: z.array(z.unknown()).default([]),
  cookies: counted,
  unikernel_updates: counted,
  scaling_policies: counted,
});

export const storeHost = z.object({
  name: labelField,
  certificate: z.string(),
  private_key: z.string(),
  server_ip: z.string(),
  server_port: z.number(),
});

/** mollymawk's data, of the versions that it reads itself; each entry is read by itself. */
export const store = z.object({
  version: z.literal([9, 10]),
  users: z.array(z.unknown()),
  configuration: z.array(z.unknown()),
});

export type StoreToken = z.output<typeof storeToken>;
export type StoreHost = z.output<typeof storeHost>;

export interface StoreUser extends Omit<z.output<typeof storeUser>, 'tokens'> {
  readonly tokens: readonly StoreToken[];
}

/** An entry that is not as mollymawk writes it. */
export interface StoreFault {
  readonly what: 'account' | 'token' | 'host';
  /** As far as it has one; of a token with its user's before it. */
  readonly name: string;
  /** The address of an account, where that can be read: nobody else's, then. */
  readonly email?: string | null;
  /** Repeats no value of it. */
  readonly why: string;
}

/** What of mollymawk's data can be read, and what cannot. What mollymawk does not know either is left out. */
export interface Store {
  readonly version: number;
  readonly users: readonly StoreUser[];
  readonly configuration: readonly StoreHost[];
  readonly faults: readonly StoreFault[];
}
