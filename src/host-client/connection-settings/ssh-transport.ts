import type { X509Certificate } from 'node:crypto';
import type { Duplex } from 'node:stream';
import type { Command } from '../../albatross/commands.ts';
import type { AlbatrossError } from '../../albatross/errors.ts';
import type { Path } from '../../albatross/names.ts';
import type { SshConnection } from '../../albatross/ssh/connection.ts';
import type { OpenOptions, Target } from '../../albatross/transport.ts';
import type { HostTransport } from './connection-settings.ts';

/** A transport whose channels share an SSH connection, which it owns. */
export class SshTransport implements HostTransport {
  readonly #connection: SshConnection;
  readonly #transport: HostTransport;

  constructor(connection: SshConnection, transport: HostTransport) {
    this.#connection = connection;
    this.#transport = transport;
  }

  get prefix(): Path {
    return this.#transport.prefix;
  }

  get canRemovePolicies(): boolean {
    return this.#transport.canRemovePolicies;
  }

  get presented(): X509Certificate | null {
    return this.#transport.presented ?? null;
  }

  open(target: Target, command: Command, options?: OpenOptions): Promise<Duplex> {
    return this.#transport.open(target, command, options);
  }

  explain(error: Error): AlbatrossError {
    return this.#transport.explain(error);
  }

  retire(): void {
    this.#connection.retire();
  }

  async close(): Promise<void> {
    await this.#transport.close();
    await this.#connection.close();
  }
}
