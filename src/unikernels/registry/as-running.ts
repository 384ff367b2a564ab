import type { UnikernelInfo } from '../../albatross/unikernel.ts';
import { escaped } from '../../base/secret-references.ts';
import { type AskedConfig, askedConfig } from '../asked-config.ts';
import { argumentsOf } from '../running-arguments.ts';

/** As it runs, with what looks like a reference to a secret taken as it stands. */
export function asRunning(info: UnikernelInfo): AskedConfig {
  const running = argumentsOf(info, true);
  return askedConfig({ ...running, arguments: running.arguments?.map(escaped) ?? [] }, running);
}
