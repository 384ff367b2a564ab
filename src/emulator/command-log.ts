import type { CommandType } from '../albatross/commands.ts';
import { formatName } from '../albatross/names.ts';
import type { Request } from './tls/request.ts';

/** A command that reached a host. */
export interface SeenCommand {
  /** A full name, as `alice:hello`. */
  readonly name: string;
  readonly type: CommandType;
}

const mostKept = 10_000;

/** The commands that reached a host, oldest first; refused chains are not among them. */
export class CommandLog {
  readonly #seen: SeenCommand[] = [];

  get all(): readonly SeenCommand[] {
    return this.#seen;
  }

  add({ name, command }: Request): void {
    this.#seen.push({ name: formatName(name), type: command.type });
    if (this.#seen.length > mostKept) this.#seen.shift();
  }

  clear(): void {
    this.#seen.length = 0;
  }
}
