import { createHash } from 'node:crypto';
import type { UnikernelArguments } from '../albatross/unikernel.ts';

/** What a unikernel was asked to be started with: its arguments name secrets, and hold none of them. */
export interface AskedConfig extends UnikernelArguments {
  /**
   * SHA-256 (base64url) of the arguments as its host was told them, which tells them again; left out
   * where these are they. Only ever sealed.
   */
  readonly toldDigest?: string;
}

type Texts = readonly string[] | null;

/** What is kept of a configuration whose host is told other arguments than were asked for. */
export function askedConfig(config: UnikernelArguments, told: UnikernelArguments): AskedConfig {
  if (isSame(config.arguments, told.arguments)) return config;
  return { ...config, toldDigest: digestOf(told.arguments) };
}

/** Whether these are the arguments that the host was told. */
export function wasToldAs(
  asked: Pick<AskedConfig, 'arguments' | 'toldDigest'>,
  found: Texts,
): boolean {
  if (asked.toldDigest === undefined) return isSame(asked.arguments, found);
  return asked.toldDigest === digestOf(found);
}

const digestOf = (texts: Texts) =>
  createHash('sha256')
    .update(JSON.stringify(texts ?? []))
    .digest('base64url');

/** Lists ask this of each of their unikernels: it makes nothing. */
function isSame(one: Texts, other: Texts): boolean {
  const [texts, others] = [one ?? [], other ?? []];
  return texts.length === others.length && texts.every((text, index) => text === others[index]);
}
