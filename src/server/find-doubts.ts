import { didYouMean, suggest } from '../base/did-you-mean.ts';
import type { Variable } from './define-setting.ts';

/** What the command, `compose.yaml` and the lines of the documentation go by, and the server does not. */
const ofOthers = [
  'FULMAR_SERVER',
  'FULMAR_TOKEN',
  'FULMAR_KEEP_IN',
  'FULMAR_PROGRAM',
  'FULMAR_NAME',
  'FULMAR_TAG',
  'FULMAR_IDENTITY',
];

/**
 * What the emulator and the tests go by, and what Kubernetes and Docker say of services that are called `fulmar`,
 * `fulmar-db` and the like.
 */
const ofSurroundings =
  /^FULMAR_(EMULATOR_|TEST_|([A-Z0-9_]+_)?(SERVICE_(HOST|PORT)|PORT_\d+_(TCP|UDP))|ENV_)|^FULMAR_ENV$/;

/**
 * What of an environment looks like a setting, and is none, as after a typing error: a sentence each, with what
 * may have been meant. No value is repeated.
 */
export function findDoubts(
  environment: Readonly<Record<string, string | undefined>>,
  variables: readonly Variable[],
): readonly string[] {
  const known = variables.flatMap(({ name, secret }) => (secret ? [name, `${name}_FILE`] : [name]));
  const others = new Set([...known, ...ofOthers]);
  return Object.keys(environment)
    .filter((name) => name.startsWith('FULMAR_') && !others.has(name) && !ofSurroundings.test(name))
    .filter((name) => !isOfService(name, environment))
    .sort()
    .map((name) => {
      const meant = didYouMean(name, known) || suggest(kinOf(name, variables));
      return `${name}: is not a setting, and is ignored.${meant}`;
    });
}

/** Whether it is the port of a service, which Kubernetes tells beside its address. */
const isOfService = (name: string, environment: Readonly<Record<string, string | undefined>>) =>
  name.endsWith('_PORT') && name.replace(/PORT$/, 'SERVICE_HOST') in environment;

/** The settings that a name is a part of, or that are a part of it, as of `FULMAR_SMTP` and `FULMAR_DATA_DIR`. */
function kinOf(name: string, variables: readonly Variable[]): readonly string[] {
  const begins = (one: string, other: string) => other.startsWith(`${one}_`);
  return variables
    .map((variable) => variable.name)
    .filter((each) => begins(name, each) || begins(each, name));
}
