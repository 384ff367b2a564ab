import * as z from 'zod';

/** What the manual says about one environment variable. */
export interface Variable {
  readonly name: string;
  readonly about: string;
  /** What holds where it is missing or empty. */
  readonly standard: string;
  /** A secret may also be given as a file, by the same name with `_FILE`. */
  readonly secret?: boolean;
  /** Whether it is read in lower case, too, as by other programs; which goes first. */
  readonly lowerCase?: boolean;
}

/** The variable of each setting; docs/configuration.md is made from this. */
export const variables = z.registry<Variable>();

/** A variable with a value of its own where it is missing. */
export function setting<T>(schema: z.ZodType<T, string>, variable: Variable) {
  return schema.prefault(variable.standard).register(variables, variable);
}

/** A variable that is null where it is missing; `standard` says in words what happens then. */
export function optional<T>(schema: z.ZodType<T, string>, variable: Variable) {
  return schema.nullable().prefault(null).register(variables, variable);
}
