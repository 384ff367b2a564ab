import type { RegisteredUnikernel } from '../registry/registered-unikernel.ts';

/** What a host takes where nothing is said (docs/albatross-protocol.md, section 5). */
const defaultStartup = 50;

/** As it was asked for, 0 to 100. */
export const startupOf = ({ config, lastInfo }: RegisteredUnikernel): number =>
  (config ?? lastInfo)?.startup ?? defaultStartup;

/** In the order in which a host starts them at its boot. */
export const byStartup = (one: RegisteredUnikernel, other: RegisteredUnikernel): number =>
  startupOf(one) - startupOf(other);
