import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import type { CliDeps } from '../../output/cli-deps.ts';
import { CommandError } from '../../output/command-error.ts';

type Environment = CliDeps['environment'];

/** How the server of this machine is named. */
export interface ServerOptions {
  readonly data?: string;
  readonly settings?: string;
  readonly program?: string;
}

/** A server of this machine: its data folder, and what its program is started with where it does not run. */
export interface LocalServer {
  readonly folder: string;
  readonly environment: Environment;
  readonly program: string;
}

/** Where the Debian package has the server's program, its data and its settings. */
const debianPackage = {
  program: '/usr/lib/fulmar/bin/fulmar-server',
  data: '/var/lib/fulmar',
  settings: '/etc/fulmar/fulmar.env',
};

/**
 * Finds the server of this machine; that of the Debian package where the package's own command is called
 * and nothing else is said. Throws `CommandError` where the settings that were named cannot be read.
 */
export async function findLocalServer(
  { environment }: CliDeps,
  { data, settings, program }: ServerOptions,
  installed = debianPackage,
): Promise<LocalServer> {
  const isPackaged = environment.FULMAR_PROGRAM === installed.program;
  const named = data ?? (environment.FULMAR_DATA || (isPackaged ? installed.data : undefined));
  const isItsData = isPackaged && named !== undefined && resolve(named) === installed.data;
  const all = {
    ...environment,
    ...(settings && (await readSettings(settings))),
    ...(!settings && isItsData && (await readSettings(installed.settings).catch(() => ({})))),
  };
  const folder = resolve(data ?? (all.FULMAR_DATA || named || 'data'));
  return {
    folder,
    environment: { ...all, FULMAR_DATA: folder },
    program: program ?? (environment.FULMAR_PROGRAM || 'fulmar-server'),
  };
}

async function readSettings(file: string): Promise<Environment> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : `${cause}`;
    throw new CommandError(`The settings cannot be read: ${reason}.`, undefined, { cause });
  });
  return parseEnv(text);
}
