import type { CommandType } from '../albatross/commands.ts';
import { formatName, type Name } from '../albatross/names.ts';

/** What a command is about. */
export interface About {
  readonly name: Name;
  readonly type: CommandType;
}

/** A command that reached a host. */
export interface SeenCommand {
  /** A full name, as `alice:hello`. */
  readonly name: string;
  readonly type: CommandType;
}

const maxKept = 10_000;

/** The commands that reached a host, oldest first; refused chains are not among them. */
export class CommandLog {
  readonly #seen: SeenCommand[] = [];

  get all(): readonly SeenCommand[] {
    return this.#seen;
  }

  add({ name, type }: About): void {
    this.#seen.push({ name: formatName(name), type });
    if (this.#seen.length > maxKept) this.#seen.shift();
  }

  clear(): void {
    this.#seen.length = 0;
  }
}
