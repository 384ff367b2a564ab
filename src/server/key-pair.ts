import { readFile } from 'node:fs/promises';
import { createSecureContext } from 'node:tls';
import type { KeyPair } from '../http/listen.ts';

/** The files of a certificate and its private key (PEM). */
export interface KeyPairFiles {
  readonly cert: string;
  readonly key: string;
}

/** The certificate or its key cannot be used. The message says which and why, and shows nothing of them. */
export class KeyPairError extends Error {
  override readonly name = 'KeyPairError';
}

/** Reads a pair, and finds whether its two halves belong together. Rejects with `KeyPairError`. */
export async function readKeyPair({ cert, key }: KeyPairFiles): Promise<KeyPair> {
  const pair = {
    cert: await read('FULMAR_TLS_CERT', cert),
    key: await read('FULMAR_TLS_KEY', key),
  };
  try {
    createSecureContext(pair);
    return pair;
  } catch (cause) {
    const message = `${cert} (FULMAR_TLS_CERT) and ${key} (FULMAR_TLS_KEY) are no certificate and its key: ${wordsOf(cause)}`;
    throw new KeyPairError(message, { cause });
  }
}

async function read(name: string, file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new KeyPairError(`${file} (${name}): ${Reflect.get(Object(cause), 'code')}`, { cause });
  }
}

const wordsOf = (cause: unknown) =>
  `${Reflect.get(Object(cause), 'reason') ?? Reflect.get(Object(cause), 'code') ?? 'unreadable'}.`;
