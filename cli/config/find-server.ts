import type { CliDeps } from '../output/cli-deps.ts';
import { CommandError } from '../output/command-error.ts';
import { exitCodes } from '../output/exit-codes.ts';
import { type Contexts, readContexts } from './contexts.ts';
import { findKeyring } from './keyring/keyring.ts';
import { contextsFile } from './paths.ts';
import { readServerAddress } from './server-address.ts';

/** Which server is asked, and with what. */
export interface Server {
  readonly address: string;
  readonly token: string;
}

/**
 * The server that was named, by `--server` or `FULMAR_SERVER`: an address or the name of a context;
 * else the current context. Its token is that of `FULMAR_TOKEN`, else the context's, which the file has or the keyring. Throws
 * `CommandError` with the exit code for signing in where there is none.
 */
export async function findServer(deps: CliDeps, named: string | undefined): Promise<Server> {
  const { FULMAR_SERVER, FULMAR_TOKEN } = deps.environment;
  const contexts = await readContexts(contextsFile(deps));
  const { address, name, kept } = choose(contexts, named || FULMAR_SERVER || null);
  const token = FULMAR_TOKEN || kept || (await readKeyring(deps, name));
  if (token) return { address, token };
  throw new CommandError(
    `There is no token for ${address}: sign in with \`fulmar login ${address}\`, or set FULMAR_TOKEN.`,
    exitCodes.signIn,
  );
}

/** What the keyring has for a context whose token is not in the file. */
async function readKeyring(deps: CliDeps, name: string | null) {
  return name === null ? null : ((await findKeyring(deps)?.read(name)) ?? null);
}

function choose({ current, contexts }: Contexts, named: string | null) {
  const name = named ?? current;
  if (name === null) {
    const message =
      'No server is chosen: sign in with `fulmar login ADDRESS`, or set FULMAR_SERVER and FULMAR_TOKEN.';
    throw new CommandError(message, exitCodes.signIn);
  }
  const context = contexts[name];
  if (context) return { address: context.server, name, kept: context.token };
  const address = readServerAddress(name);
  const same = Object.entries(contexts).find(([, { server }]) => server === address);
  return { address, name: same?.[0] ?? null, kept: same?.[1].token ?? null };
}
