import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { z } from 'zod';
import { type Api, createApi } from '../api/client.ts';
import { findServer, type Server } from '../config/find-server.ts';
import type { CliDeps } from '../output/cli-deps.ts';
import { Out } from '../output/out.ts';
import { expectActsFor } from './new-command.ts';

/** What every command takes. */
const globalOptions = z.object({
  server: z.string().optional(),
  account: z.string().optional(),
  json: z.boolean().default(false),
  yes: z.boolean().default(false),
});

/** What a command works with. */
export interface Context {
  readonly deps: CliDeps;
  readonly out: Out;
  /** The server that was named, as an address or a context. */
  readonly named: string | undefined;
  /** The query that has an administrator act for an account. */
  readonly account: { readonly account?: string };
  /** Whether everything is confirmed already. */
  readonly yes: boolean;
  /** The server to ask. Throws where somebody has to sign in. */
  readonly server: () => Promise<Server>;
  /** The API of that server; `signal` ends its requests sooner. */
  readonly api: (signal?: AbortSignal) => Promise<Api>;
}

/** The context of a command that was called with these options. Throws `CommandError` if `--account` is not for it. */
export function contextOf(deps: CliDeps, command: CommandUnknownOpts): Context {
  const { server: named, account, json, yes } = globalOptions.parse(command.optsWithGlobals());
  if (account !== undefined) expectActsFor(command);
  const server = () => findServer(deps, named);
  return {
    deps,
    out: new Out(deps, { json }),
    named,
    account: account === undefined ? {} : { account },
    yes,
    server,
    api: async (signal = deps.signal) => {
      const { address, token } = await server();
      return createApi({ server: address, token, signal });
    },
  };
}
