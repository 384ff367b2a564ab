import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { OwnServer } from '../../support/own-server.ts';
import { type Call, callCommand, type Told } from './call-command.ts';

/** A whole server with an emulated host `one`, and somebody with a token and a home folder. */
export class CommandWorld {
  readonly server: OwnServer;
  readonly token: string;
  readonly home: string;

  private constructor(server: OwnServer, token: string) {
    this.server = server;
    this.token = token;
    this.home = join(server.folder, 'home');
  }

  /** With settings of the server's, where it is not as usual. */
  static async open(
    scopes: readonly string[] = ['admin'],
    settings: Readonly<Record<string, string>> = {},
  ): Promise<CommandWorld> {
    const server = await OwnServer.open({}, settings);
    const token = await server.administrator.makeToken(server.url, scopes);
    const world = new CommandWorld(server, token);
    await mkdir(world.home);
    return world;
  }

  /** What names the server and the token. */
  get environment(): Readonly<Record<string, string>> {
    return { FULMAR_SERVER: this.server.url, FULMAR_TOKEN: this.token };
  }

  /** Calls the command with the token in its environment. */
  run(words: readonly string[], call: Call = {}): Promise<Told> {
    const environment = { ...this.environment, ...call.environment };
    return callCommand(this.home, words, { ...call, environment });
  }

  /** Calls it, and fails where it ends otherwise. Gives what it printed. */
  async expect(code: number, words: readonly string[], call: Call = {}): Promise<string> {
    const told = await this.run(words, call);
    assert.equal(told.code, code, `${words.join(' ')}: ${told.stdout}${told.stderr}`);
    return told.stdout;
  }

  /** Calls it for a program, and reads what it printed. */
  async json(words: readonly string[], call: Call = {}): Promise<unknown> {
    return JSON.parse(await this.expect(0, [...words, '--json'], call));
  }

  /** Writes a file into the home folder; gives its path. */
  async write(name: string, content: string | Buffer): Promise<string> {
    const file = join(this.home, name);
    await writeFile(file, content);
    return file;
  }

  async close(): Promise<void> {
    await this.server.close();
  }
}
