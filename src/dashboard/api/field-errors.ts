import { ProblemError } from './problem-error.ts';

/** What a refusal says about the fields of a form, by the fields' names. */
export function fieldErrors(error: unknown): Record<string, string> {
  if (!(error instanceof ProblemError)) return {};
  return Object.fromEntries(error.errors.map(({ path, message }) => [path, message]));
}
