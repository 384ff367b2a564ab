import type { Command } from '../../albatross/commands.ts';
import type { ConsoleLine, Header, Message, Success } from '../../albatross/messages.ts';
import type { Name } from '../../albatross/names.ts';
import type { Channel } from '../channel.ts';
import { HostFailure } from '../host/failure.ts';
import type { Host } from '../host/host.ts';
import { relativeTo } from '../host/name-map.ts';
import { untilAborted } from '../wait.ts';

type Subscribe = Extract<Command, { type: 'console-subscribe' }>;

/** The consoles below a domain that outlived their unikernels. Throws `HostFailure`. */
export function inactiveConsoles(host: Host, { path, label }: Name): Success {
  if (label !== null) throw new HostFailure('name used');
  const names = host.consoles.inactive(path).map((name) => relativeTo(name, path));
  return { type: 'consoles', names };
}

/**
 * Sends what a console has kept and then each line as it is written; ends when the host leaves the
 * subscriber out. Throws `HostFailure`, and the channel's reason once that is closed.
 */
export async function subscribeToConsole(
  host: Host,
  header: Header,
  command: Subscribe,
  channel: Channel,
): Promise<void> {
  const { name } = header;
  const { path, label } = name;
  if (label === null) throw new HostFailure('path used instead of name');
  const console = host.consoles.watch(path, label);
  if (!console) return;
  const history = console.history(command.start);
  const value = console.hasHistory ? 'subscribed' : 'waiting for VM';
  const lines = console.subscribe(channel.closed);
  await channel.send({
    header,
    payload: { type: 'success', success: { type: 'string', value } },
  });
  if (!history) return await untilAborted(channel.closed);
  for (const line of history) await channel.send(messageOf(name, line));
  for await (const line of lines) await channel.send(messageOf(name, line));
}

/** A line's header carries the full name (docs/albatross-protocol.md, section 5). */
const messageOf = (name: Name, line: ConsoleLine): Message => ({
  header: { sequence: 0n, name },
  payload: { type: 'data', data: { type: 'console', ...line } },
});
