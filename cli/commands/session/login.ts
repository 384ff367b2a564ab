import { text } from 'node:stream/consumers';
import { createApi, dataOf } from '../../api/client.ts';
import { readContexts, writeContexts } from '../../config/contexts.ts';
import { contextsFile } from '../../config/paths.ts';
import { isUnencrypted, readServerAddress } from '../../config/server-address.ts';
import { askSecret } from '../../output/ask.ts';
import { type CliDeps, isInteractive } from '../../output/cli-deps.ts';
import { CommandError } from '../../output/command-error.ts';
import type { Context } from '../context.ts';
import { newCommand, type Run } from '../new-command.ts';
import { keepInOption, keepToken, placeOf, type TokenPlace } from './keep-token.ts';
import { type DeviceOptions, signInDevice } from './sign-in-device.ts';

interface LoginOptions {
  readonly device?: true;
  readonly tokenPrompt?: true;
  readonly tokenStdin?: true;
  readonly context?: string;
  readonly keepIn?: TokenPlace;
}

/** `login`: keeps a server and a token as a context. */
export const loginCommand = (run: Run) => {
  const command = newCommand('login', {
    summary: 'Sign in to a server',
    description:
      'In a terminal it shows a code, which you enter in a browser, on whatever machine, to allow a token of three ' +
      'months. One that was made in the dashboard, under Tokens, is typed without being shown (--token-prompt), read ' +
      'from standard input, or taken from FULMAR_TOKEN. It is kept in the keyring of the system where there is one (by ' +
      'secret-tool, or the keychain of macOS), else in a file that only you can read.',
    examples: [
      ['fulmar login https://fulmar.example.org', 'shows a code to enter in a browser'],
      ['fulmar login https://fulmar.example.org --token-stdin < token', 'reads it from a file'],
    ],
  })
    .argument('[address]', 'the address of the server')
    .option('--device', 'show a code also where this is no terminal')
    .option('--token-prompt', 'ask for a token')
    .option('--token-stdin', 'read the token from standard input')
    .addOption(keepInOption())
    .option('--context <name>', "the context's name (default: the server's host name)");
  return command.action((address, options) =>
    run(command, (context) => login(context, address, options)),
  );
};

async function login(
  { deps, named, out }: Context,
  given: string | undefined,
  options: LoginOptions,
): Promise<void> {
  const { signal } = deps;
  const file = contextsFile(deps);
  const { contexts } = await readContexts(file);
  const wanted = given ?? named ?? deps.environment.FULMAR_SERVER;
  if (!wanted) throw new CommandError('Say where: fulmar login https://fulmar.example.org');
  const server = contexts[wanted]?.server ?? readServerAddress(wanted);
  if (isUnencrypted(server)) out.note(`Warning: the token is sent to ${server} unencrypted.`);
  const say = (line: string) => out.note(line);
  const token = await readToken(deps, options, { server, signal, say });
  const api = createApi({ server, token, signal });
  const current = await dataOf(api.GET('/api/v1/tokens/current'));
  const name = options.context ?? new URL(server).host;
  const place = options.keepIn ?? placeOf(deps.environment.FULMAR_KEEP_IN);
  const inFile = await keepToken(deps, { name, token, place });
  await writeContexts(file, {
    current: name,
    contexts: { ...contexts, [name]: { server, token: inFile } },
  });
  const { account, name: tokenName } = current;
  out.result(
    { context: name, server, account, token: tokenName },
    () => `Signed in to ${server} as ${account}, with the token ${tokenName}.`,
  );
}

async function readToken(
  deps: CliDeps,
  { tokenStdin, tokenPrompt, device }: LoginOptions,
  flow: DeviceOptions,
): Promise<string> {
  if (device) return await signInDevice(flow);
  const { environment, stdin } = deps;
  const token = tokenStdin ? (await text(stdin)).trim() : environment.FULMAR_TOKEN;
  if (token) return expectOneWord(token);
  if (tokenStdin || !isInteractive(deps)) {
    throw new CommandError(
      'There is no token: give one with --token-stdin or in FULMAR_TOKEN, or sign in with --device.',
    );
  }
  if (!tokenPrompt) return await signInDevice(flow);
  return expectOneWord(await askSecret(deps, 'Token: '));
}

/** A header takes no other. */
function expectOneWord(token: string): string {
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw new CommandError('This is no token: a token is one word, as fmr_….');
}
