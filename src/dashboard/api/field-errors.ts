import { ProblemError } from './problem-error.ts';

/** What a refusal says about the fields of a form, by the fields' names. */
export function fieldErrors(error: unknown): Record<string, string> {
  if (!(error instanceof ProblemError)) return {};
  return Object.fromEntries(error.errors.map(({ path, message }) => [path, message]));
}

/** The same by whole fields, where one holds a list: `names.0` is about `names`. */
export function wholeFieldErrors(error: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fieldErrors(error)).map(([path, message]) => [path.split('.')[0], message]),
  );
}
