import type { UnikernelArguments, UnikernelInfo } from '../albatross/unikernel.ts';
import { Problem } from '../base/errors.ts';
import { escaped, hasReferences, namesIn } from '../base/secret-references.ts';
import { fillIn, referTo } from '../secrets/references.ts';
import type { SecretReader, SecretValues } from '../secrets/secrets.ts';
import { isOneWord } from './argument-words.ts';
import { type AskedConfig, askedConfig, wasToldAs } from './asked-config.ts';
import type { ChangeDeps } from './deps.ts';
import { maxCommandLine, octetsTogether } from './request-schema.ts';
import type { UnikernelKey } from './unikernel-locks.ts';

/** A configuration in both its forms. */
export interface FilledConfig {
  /** What is kept: it names secrets. */
  readonly asked: AskedConfig;
  /** What the host is told: their values are in it. */
  readonly told: UnikernelArguments;
}

/**
 * Fills in a domain's secrets. Throws `secret-missing` and `secret-refused`: before anything is
 * sent, since a host ends what runs before it looks at what it is told.
 */
export async function fillArguments(
  secrets: SecretReader,
  domain: string,
  config: AskedConfig,
): Promise<FilledConfig> {
  const { arguments: texts } = config;
  if (!texts?.some(hasReferences)) return { asked: config, told: config };
  const values = await secrets.valuesOf(domain);
  const { toldDigest: _toldBefore, ...rest } = config;
  const told = { ...rest, arguments: texts.map((text) => fillIn(text, values)) };
  texts.forEach((text, index) => {
    expectOneWord(text, told.arguments[index] ?? '', values);
  });
  expectFitting(told.arguments);
  return { asked: askedConfig({ ...rest, arguments: texts }, told), told };
}

/** The argument itself was looked at where it was given; here, what a secret makes of it. */
function expectOneWord(text: string, filled: string, values: SecretValues): void {
  const names = namesIn(text);
  if (names.length === 0 || isOneWord(filled)) return;
  const secret = names.find((name) => !isOneWord(values.get(name) ?? '')) ?? names[0] ?? '';
  const detail =
    `With the value of the secret ${secret}, an argument would not reach the unikernel as a ` +
    'single one: put a backslash before white space, quotes and backslashes in the value.';
  throw new Problem('secret-refused', detail, { facts: { secret } });
}

function expectFitting(texts: readonly string[]): void {
  const octets = octetsTogether(texts);
  if (octets <= maxCommandLine) return;
  const detail =
    `With secrets filled in, the arguments are ${octets} octets long in all, including ` +
    `the spaces between them; at most ${maxCommandLine} are allowed.`;
  throw new Problem('secret-refused', detail);
}

/**
 * Whether a unikernel that runs as it was asked for would be told other arguments now, since a
 * secret was changed. Throws as `fillArguments` does.
 */
export async function hasNewSecrets(
  { secrets }: Pick<ChangeDeps, 'secrets'>,
  key: UnikernelKey,
  { arguments: running }: UnikernelInfo,
  asked: AskedConfig | null,
): Promise<boolean> {
  if (!asked?.toldDigest || !wasToldAs(asked, running)) return false;
  const { told } = await fillArguments(secrets, key.domain, asked);
  return !wasToldAs(told, running);
}

/** What a unikernel runs with, and how it is named where nobody may see the secrets in it; `asked`: what it was last. */
export async function runningConfig(
  { secrets }: Pick<ChangeDeps, 'secrets'>,
  key: UnikernelKey,
  told: UnikernelArguments,
  asked: AskedConfig | null,
): Promise<FilledConfig> {
  if (!told.arguments?.length) return { asked: told, told };
  const values = await secrets.valuesOf(key.domain);
  return { asked: { ...told, arguments: keptArguments(asked, told.arguments, values) }, told };
}

/**
 * The arguments of a unikernel that runs, to be kept: as they were asked for, where it was told
 * those; else as it has them, with references in the place of values.
 */
export function keptArguments(
  asked: AskedConfig | null,
  running: readonly string[] | null,
  values: SecretValues,
): readonly string[] | null {
  if (asked && wasToldAs(asked, running)) return asked.arguments;
  // What is no argument by itself stays as it is: it would be refused when it is filled in again.
  return running?.map((text) => (isOneWord(text) ? referTo(text, values) : escaped(text))) ?? null;
}
