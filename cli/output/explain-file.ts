import { CommandError } from './command-error.ts';

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'you may not read it',
  EISDIR: 'this is a folder',
  EEXIST: 'it is there already',
  ENOSPC: 'the disk is full',
};

/** Why a file cannot be used, for people; anything unexpected as it is. */
export function explainFile(file: string, error: Error, known?: string): Error;
export function explainFile(file: string, error: unknown, known?: string): unknown;
export function explainFile(file: string, error: unknown, known?: string): unknown {
  const reason = known ?? reasons[`${Reflect.get(Object(error), 'code')}`];
  if (reason === undefined) return error;
  return new CommandError(`${file}: ${reason}.`, undefined, { cause: error });
}
