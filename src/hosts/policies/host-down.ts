import { type ErrorCode, Problem } from '../../base/errors.ts';

const awayCodes: ReadonlySet<ErrorCode> = new Set(['host-unreachable', 'host-timeout']);

/** A policy is nothing without its host: what fails since that is away is `host-down`. */
export async function orHostDown<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof Problem) || !awayCodes.has(error.code)) throw error;
    throw new Problem('host-down', error.detail, { cause: error, facts: error.facts });
  }
}
