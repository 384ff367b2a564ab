import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { OwnServer } from '../../support/own-server.ts';

const file = join(import.meta.dirname, '../../mollymawk/store/sample-v10.json');

const token = z.looseObject({ value: z.string(), name: z.string(), expires_in: z.number() });
const user = z.looseObject({
  uuid: z.string(),
  name: z.string(),
  email: z.string(),
  active: z.boolean(),
  tokens: z.array(token),
});
const host = z.looseObject({ name: z.string(), server_ip: z.string(), server_port: z.number() });

const sample = z
  .looseObject({ users: z.array(user), configuration: z.array(host) })
  .parse(JSON.parse(readFileSync(file, 'utf8')));

/** What mollymawk has of a host, of the sample, but for what is given. */
export const hostOf = (
  { emulator }: Pick<OwnServer, 'emulator'>,
  more: Readonly<Record<string, unknown>> = {},
) => ({
  ...sample.configuration[0],
  certificate: emulator.authority.certificatePem,
  private_key: emulator.authority.privateKeyPem,
  server_ip: emulator.address,
  server_port: emulator.port,
  ...more,
});

/** A token of mollymawk's that has not ended, but for what is given. */
export const tokenOf = (value: string, more: Readonly<Record<string, unknown>> = {}) => ({
  ...sample.users[0]?.tokens[0],
  ...{ value, name: 'ci', expires_in: 100 * 365 * 86_400 },
  ...more,
});

/** A user of mollymawk's who is no administrator, but for what is given. */
export const userOf = (name: string, more: Readonly<Record<string, unknown>> = {}) => ({
  ...sample.users[0],
  uuid: uuidOf(name),
  name,
  email: `${name}@example.org`,
  tokens: [],
  cookies: [],
  ...more,
});

/** A version 4 UUID that a text makes. */
export function uuidOf(text: string): string {
  const digits = Buffer.from(text).toString('hex').padEnd(12, '0').slice(0, 12);
  return `c989a0f0-7cea-4b1a-8ee1-${digits}`;
}

/** mollymawk's data, of the sample, with tokens that have not ended and a host that is there. */
export function storeOf(server: Pick<OwnServer, 'emulator'>) {
  const users = sample.users.map((each) => ({
    ...each,
    tokens: each.tokens.map((one) => ({ ...one, expires_in: 100 * 365 * 86_400 })),
  }));
  return { ...sample, users, configuration: [hostOf(server)] };
}
