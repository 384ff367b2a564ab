import { ChildProcess } from 'node:child_process';
import { Server } from 'node:net';

/** In a unit run nothing listens and no process is started: a test that does either fails. */
function refuse(): never {
  throw new Error('A unit test neither listens nor starts a process.');
}

const { listen } = Server.prototype;
const spawn: unknown = Reflect.get(ChildProcess.prototype, 'spawn');

/** Around each file, since mocha itself starts processes between them. */
export const mochaHooks = {
  beforeAll(): void {
    Server.prototype.listen = refuse;
    Reflect.set(ChildProcess.prototype, 'spawn', refuse);
  },
  afterAll(): void {
    Server.prototype.listen = listen;
    Reflect.set(ChildProcess.prototype, 'spawn', spawn);
  },
};
