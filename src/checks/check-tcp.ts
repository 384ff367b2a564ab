import { type Asker, type ConnectDeps, connectTo } from './connect.ts';
import type { TcpCheck } from './schema.ts';

/** Connects once. Throws `CheckFault`. */
export async function checkTcp(deps: ConnectDeps, check: TcpCheck, asker: Asker): Promise<string> {
  const socket = await connectTo(deps, check, asker);
  socket.destroy();
  return 'It took a connection.';
}
