import { fieldErrors, wholeFieldErrors } from '../../api/field-errors.ts';

/**
 * What a refusal says about a configuration: by its members, and what is about one of several by
 * the whole, too.
 */
export const configErrors = (error: unknown): Record<string, string> => ({
  ...wholeFieldErrors(error),
  ...fieldErrors(error),
});
