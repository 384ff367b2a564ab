import { createSecretKey, type KeyObject } from 'node:crypto';
import type { Client } from 'ssh2';

/**
 * Makes a key of the octets that ssh2 encrypts with, to be called after each exchange of keys. It gives
 * the octets to Node with every packet, and what Node makes of them costs more than encrypting 32 KiB.
 * The field is ssh2's own: where it is not there (another cipher, another ssh2), nothing is changed.
 */
export function prepareKey(client: Client): void {
  const cipher = inside(inside(client, '_protocol'), '_cipher');
  const key = inside(cipher, '_encKey');
  if (takesKey(cipher) && Buffer.isBuffer(key)) cipher._encKey = createSecretKey(key);
}

const inside = (value: unknown, field: string): unknown =>
  isObject(value) ? Reflect.get(value, field) : undefined;

const takesKey = (value: unknown): value is { _encKey: KeyObject } =>
  isObject(value) && '_encKey' in value;

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
