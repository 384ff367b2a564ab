import { DatabaseUnreachableError, DatabaseUnusableError } from '../database/errors.ts';
import { ImagesUnusableError } from '../storage/kept-images/errors.ts';
import { ConfigError } from './configuration.ts';
import { DataFolderError } from './data-folder.ts';
import { KeyPairError } from './key-pair.ts';

/** What is wrong for a reason that whoever starts the server can mend: a sentence, no stack. */
const explained = [
  ConfigError,
  DataFolderError,
  DatabaseUnreachableError,
  DatabaseUnusableError,
  ImagesUnusableError,
  KeyPairError,
];

/** Why a server cannot run, for whoever starts it: with its stack only where it is a fault of ours. */
export function explainFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (explained.some((kind) => error instanceof kind)) return error.message;
  // What the machine refuses, as a port that is taken or a folder that is not to be written to.
  if ('syscall' in error) return `The server cannot run: ${error.message}.${adviceOn(error)}`;
  return error.stack ?? error.message;
}

/** What helps against a refusal of the machine: a sentence after a space, or nothing. */
function adviceOn(error: Error): string {
  if (Reflect.get(error, 'code') !== 'EADDRINUSE') return '';
  return ' Set FULMAR_PORT to another port, or to 0 for one that is free.';
}
