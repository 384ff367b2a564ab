import { isAbsolute, join } from 'node:path';
import type { CliDeps } from '../output/cli-deps.ts';

/** Where the contexts are kept (XDG Base Directory Specification). */
export function contextsFile({ environment, home }: CliDeps): string {
  const { XDG_CONFIG_HOME: configured = '' } = environment;
  const base = isAbsolute(configured) ? configured : join(home, '.config');
  return join(base, 'fulmar', 'contexts.json');
}
