import { InvalidArgumentError } from '@commander-js/extra-typings';
import type { Schema } from '../../api/schema.ts';
import { anySource } from '../../files/source-schema.ts';

/** What may be asked for in a deployment. */
export type Deploy = Schema['Deploy'];

export type Check = Schema['Check'];

/** `DEVICE=VALUE`, or a device alone. */
export function readDevice(text: string): { readonly name: string; readonly value?: string } {
  const at = text.indexOf('=');
  return at === -1 ? { name: text } : { name: text.slice(0, at), value: text.slice(at + 1) };
}

/** A source as the API has it, in JSON. */
export function readSource(text: string): NonNullable<Deploy['source']> {
  const parsed = anySource.safeParse(jsonIn(text));
  if (parsed.success) return parsed.data;
  throw new InvalidArgumentError(
    'It must be JSON such as {"kind": "oci", "reference": "registry.example.org/name:tag"}; the kinds are github, oci, builder, https and release.',
  );
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // the parser's own words are no help
  }
}

/** A check from its address: `http://…`, `https://…`, `tcp://HOST:PORT` or `console:TEXT`. */
export function readCheck(text: string): Check {
  if (/^https?:/.test(text)) return { kind: 'http', url: text };
  if (text.startsWith('console:'))
    return { kind: 'console', pattern: text.slice('console:'.length) };
  const tcp = /^tcp:\/\/(.+):(\d{1,5})$/.exec(text);
  if (tcp) return { kind: 'tcp', host: tcp[1] ?? '', port: Number(tcp[2]) };
  throw new InvalidArgumentError('It must be http(s)://…, tcp://HOST:PORT or console:TEXT.');
}

/** One more check of an option that may be given several times. */
export const oneMoreCheck = (text: string, before: readonly Check[] = []): Check[] => [
  ...before,
  readCheck(text),
];
