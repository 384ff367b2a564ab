import { once } from 'node:events';
import Koa from 'koa';
import { z } from 'zod';
import { optionsFromParent, tellParent } from './tell-parent.ts';

/** A Koa that does nothing but answer one body, as JSON. */
const { body } = z.object({ body: z.unknown() }).parse(optionsFromParent());

const app = new Koa();
app.use((context) => {
  context.body = body;
});
const server = app.listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = z.object({ port: z.number() }).parse(server.address());
tellParent(`http://127.0.0.1:${port}`);
